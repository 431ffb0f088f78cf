"""Accounts, their devices, failures, codes and sessions; the notices of professionals: tables, ties, rights.

The tables were written by makemigrations from ``carnet.store.models.account``, then put in their order. Read
``0002_walls`` beside it. None of these tables belongs to one record: an identifier is looked up before any record is
known, and a professional's notices are about several. So no wall stands around them, and no tie leads to a record, so
that they may lie on another machine (``patient_identifier`` is alike); each role gets what it needs and nothing else.
"""

import django.contrib.postgres.fields
from django.db import migrations, models

TIES_SQL = [
    f"alter table {table} add constraint {table}_belongs foreign key (account_id) references account (id)"
    for table in ("device", "one_time_code", "web_session")
]

# Default privileges gave both roles everything but TRUNCATE: all of it is taken back first.
APP = {
    "account": "select, insert, update (password_hash, password_set_at, must_change_password, channel, "
    "last_visit_at, previous_visit_at)",
    "device": "select, insert, update (last_seen)",
    "sign_in_failure": "select, insert, update (count, last_at, closed_until), delete",
    "one_time_code": "select, insert, update (channel, asked_at, sent, tries, code, code_expires_at), delete",
    "web_session": "select, insert, update (seen_at, ends_at, ended_at)",
    "professional_notice": "select, insert, update (read_at)",
}
# The worker draws and sends the codes, and removes what time has ended. It reads no password and opens no session.
WORKER = {
    "account": "select (id, record_id)",
    "device": "select (last_seen), delete",
    "sign_in_failure": "select (last_at), delete",
    "one_time_code": "select (id, digest, account_id, channel, opened_at, asked_at, sent), "
    "update (code, code_expires_at, sent), delete",
    "web_session": "select (ends_at), delete",
}

RIGHTS_SQL = [
    *(f"revoke all on {table} from carnet_app, carnet_worker" for table in APP),
    *(f"grant {rights} on {table} to carnet_app" for table, rights in APP.items()),
    *(f"grant {rights} on {table} to carnet_worker" for table, rights in WORKER.items()),
]


class Migration(migrations.Migration):
    """Runs once, after the walls of the records."""

    dependencies = [("store", "0002_walls")]
    operations = [
        migrations.CreateModel(
            name='AccountRow',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('identifier', models.BinaryField()),
                ('record_id', models.UUIDField()),
                ('kind', models.TextField()),
                ('password_hash', models.TextField()),
                ('password_set_at', models.DateTimeField()),
                ('must_change_password', models.BooleanField()),
                ('channel', models.TextField()),
                ('created_at', models.DateTimeField()),
                ('last_visit_at', models.DateTimeField(null=True)),
                ('previous_visit_at', models.DateTimeField(null=True)),
            ],
            options={
                'db_table': 'account',
                'constraints': [models.UniqueConstraint(fields=('identifier',), name='account_one_for_an_identifier'), models.UniqueConstraint(fields=('record_id',), name='account_one_for_a_record'), models.CheckConstraint(condition=models.Q(('kind', 'holder')), name='account_of_a_holder'), models.CheckConstraint(condition=models.Q(('channel__in', ('mail', 'sms'))), name='account_has_a_channel'), models.CheckConstraint(condition=models.Q(models.Q(('password_hash', ''), _negated=True), ('must_change_password', True), _connector='OR'), name='account_has_a_password_or_awaits_one')],
            },
        ),
        migrations.CreateModel(
            name='DeviceRow',
            fields=[
                ('pk', models.CompositePrimaryKey('digest', 'account_id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('digest', models.BinaryField()),
                ('account_id', models.UUIDField()),
                ('first_seen', models.DateTimeField()),
                ('last_seen', models.DateTimeField(db_index=True)),
            ],
            options={
                'db_table': 'device',
            },
        ),
        migrations.CreateModel(
            name='SignInFailureRow',
            fields=[
                ('pk', models.CompositePrimaryKey('identifier', 'scope', blank=True, editable=False, primary_key=True, serialize=False)),
                ('identifier', models.BinaryField()),
                ('scope', models.BinaryField()),
                ('count', models.SmallIntegerField()),
                ('last_at', models.DateTimeField(db_index=True)),
                ('closed_until', models.DateTimeField(null=True)),
            ],
            options={
                'db_table': 'sign_in_failure',
                'constraints': [models.CheckConstraint(condition=models.Q(('count__range', (0, 3))), name='sign_in_failure_counts_to_three')],
            },
        ),
        migrations.CreateModel(
            name='OneTimeCodeRow',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('digest', models.BinaryField()),
                ('account_id', models.UUIDField(db_index=True)),
                ('scope', models.BinaryField()),
                ('device', models.BinaryField()),
                ('channel', models.TextField()),
                ('opened_at', models.DateTimeField(db_index=True)),
                ('asked_at', django.contrib.postgres.fields.ArrayField(base_field=models.DateTimeField(), size=None)),
                ('sent', models.SmallIntegerField(default=0)),
                ('tries', models.SmallIntegerField(default=0)),
                ('code', models.BinaryField(null=True)),
                ('code_expires_at', models.DateTimeField(null=True)),
            ],
            options={
                'db_table': 'one_time_code',
                'constraints': [models.UniqueConstraint(fields=('digest',), name='one_time_code_one_for_a_token'), models.CheckConstraint(condition=models.Q(('channel__in', ('mail', 'sms'))), name='one_time_code_has_a_channel'), models.CheckConstraint(condition=models.Q(models.Q(('code__isnull', True), ('code_expires_at__isnull', True)), models.Q(('code__isnull', False), ('code_expires_at__isnull', False)), _connector='OR'), name='one_time_code_expires')],
            },
        ),
        migrations.CreateModel(
            name='WebSessionRow',
            fields=[
                ('digest', models.BinaryField(primary_key=True, serialize=False)),
                ('door', models.TextField()),
                ('actor', models.JSONField()),
                ('account_id', models.UUIDField(db_index=True, null=True)),
                ('shown_name', models.BinaryField()),
                ('id_token', models.BinaryField(null=True)),
                ('opened_at', models.DateTimeField()),
                ('seen_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField(db_index=True)),
                ('previous_visit_at', models.DateTimeField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
            ],
            options={
                'db_table': 'web_session',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('account_id__isnull', False), ('door', 'patient-site')), models.Q(('account_id__isnull', True), ('door', 'professional-site')), _connector='OR'), name='web_session_of_its_door'), models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('opened_at'))), name='web_session_ends_after_opening')],
            },
        ),
        migrations.CreateModel(
            name='ProfessionalNoticeRow',
            fields=[
                ('pk', models.CompositePrimaryKey('practitioner', 'id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('practitioner', models.TextField()),
                ('id', models.UUIDField()),
                ('kind', models.TextField()),
                ('record_id', models.UUIDField()),
                ('created_at', models.DateTimeField()),
                ('read_at', models.DateTimeField(null=True)),
            ],
            options={
                'db_table': 'professional_notice',
                'indexes': [models.Index(fields=['practitioner', '-created_at'], name='professional_notice_newest')],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ('emergency', 'contest', 'announcement'))), name='professional_notice_has_a_kind')],
            },
        ),
        migrations.RunSQL(sql=TIES_SQL),
        migrations.RunSQL(sql=RIGHTS_SQL),
    ]
