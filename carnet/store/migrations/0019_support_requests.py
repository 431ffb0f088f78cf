"""What people ask of the support desk, identities checked there, and what one agent proposes to another.

No wall stands around these tables: the desk works across records. What a request says is sealed under a key of its own,
and so is what a proposal carries. The tables were written by makemigrations.
"""

import django.contrib.postgres.fields
from django.db import migrations, models

# Default privileges gave both roles everything but TRUNCATE: all of it is taken back first.
APP = {
    "support_request": "select, insert, update (state, taken_by, closed_at, outcome, proofs)",
    "identity_check": "select, insert",
    "desk_proposal": "select, insert, update (decided_by, decided_at, is_done, wrapped_key, sealed)",
}
# The worker says what is late and destroys what has served; it opens nothing of what was written.
WORKER = {
    "support_request": "select (id, number, kind, record_id, due_at, state, escalated_at, closed_at, proofs, "
    "proofs_destroyed_at), update (escalated_at, proofs, proofs_destroyed_at)",
    "identity_check": "select (until), delete",
    "desk_proposal": "select (expires_at), delete",
}

RIGHTS_SQL = [
    *(f"revoke all on {table} from carnet_app, carnet_worker" for table in APP),
    *(f"grant {rights} on {table} to carnet_app" for table, rights in APP.items()),
    *(f"grant {rights} on {table} to carnet_worker" for table, rights in WORKER.items()),
]


class Migration(migrations.Migration):
    """Runs once, after what came just before it."""

    dependencies = [("store", "0018_endings")]
    operations = [
        migrations.CreateModel(
            name='DeskProposalRow',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('act', models.TextField()),
                ('record_id', models.UUIDField(db_index=True)),
                ('proposed_by', models.TextField()),
                ('proposed_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField(db_index=True)),
                ('decided_by', models.TextField(default='')),
                ('decided_at', models.DateTimeField(null=True)),
                ('is_done', models.BooleanField(default=False)),
                ('wrapped_key', models.BinaryField()),
                ('sealed', models.BinaryField()),
            ],
            options={
                'db_table': 'desk_proposal',
                'constraints': [models.CheckConstraint(condition=models.Q(('is_done', False), models.Q(models.Q(('decided_by', models.F('proposed_by')), _negated=True), models.Q(('decided_by', ''), _negated=True)), _connector='OR'), name='desk_proposal_done_by_a_second_person'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('decided_by', ''), ('is_done', False)), models.Q(('decided_at__isnull', False), models.Q(('decided_by', ''), _negated=True)), _connector='OR'), name='desk_proposal_decided_by_somebody'), models.CheckConstraint(condition=models.Q(('decided_at__isnull', True), models.Q(('sealed', b''), ('wrapped_key', b'')), _connector='OR'), name='desk_proposal_wiped_once_decided'), models.CheckConstraint(condition=models.Q(('expires_at__gt', models.F('proposed_at'))), name='desk_proposal_expires')],
            },
        ),
        migrations.CreateModel(
            name='IdentityCheckRow',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('record_id', models.UUIDField(db_index=True)),
                ('agent', models.TextField()),
                ('level', models.TextField()),
                ('proofs', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list, size=None)),
                ('at', models.DateTimeField()),
                ('until', models.DateTimeField()),
            ],
            options={
                'db_table': 'identity_check',
                'constraints': [models.CheckConstraint(condition=models.Q(('level__in', ('looked-up', 'knowledge', 'proved'))), name='identity_check_has_a_level'), models.CheckConstraint(condition=models.Q(('until__gt', models.F('at'))), name='identity_check_ends_after_start'), models.CheckConstraint(condition=models.Q(('agent', ''), _negated=True), name='identity_check_by_somebody')],
            },
        ),
        migrations.CreateModel(
            name='SupportRequestRow',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('number', models.TextField(unique=True)),
                ('kind', models.TextField()),
                ('record_id', models.UUIDField(db_index=True, null=True)),
                ('opened_at', models.DateTimeField()),
                ('due_at', models.DateTimeField(db_index=True)),
                ('state', models.TextField()),
                ('taken_by', models.TextField(default='')),
                ('escalated_at', models.DateTimeField(null=True)),
                ('closed_at', models.DateTimeField(null=True)),
                ('outcome', models.TextField(default='')),
                ('proofs', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list, size=None)),
                ('proofs_destroyed_at', models.DateTimeField(null=True)),
                ('wrapped_key', models.BinaryField()),
                ('sealed', models.BinaryField()),
            ],
            options={
                'db_table': 'support_request',
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['account', 'somebody-else', 'contact', 'copy-on-paper', 'rectification', 'contested-access', 'not-mine', 'deletion', 'opposition', 'erasure', 'representation', 'protection-decision', 'death', 'heirs', 'accessibility'])), name='support_request_has_a_kind'), models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'taken', 'closed'])), name='support_request_has_a_state'), models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', False), ('state', 'closed'), models.Q(('outcome', ''), _negated=True)), models.Q(models.Q(('state', 'closed'), _negated=True), ('closed_at__isnull', True), ('outcome', '')), _connector='OR'), name='support_request_closed_with_outcome'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'taken'), _negated=True), models.Q(('taken_by', ''), _negated=True), _connector='OR'), name='support_request_taken_by_somebody'), models.CheckConstraint(condition=models.Q(('due_at__gt', models.F('opened_at'))), name='support_request_due_after_opening'), models.CheckConstraint(condition=models.Q(('proofs_destroyed_at__isnull', True), models.Q(('closed_at__isnull', False), ('proofs', [])), _connector='OR'), name='support_request_proofs_destroyed')],
            },
        ),
        migrations.RunSQL(sql=RIGHTS_SQL),
    ]
