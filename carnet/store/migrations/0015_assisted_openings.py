"""What was read and heard when a record was opened with somebody: the text, a minor's share, the card that was there.

Read ``0002_walls`` beside it. A card that was read is kept sealed under the record's key. A reading serves once for
each act: the digest of its challenge, which says nothing and belongs to no record, is kept until it is of no use.
"""

from django.db import migrations, models

CONTEXT = "(select nullif(current_setting('carnet.record', true), '')::uuid)"

TIES_SQL = [
    "alter table card_presence add constraint card_presence_belongs foreign key (record_id) references record (id)",
]

WALL_SQL = [
    "alter table card_presence enable row level security",
    "alter table card_presence force row level security",
    f"create policy within_record on card_presence using (record_id = {CONTEXT}) with check (record_id = {CONTEXT})",
]

RIGHTS_SQL = [
    "revoke all on card_presence, card_challenge from carnet_app, carnet_worker",
    "grant select, insert on card_presence to carnet_app",
    "grant select, insert on card_challenge to carnet_app",
    "grant select, delete on card_challenge to carnet_worker",
]


class Migration(migrations.Migration):
    """Runs once, after the means to sign in."""

    dependencies = [("store", "0014_sign_in_means")]
    operations = [
        migrations.AddField('openingconsentrow', 'text', models.TextField(default='')),
        migrations.AddField('openingconsentrow', 'minor', models.TextField(default='')),
        migrations.CreateModel(
            name='CardPresenceRow',
            fields=[
                ('pk', models.CompositePrimaryKey('record_id', 'id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('record_id', models.UUIDField()),
                ('id', models.UUIDField()),
                ('at', models.DateTimeField()),
                ('act', models.TextField()),
                ('sealed', models.BinaryField()),
            ],
            options={'db_table': 'card_presence'},
        ),
        migrations.CreateModel(
            name='CardChallengeRow',
            fields=[
                ('digest', models.BinaryField(primary_key=True, serialize=False)),
                ('used_at', models.DateTimeField(db_index=True)),
            ],
            options={'db_table': 'card_challenge'},
        ),
        *(migrations.RunSQL(sql=statements) for statements in (TIES_SQL, WALL_SQL, RIGHTS_SQL)),
    ]
