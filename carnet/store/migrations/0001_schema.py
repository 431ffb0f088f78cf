"""All tables, by what they are about: records, documents, consents, emergencies, notices, audit, directory, OAuth.

Written by makemigrations from ``carnet.store.models``, then put in their order. What the tables refuse to some, or to
all, stands in ``0002_walls``.
"""

import carnet.store.models.fields
import django.contrib.postgres.fields
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='RecordRow',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('status', models.TextField()),
                ('opened_at', models.DateTimeField()),
                ('closed_at', models.DateTimeField(null=True)),
                ('closing_reason', models.TextField(default='')),
                ('switch_samu', models.BooleanField()),
                ('switch_break_the_glass', models.BooleanField()),
                ('switch_masked', models.BooleanField()),
                ('birth_date', models.DateField(null=True)),
                ('record_key', models.BinaryField()),
            ],
            options={
                'db_table': 'record',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('birth_date__isnull', False), ('status__in', ('open', 'closed')), models.Q(('id', uuid.UUID('00000000-0000-0000-0000-000000000000')), _negated=True)), models.Q(('id', uuid.UUID('00000000-0000-0000-0000-000000000000')), ('status', 'absent')), _connector='OR'), name='record_has_a_status'), models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', False), ('status', 'closed'), models.Q(('closing_reason', ''), _negated=True)), models.Q(models.Q(('status', 'closed'), _negated=True), ('closed_at__isnull', True), ('closing_reason', '')), _connector='OR'), name='record_closed_with_date_and_reason')],
            },
        ),
        migrations.CreateModel(
            name='RecordPersonRow',
            fields=[
                ('record_id', models.UUIDField(primary_key=True, serialize=False)),
                ('sealed', models.BinaryField()),
            ],
            options={
                'db_table': 'record_person',
            },
        ),
        migrations.CreateModel(
            name='PatientIdentifierRow',
            fields=[
                ('digest', models.BinaryField(primary_key=True, serialize=False)),
                ('record_id', models.UUIDField(db_index=True)),
            ],
            options={
                'db_table': 'patient_identifier',
            },
        ),
        migrations.CreateModel(
            name='RepresentativeRow',
            fields=[
                ('pk', models.CompositePrimaryKey('record_id', 'account', blank=True, editable=False, primary_key=True, serialize=False)),
                ('record_id', models.UUIDField()),
                ('account', models.TextField()),
                ('valid_from', models.DateTimeField()),
                ('valid_until', models.DateTimeField(null=True)),
            ],
            options={
                'db_table': 'representative',
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_until__isnull', True), ('valid_until__gt', models.F('valid_from')), _connector='OR'), name='representative_ends_after_start')],
            },
        ),
        migrations.CreateModel(
            name='OpeningConsentRow',
            fields=[
                ('pk', models.CompositePrimaryKey('record_id', 'id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('record_id', models.UUIDField()),
                ('id', models.UUIDField()),
                ('at', models.DateTimeField()),
                ('given_to', models.TextField()),
                ('proof', models.TextField()),
            ],
            options={
                'db_table': 'opening_consent',
                'constraints': [models.CheckConstraint(condition=models.Q(('proof', ''), _negated=True), name='opening_consent_has_proof')],
            },
        ),
        migrations.CreateModel(
            name='SubmissionSetRow',
            fields=[
                ('pk', models.CompositePrimaryKey('record_id', 'id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('record_id', models.UUIDField()),
                ('id', models.UUIDField()),
                ('unique_id', models.TextField()),
                ('source_id', models.TextField()),
                ('submitted_at', models.DateTimeField()),
                ('depositor_person', models.TextField(default='')),
                ('depositor_structure', models.TextField()),
                ('content_type', models.TextField(default='')),
                ('non_opposition', models.TextField()),
                ('sealed', models.BinaryField()),
            ],
            options={
                'db_table': 'submission_set',
                'constraints': [models.UniqueConstraint(fields=('record_id', 'depositor_structure', 'unique_id'), name='submission_set_once_for_its_depositor'), models.CheckConstraint(condition=models.Q(('non_opposition__in', ('INO', 'NA'))), name='submission_set_not_opposed'), models.CheckConstraint(condition=models.Q(('depositor_structure', ''), _negated=True), name='submission_set_names_its_depositor')],
            },
        ),
        migrations.CreateModel(
            name='DocumentRow',
            fields=[
                ('pk', models.CompositePrimaryKey('record_id', 'id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('record_id', models.UUIDField()),
                ('id', models.UUIDField()),
                ('entry_uuid', models.UUIDField()),
                ('unique_id', models.TextField()),
                ('depositing_structure', models.TextField()),
                ('type_code', models.TextField()),
                ('class_code', models.TextField()),
                ('format_code', models.TextField()),
                ('facility_type', models.TextField(default='')),
                ('practice_setting', models.TextField(default='')),
                ('status', models.TextField()),
                ('confidentiality', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None)),
                ('written_by', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None)),
                ('written_in', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None)),
                ('deposited_by', models.TextField(default='')),
                ('by_patient', models.BooleanField()),
                ('mime_type', models.TextField()),
                ('size', models.BigIntegerField()),
                ('creation', models.DateTimeField()),
                ('service_start', models.DateTimeField(null=True)),
                ('service_stop', models.DateTimeField(null=True)),
                ('submitted_at', models.DateTimeField()),
                ('updated_at', models.DateTimeField()),
                ('submission_id', models.UUIDField()),
                ('metadata_version', models.IntegerField()),
                ('blob_address', models.TextField()),
                ('blob_key', models.BinaryField()),
                ('sealed', models.BinaryField()),
            ],
            options={
                'db_table': 'document',
                'constraints': [models.UniqueConstraint(fields=('record_id', 'depositing_structure', 'unique_id'), name='document_once_for_its_structure'), models.CheckConstraint(condition=models.Q(('depositing_structure', ''), _negated=True), name='document_names_its_structure'), models.CheckConstraint(condition=models.Q(('status__in', ['current', 'superseded', 'archived', 'deleted'])), name='document_has_a_status'), models.CheckConstraint(condition=models.Q(('confidentiality__contained_by', ['N', 'R', 'V', 'MASQUE_PS', 'INVISIBLE_PATIENT', 'INVISIBLE_REPRESENTANTS_LEGAUX'])), name='document_has_known_confidentiality'), models.CheckConstraint(condition=models.Q(('confidentiality__overlap', ['N', 'R', 'V']), models.Q(('confidentiality__contains', ['N', 'R']), _negated=True), models.Q(('confidentiality__contains', ['N', 'V']), _negated=True), models.Q(('confidentiality__contains', ['R', 'V']), _negated=True)), name='document_has_one_base_level'), models.CheckConstraint(condition=models.Q(('confidentiality__contains', ['MASQUE_PS', 'INVISIBLE_PATIENT']), _negated=True), name='document_never_masked_and_unannounced'), models.CheckConstraint(condition=models.Q(('size__gt', 0), models.Q(('blob_address', ''), _negated=True)), name='document_has_bytes'), models.CheckConstraint(condition=models.Q(('metadata_version__gte', 1)), name='document_versions_start_at_one')],
            },
        ),
        migrations.CreateModel(
            name='DocumentVersionRow',
            fields=[
                ('pk', models.CompositePrimaryKey('record_id', 'document_id', 'version', blank=True, editable=False, primary_key=True, serialize=False)),
                ('record_id', models.UUIDField()),
                ('document_id', models.UUIDField()),
                ('version', models.IntegerField()),
                ('entry_uuid', models.UUIDField()),
                ('at', models.DateTimeField()),
                ('status', models.TextField()),
                ('confidentiality', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None)),
                ('event', models.UUIDField()),
            ],
            options={
                'db_table': 'document_version',
                'constraints': [models.CheckConstraint(condition=models.Q(('status__in', ['current', 'superseded', 'archived', 'deleted'])), name='document_version_has_a_status'), models.CheckConstraint(condition=models.Q(('version__gte', 1)), name='document_version_starts_at_one')],
            },
        ),
        migrations.CreateModel(
            name='AssociationRow',
            fields=[
                ('pk', models.CompositePrimaryKey('record_id', 'id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('record_id', models.UUIDField()),
                ('id', models.UUIDField()),
                ('kind', models.TextField()),
                ('source_id', models.UUIDField()),
                ('target_id', models.UUIDField()),
            ],
            options={
                'db_table': 'association',
                'constraints': [models.UniqueConstraint(fields=('record_id', 'kind', 'source_id'), name='association_one_target'), models.UniqueConstraint(fields=('record_id', 'kind', 'target_id'), name='association_one_source'), models.CheckConstraint(condition=models.Q(('kind', 'RPLC')), name='association_replaces'), models.CheckConstraint(condition=models.Q(('source_id', models.F('target_id')), _negated=True), name='association_between_two')],
            },
        ),
        migrations.CreateModel(
            name='AuthorizationRow',
            fields=[
                ('pk', models.CompositePrimaryKey('record_id', 'grantee_kind', 'grantee', blank=True, editable=False, primary_key=True, serialize=False)),
                ('record_id', models.UUIDField()),
                ('grantee_kind', models.TextField()),
                ('grantee', models.TextField()),
                ('given_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField(null=True)),
                ('declared_by', models.TextField(default='')),
                ('withdrawn_at', models.DateTimeField(null=True)),
            ],
            options={
                'db_table': 'access_authorization',
                'constraints': [models.CheckConstraint(condition=models.Q(('grantee_kind__in', ('person', 'structure'))), name='authorization_to_person_or_structure'), models.CheckConstraint(condition=models.Q(('ends_at__isnull', True), ('ends_at__gt', models.F('given_at')), _connector='OR'), name='authorization_ends_after_start')],
            },
        ),
        migrations.CreateModel(
            name='BlockRow',
            fields=[
                ('pk', models.CompositePrimaryKey('record_id', 'grantee_kind', 'grantee', blank=True, editable=False, primary_key=True, serialize=False)),
                ('record_id', models.UUIDField()),
                ('grantee_kind', models.TextField()),
                ('grantee', models.TextField()),
                ('blocked_at', models.DateTimeField()),
                ('lifted_at', models.DateTimeField(null=True)),
            ],
            options={
                'db_table': 'block',
                'constraints': [models.CheckConstraint(condition=models.Q(('grantee_kind__in', ('person', 'structure'))), name='block_of_person_or_structure')],
            },
        ),
        migrations.CreateModel(
            name='TreatingPhysicianRow',
            fields=[
                ('pk', models.CompositePrimaryKey('record_id', 'practitioner', blank=True, editable=False, primary_key=True, serialize=False)),
                ('record_id', models.UUIDField()),
                ('practitioner', models.TextField()),
                ('named_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
            ],
            options={
                'db_table': 'treating_physician',
            },
        ),
        migrations.CreateModel(
            name='FirstAccessRow',
            fields=[
                ('pk', models.CompositePrimaryKey('record_id', 'practitioner', blank=True, editable=False, primary_key=True, serialize=False)),
                ('record_id', models.UUIDField()),
                ('practitioner', models.TextField()),
                ('at', models.DateTimeField()),
            ],
            options={
                'db_table': 'first_access',
            },
        ),
        migrations.CreateModel(
            name='EmergencyAccessRow',
            fields=[
                ('pk', models.CompositePrimaryKey('record_id', 'id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('record_id', models.UUIDField()),
                ('id', models.UUIDField()),
                ('practitioner', models.TextField()),
                ('mode', models.TextField()),
                ('opened_at', models.DateTimeField()),
                ('until', models.DateTimeField()),
                ('closed_at', models.DateTimeField(null=True)),
                ('justification', models.BinaryField()),
            ],
            options={
                'db_table': 'emergency_access',
                'constraints': [models.CheckConstraint(condition=models.Q(('mode__in', ['samu', 'break-glass'])), name='emergency_has_a_mode'), models.CheckConstraint(condition=models.Q(('until__gt', models.F('opened_at'))), name='emergency_ends_after_start')],
            },
        ),
        migrations.CreateModel(
            name='ReviewCaseRow',
            fields=[
                ('pk', models.CompositePrimaryKey('record_id', 'id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('record_id', models.UUIDField()),
                ('id', models.UUIDField()),
                ('emergency_id', models.UUIDField()),
                ('opened_at', models.DateTimeField()),
                ('closed_at', models.DateTimeField(null=True)),
                ('reviewer', models.TextField(default='')),
            ],
            options={
                'db_table': 'review_case',
                'constraints': [models.UniqueConstraint(fields=('record_id', 'emergency_id'), name='review_case_one_for_each_emergency'), models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', True), ('reviewer', '')), models.Q(('closed_at__isnull', False), models.Q(('reviewer', ''), _negated=True)), _connector='OR'), name='review_case_closed_by_somebody')],
            },
        ),
        migrations.CreateModel(
            name='NoticeRow',
            fields=[
                ('pk', models.CompositePrimaryKey('record_id', 'id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('record_id', models.UUIDField()),
                ('id', models.UUIDField()),
                ('kind', models.TextField()),
                ('created_at', models.DateTimeField()),
                ('due_at', models.DateTimeField()),
                ('sent_at', models.DateTimeField(null=True)),
            ],
            options={
                'db_table': 'notice',
                'indexes': [models.Index(condition=models.Q(('sent_at__isnull', True)), fields=['due_at'], name='notice_still_owed')],
                'constraints': [models.CheckConstraint(condition=models.Q(('due_at__gte', models.F('created_at'))), name='notice_due_after_creation')],
            },
        ),
        migrations.CreateModel(
            name='AuditEventRow',
            fields=[
                ('pk', models.CompositePrimaryKey('record_id', 'id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('record_id', models.UUIDField()),
                ('id', models.UUIDField()),
                ('at', models.DateTimeField()),
                ('salt', models.BinaryField()),
                ('body', models.BinaryField()),
                ('leaf', models.BinaryField()),
                ('xid', carnet.store.models.fields.TransactionNumberField(db_default=models.Func(function='pg_current_xact_id', output_field=carnet.store.models.fields.TransactionNumberField()))),
            ],
            options={
                'db_table': 'audit_event',
                'indexes': [models.Index(fields=['record_id', 'at'], name='audit_event_history'), models.Index(fields=['xid'], name='audit_event_sealing')],
            },
        ),
        migrations.CreateModel(
            name='AuditLeafRow',
            fields=[
                ('position', models.BigIntegerField(primary_key=True, serialize=False)),
                ('leaf', models.BinaryField(unique=True)),
            ],
            options={
                'db_table': 'audit_leaf',
            },
        ),
        migrations.CreateModel(
            name='AuditSealRow',
            fields=[
                ('size', models.BigIntegerField(primary_key=True, serialize=False)),
                ('root', models.BinaryField()),
                ('at', models.DateTimeField()),
                ('checkpoint', models.TextField()),
                ('horizon', carnet.store.models.fields.TransactionNumberField()),
                ('frontier', models.BinaryField()),
            ],
            options={
                'db_table': 'audit_seal',
            },
        ),
        migrations.CreateModel(
            name='PractitionerRow',
            fields=[
                ('identifier', models.TextField(primary_key=True, serialize=False)),
                ('family', models.TextField()),
                ('given', models.TextField(default='')),
                ('prefix', models.TextField(default='')),
                ('profession', models.TextField(default='')),
                ('specialty', models.TextField(default='')),
            ],
            options={
                'db_table': 'practitioner',
            },
        ),
        migrations.CreateModel(
            name='OrganizationRow',
            fields=[
                ('identifier', models.TextField(primary_key=True, serialize=False)),
                ('name', models.TextField()),
                ('kind', models.TextField()),
                ('facility_type', models.TextField(default='')),
            ],
            options={
                'db_table': 'organization',
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['care', 'samu', 'national-insurer', 'private-insurer', 'employer', 'occupational-health'])), name='organization_has_a_kind')],
            },
        ),
        migrations.CreateModel(
            name='MembershipRow',
            fields=[
                ('pk', models.CompositePrimaryKey('practitioner', 'organization', blank=True, editable=False, primary_key=True, serialize=False)),
                ('practitioner', models.TextField()),
                ('organization', models.TextField()),
                ('role', models.TextField()),
            ],
            options={
                'db_table': 'membership',
                'constraints': [models.CheckConstraint(condition=models.Q(('role__in', ['care', 'secretary', 'administrative', 'service'])), name='membership_has_a_role')],
            },
        ),
        migrations.CreateModel(
            name='ClientRow',
            fields=[
                ('client_id', models.TextField(primary_key=True, serialize=False)),
                ('kind', models.TextField()),
                ('practitioner', models.TextField(default='')),
                ('organization', models.TextField(default='')),
                ('jwks', models.JSONField()),
                ('is_active', models.BooleanField()),
            ],
            options={
                'db_table': 'oauth_client',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('kind', 'professional'), models.Q(('practitioner', ''), _negated=True)), models.Q(('kind__in', ('structure', 'insurer')), ('practitioner', ''), models.Q(('organization', ''), _negated=True)), models.Q(('kind', 'patient'), ('organization', ''), ('practitioner', '')), _connector='OR'), name='oauth_client_acts_for_somebody')],
            },
        ),
        migrations.CreateModel(
            name='AccessTokenRow',
            fields=[
                ('digest', models.BinaryField(primary_key=True, serialize=False)),
                ('client_id', models.TextField(db_index=True)),
                ('actor', models.JSONField()),
                ('issued_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField(db_index=True)),
                ('revoked_at', models.DateTimeField(null=True)),
            ],
            options={
                'db_table': 'access_token',
                'constraints': [models.CheckConstraint(condition=models.Q(('expires_at__gt', models.F('issued_at'))), name='access_token_expires_after_issue')],
            },
        ),
        migrations.CreateModel(
            name='ClientAssertionRow',
            fields=[
                ('digest', models.BinaryField(primary_key=True, serialize=False)),
                ('expires_at', models.DateTimeField(db_index=True)),
            ],
            options={
                'db_table': 'client_assertion',
            },
        ),
    ]
