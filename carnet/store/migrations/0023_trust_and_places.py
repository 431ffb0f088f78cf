"""Who is trusted when the person cannot answer, which allergies stay visible, from whom places are hidden.

Read ``0002_walls`` beside it: the two new tables lie within their record, and no row of them is found outside it.
"""

from django.db import migrations, models

CONTEXT = "(select nullif(current_setting('carnet.record', true), '')::uuid)"
APP = {
    "trusted_person": "select, insert, update (named_at, ended_at)",
    "kept_allergy": "select, insert, update (ended_at)",
}

WALL_SQL = [
    statement
    for table in APP
    for statement in (
        f"alter table {table} add constraint {table}_belongs foreign key (record_id) references record (id)",
        f"alter table {table} enable row level security",
        f"alter table {table} force row level security",
        f"create policy within_record on {table} using (record_id = {CONTEXT}) with check (record_id = {CONTEXT})",
    )
]
# One trusted person at a time: the former one ends when another is named.
ONE_SQL = ["create unique index one_trusted_person on trusted_person (record_id) where ended_at is null"]
# Default privileges gave both roles everything but TRUNCATE: all of it is taken back first.
RIGHTS_SQL = [
    *(f"revoke all on {table} from carnet_app, carnet_worker" for table in APP),
    *(f"grant {rights} on {table} to carnet_app" for table, rights in APP.items()),
    "grant update (places_hidden_from) on representative to carnet_app",
]


class Migration(migrations.Migration):
    """Runs once, after what came just before it."""

    dependencies = [("store", "0022_applications")]
    operations = [
        migrations.CreateModel(
            name='TrustedPersonRow',
            fields=[
                ('pk', models.CompositePrimaryKey('record_id', 'account', blank=True, editable=False, primary_key=True, serialize=False)),
                ('record_id', models.UUIDField()),
                ('account', models.TextField()),
                ('named_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
            ],
            options={'db_table': 'trusted_person'},
        ),
        migrations.CreateModel(
            name='KeptAllergyRow',
            fields=[
                ('pk', models.CompositePrimaryKey('record_id', 'id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('record_id', models.UUIDField()),
                ('id', models.UUIDField()),
                ('document_id', models.UUIDField()),
                ('kept_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('sealed', models.BinaryField()),
            ],
            options={'db_table': 'kept_allergy'},
        ),
        migrations.AddField('representativerow', 'places_hidden_from', models.DateTimeField(null=True)),
        *(migrations.RunSQL(sql=statements) for statements in (WALL_SQL, ONE_SQL, RIGHTS_SQL)),
    ]
