"""Openings online, the codes sent for them, the terms accepted, and what is asked of the insurer afterwards.

Read ``0002_walls`` beside it. Only the acceptances belong to one record, and stand behind its wall. The worker draws
and sends codes: it reads what it must send and to whom, under the key of nobody's record, and no step of an opening.
"""

import django.contrib.postgres.fields
from django.db import migrations, models
from django.db.models import F, Q

CONTEXT = "(select nullif(current_setting('carnet.record', true), '')::uuid)"

TABLES = ("creation_code_request", "creation_code", "opening", "terms_acceptance", "insurer_request")
# What is asked of the insurer may lie on another machine than the record (0003_accounts): no tie.
TIES_SQL = [
    "alter table terms_acceptance add constraint terms_acceptance_belongs "
    "foreign key (record_id) references record (id)",
]
WALL_SQL = [
    "alter table terms_acceptance enable row level security",
    "alter table terms_acceptance force row level security",
    f"create policy within_record on terms_acceptance using (record_id = {CONTEXT}) with check (record_id = {CONTEXT})",
]

# Default privileges gave both roles everything but TRUNCATE: all of it is taken back first.
APP = {
    "creation_code_request": "insert",
    "creation_code": "select, update (used_at)",
    "opening": "select, insert, update (sealed, channel, address, asked_at, sent, tries, code, code_expires_at, "
    "failed_at), delete",
    "terms_acceptance": "select, insert",
    "insurer_request": "insert",
}
WORKER = {
    "creation_code_request": "select, delete",
    "creation_code": "select (id, number, sent_at, expires_at), insert, delete",
    "opening": "select (id, digest, ends_at, channel, address, asked_at, sent, failed_at), "
    "update (sent, code, code_expires_at, failed_at), delete",
    "insurer_request": "select, update (taken_at)",
}
RIGHTS_SQL = [
    *(f"revoke all on {table} from carnet_app, carnet_worker" for table in TABLES),
    *(f"grant {rights} on {table} to carnet_app" for table, rights in APP.items()),
    *(f"grant {rights} on {table} to carnet_worker" for table, rights in WORKER.items()),
    # Whether somebody has a record already: no code is sent to them. Digests alone, which the worker cannot turn round.
    "grant select (digest, record_id) on patient_identifier to carnet_worker",
    "grant update (accepted_terms) on account to carnet_app",
]


class Migration(migrations.Migration):
    """Runs once, after the assisted openings."""

    dependencies = [("store", "0015_assisted_openings")]
    operations = [
        migrations.AddField('accountrow', 'accepted_terms', models.TextField(db_default='')),
        migrations.CreateModel(
            name='CreationCodeRequestRow',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('sealed', models.BinaryField()),
                ('asked_at', models.DateTimeField(db_index=True)),
            ],
            options={'db_table': 'creation_code_request'},
        ),
        migrations.CreateModel(
            name='CreationCodeRow',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('number', models.BinaryField(db_index=True)),
                ('code', models.BinaryField()),
                ('sent_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField(db_index=True)),
                ('used_at', models.DateTimeField(null=True)),
            ],
            options={
                'db_table': 'creation_code',
                'constraints': [
                    models.CheckConstraint(condition=Q(expires_at__gt=F('sent_at')), name='creation_code_expires'),
                ],
            },
        ),
        migrations.CreateModel(
            name='OpeningRow',
            fields=[
                ('digest', models.BinaryField(primary_key=True, serialize=False)),
                ('id', models.UUIDField()),
                ('sealed', models.BinaryField()),
                ('opened_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField(db_index=True)),
                ('channel', models.TextField(default='')),
                ('address', models.BinaryField(null=True)),
                (
                    'asked_at',
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.DateTimeField(), default=list, size=None
                    ),
                ),
                ('sent', models.SmallIntegerField(default=0)),
                ('tries', models.SmallIntegerField(default=0)),
                ('code', models.BinaryField(null=True)),
                ('code_expires_at', models.DateTimeField(null=True)),
                ('failed_at', models.DateTimeField(null=True)),
            ],
            options={
                'db_table': 'opening',
                'constraints': [
                    models.UniqueConstraint(fields=('id',), name='opening_one_for_a_number'),
                    models.CheckConstraint(condition=Q(ends_at__gt=F('opened_at')), name='opening_ends_after_it_began'),
                    models.CheckConstraint(
                        condition=Q(channel__in=('', 'mail', 'sms')), name='opening_has_a_channel_or_none'
                    ),
                    models.CheckConstraint(
                        condition=Q(code__isnull=True, code_expires_at__isnull=True)
                        | Q(code__isnull=False, code_expires_at__isnull=False),
                        name='opening_code_expires',
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name='TermsAcceptanceRow',
            fields=[
                (
                    'pk',
                    models.CompositePrimaryKey(
                        'record_id', 'id', blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ('record_id', models.UUIDField()),
                ('id', models.UUIDField()),
                ('version', models.TextField()),
                ('language', models.TextField()),
                ('digest', models.BinaryField()),
                ('way', models.TextField()),
                ('at', models.DateTimeField()),
            ],
            options={
                'db_table': 'terms_acceptance',
                'constraints': [
                    models.CheckConstraint(
                        condition=Q(way__in=['online-opening', 'assisted-opening', 'sign-in']),
                        name='terms_acceptance_has_a_way',
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name='InsurerRequestRow',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('record_id', models.UUIDField()),
                ('since', models.DateField()),
                ('asked_at', models.DateTimeField(db_index=True)),
                ('taken_at', models.DateTimeField(null=True)),
            ],
            options={'db_table': 'insurer_request'},
        ),
        *(migrations.RunSQL(sql=statements) for statements in (TIES_SQL, WALL_SQL, RIGHTS_SQL)),
    ]
