"""Ends that people chose, who closed a record, and the agreements asked for by a code; with ties, walls and rights.

The tables and columns were written by makemigrations. Read ``0002_walls`` beside it.
"""

from django.db import migrations, models

CONTEXT = "(select nullif(current_setting('carnet.record', true), '')::uuid)"

AGREEMENT_SQL = [
    "alter table agreement_request add constraint agreement_request_belongs "
    "foreign key (record_id) references record (id)",
    "alter table agreement_request enable row level security",
    "alter table agreement_request force row level security",
    f"create policy within_record on agreement_request using (record_id = {CONTEXT}) "
    f"with check (record_id = {CONTEXT})",
    # Default privileges gave both roles everything but TRUNCATE: all of it is taken back first.
    "revoke all on agreement_request from carnet_app, carnet_worker",
    "grant select, insert, update (tries, code, code_expires_at, used_at) on agreement_request to carnet_app",
    # The worker draws and sends the code. It learns neither who asks nor for whom.
    "grant select (record_id, id, channel, asked_at, code, used_at), update (code, code_expires_at) "
    "on agreement_request to carnet_worker",
]

RIGHTS_SQL = [
    "grant update (end_is_chosen) on access_authorization to carnet_app",
    "grant update (closed_by) on record to carnet_app",
]


class Migration(migrations.Migration):
    """Runs once, after the law whole."""

    dependencies = [("store", "0005_law")]
    operations = [
        migrations.AddField(
            model_name='authorizationrow',
            name='end_is_chosen',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='recordrow',
            name='closed_by',
            field=models.TextField(default=''),
        ),
        migrations.CreateModel(
            name='AgreementRequestRow',
            fields=[
                ('pk', models.CompositePrimaryKey('record_id', 'id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('record_id', models.UUIDField()),
                ('id', models.UUIDField()),
                ('practitioner', models.TextField()),
                ('successor', models.TextField()),
                ('channel', models.TextField()),
                ('asked_at', models.DateTimeField()),
                ('tries', models.SmallIntegerField(default=0)),
                ('code', models.BinaryField(null=True)),
                ('code_expires_at', models.DateTimeField(null=True)),
                ('used_at', models.DateTimeField(null=True)),
            ],
            options={
                'db_table': 'agreement_request',
                'constraints': [models.CheckConstraint(condition=models.Q(('channel__in', ('mail', 'sms'))), name='agreement_request_has_a_channel'), models.CheckConstraint(condition=models.Q(models.Q(('code__isnull', True), ('code_expires_at__isnull', True)), models.Q(('code__isnull', False), ('code_expires_at__isnull', False)), _connector='OR'), name='agreement_request_code_expires')],
            },
        ),
        *(migrations.RunSQL(sql=statements) for statements in (AGREEMENT_SQL, RIGHTS_SQL)),
    ]
