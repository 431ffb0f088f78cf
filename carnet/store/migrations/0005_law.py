"""The law whole: powers, carers, joint agreements, secret visits, further hidings; with their ties, walls and rights.

The tables and columns were written by makemigrations. Read ``0002_walls`` beside it. ``person_of_carer`` is looked up
by a carer's account before any record is known, as accounts are: no wall, and no tie to a record.
"""

import django.contrib.postgres.fields
from django.db import migrations, models

RECORD_TABLES = ("carer", "joint_agreement", "secret_visit")
CONTEXT = "(select nullif(current_setting('carnet.record', true), '')::uuid)"

TIES_SQL = [
    f"alter table {table} add constraint {table}_belongs foreign key (record_id) references record (id)"
    for table in RECORD_TABLES
]

WALL_SQL = [
    statement
    for table in RECORD_TABLES
    for statement in (
        f"alter table {table} enable row level security",
        f"alter table {table} force row level security",
        f"create policy within_record on {table} using (record_id = {CONTEXT}) with check (record_id = {CONTEXT})",
    )
]

# Default privileges gave both roles everything but TRUNCATE: all of it is taken back first. The worker gets nothing.
APP = {
    "carer": "select, insert, update (invited_at, invitation_ends_at, accepted_at, until, ended_at)",
    "person_of_carer": "select, insert, update (until, ended_at)",
    "joint_agreement": "select, insert, update (at, used_at)",
    "secret_visit": "select, insert, update (until, period_until, ended_at)",
}
FURTHER_COLUMNS = {
    "record": "hidden_classes, masks_by_default, emancipated_at, protected_at",
    "representative": "power, suspended_at",
    "block": "set_by",
    "document": "hidings, hidden_from, awaits_check",
}

RIGHTS_SQL = [
    *(f"revoke all on {table} from carnet_app, carnet_worker" for table in APP),
    *(f"grant {rights} on {table} to carnet_app" for table, rights in APP.items()),
    *(f"grant update ({columns}) on {table} to carnet_app" for table, columns in FURTHER_COLUMNS.items()),
]


class Migration(migrations.Migration):
    """Runs once, after the notices that wait."""

    dependencies = [("store", "0004_notices_due_later")]
    operations = [
        migrations.CreateModel(
            name='CarerRow',
            fields=[
                ('pk', models.CompositePrimaryKey('record_id', 'account', blank=True, editable=False, primary_key=True, serialize=False)),
                ('record_id', models.UUIDField()),
                ('account', models.TextField()),
                ('invited_at', models.DateTimeField()),
                ('invitation_ends_at', models.DateTimeField()),
                ('accepted_at', models.DateTimeField(null=True)),
                ('until', models.DateTimeField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
            ],
            options={
                'db_table': 'carer',
            },
        ),
        migrations.CreateModel(
            name='JointAgreementRow',
            fields=[
                ('pk', models.CompositePrimaryKey('record_id', 'action', 'account', blank=True, editable=False, primary_key=True, serialize=False)),
                ('record_id', models.UUIDField()),
                ('action', models.TextField()),
                ('account', models.TextField()),
                ('at', models.DateTimeField()),
                ('used_at', models.DateTimeField(null=True)),
            ],
            options={
                'db_table': 'joint_agreement',
            },
        ),
        migrations.CreateModel(
            name='PersonOfCarerRow',
            fields=[
                ('pk', models.CompositePrimaryKey('account', 'record_id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('account', models.TextField()),
                ('record_id', models.UUIDField()),
                ('until', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
            ],
            options={
                'db_table': 'person_of_carer',
            },
        ),
        migrations.CreateModel(
            name='SecretVisitRow',
            fields=[
                ('pk', models.CompositePrimaryKey('record_id', 'id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('record_id', models.UUIDField()),
                ('id', models.UUIDField()),
                ('practitioner', models.TextField()),
                ('opened_at', models.DateTimeField()),
                ('until', models.DateTimeField()),
                ('period_until', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
            ],
            options={
                'db_table': 'secret_visit',
            },
        ),
        migrations.AddField(
            model_name='blockrow',
            name='set_by',
            field=models.TextField(default='holder'),
        ),
        migrations.AddField(
            model_name='documentrow',
            name='awaits_check',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='documentrow',
            name='hidden_from',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list, size=None),
        ),
        migrations.AddField(
            model_name='documentrow',
            name='hidings',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list, size=None),
        ),
        migrations.AddField(
            model_name='documentversionrow',
            name='awaits_check',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='documentversionrow',
            name='hidden_from',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list, size=None),
        ),
        migrations.AddField(
            model_name='documentversionrow',
            name='hidings',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list, size=None),
        ),
        migrations.AddField(
            model_name='recordrow',
            name='emancipated_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='recordrow',
            name='hidden_classes',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list, size=None),
        ),
        migrations.AddField(
            model_name='recordrow',
            name='masks_by_default',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='recordrow',
            name='protected_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='representativerow',
            name='power',
            field=models.TextField(default='parent'),
        ),
        migrations.AddField(
            model_name='representativerow',
            name='suspended_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddConstraint(
            model_name='blockrow',
            constraint=models.CheckConstraint(condition=models.Q(('set_by__in', ['holder', 'representative'])), name='block_set_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='documentrow',
            constraint=models.CheckConstraint(condition=models.Q(('hidings__contained_by', ['secret', 'from-carers', 'with-a-doctor', 'held', 'before-protection', 'set-aside'])), name='document_has_known_hidings'),
        ),
        migrations.AddConstraint(
            model_name='representativerow',
            constraint=models.CheckConstraint(condition=models.Q(('power__in', ['parent', 'delegate', 'child-welfare', 'guardian', 'chosen', 'curator', 'guardian-of-property'])), name='representative_has_a_power'),
        ),
        migrations.AddConstraint(
            model_name='carerrow',
            constraint=models.CheckConstraint(condition=models.Q(('invitation_ends_at__gt', models.F('invited_at'))), name='carer_invitation_ends'),
        ),
        migrations.AddConstraint(
            model_name='carerrow',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('accepted_at__isnull', True), ('until__isnull', True)), models.Q(('accepted_at__isnull', False), ('until__gt', models.F('accepted_at')), ('until__isnull', False)), _connector='OR'), name='carer_accepted_for_a_time'),
        ),
        migrations.AddConstraint(
            model_name='secretvisitrow',
            constraint=models.CheckConstraint(condition=models.Q(('until__gt', models.F('opened_at')), ('period_until__gt', models.F('opened_at'))), name='secret_visit_ends_after_start'),
        ),
        *(migrations.RunSQL(sql=statements) for statements in (TIES_SQL, WALL_SQL, RIGHTS_SQL)),
    ]
