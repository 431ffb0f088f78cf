"""What the tables refuse, whoever asks: ties between rows, rows never changed, records apart, rights by role.

Written in SQL that is good for PostgreSQL 15 to 18. The three roles exist before this runs: ``carnet_owner`` runs it,
``carnet_app`` and ``carnet_worker`` are what processes are. Read docs/decisions on row-level security beside it.
"""

from django.db import migrations

NOBODYS_RECORD = "00000000-0000-0000-0000-000000000000"

# Every key starts with record_id, so that both ends of a tie lie on one machine once records are distributed.
# The audit has none: a trace must outlive all that it names.
TIES = {
    "record_person": ("record_id", "record (id)"),
    "representative": ("record_id", "record (id)"),
    "opening_consent": ("record_id", "record (id)"),
    "submission_set": ("record_id", "record (id)"),
    "access_authorization": ("record_id", "record (id)"),
    "block": ("record_id", "record (id)"),
    "treating_physician": ("record_id", "record (id)"),
    "first_access": ("record_id", "record (id)"),
    "emergency_access": ("record_id", "record (id)"),
    "notice": ("record_id", "record (id)"),
    "document": ("record_id, submission_id", "submission_set (record_id, id)"),
    "document_version": ("record_id, document_id", "document (record_id, id)"),
    "review_case": ("record_id, emergency_id", "emergency_access (record_id, id)"),
}

TIES_SQL = [
    *(
        f"alter table {table} add constraint {table}_belongs foreign key ({columns}) references {target}"
        for table, (columns, target) in TIES.items()
    ),
    "alter table association add constraint association_source "
    "foreign key (record_id, source_id) references document (record_id, id)",
    "alter table association add constraint association_target "
    "foreign key (record_id, target_id) references document (record_id, id)",
]

# A statement trigger raises even where no row matches, and for the owner of the table too.
NEVER_CHANGED = ("audit_event", "audit_leaf", "audit_seal")

NEVER_CHANGED_SQL = [
    """
    create function refuse_any_change() returns trigger language plpgsql as $$
    begin
        raise exception 'the rows of % are never changed nor removed', tg_table_name
            using errcode = 'restrict_violation';
    end $$
    """,
    *(
        f"create trigger {table}_never_changes before update or delete or truncate on {table} "
        "for each statement execute function refuse_any_change()"
        for table in NEVER_CHANGED
    ),
    """
    create function refuse_revival() returns trigger language plpgsql as $$
    begin
        raise exception 'a deleted document stays deleted' using errcode = 'restrict_violation';
    end $$
    """,
    "create index document_by_bytes on document (blob_address)",
    "create trigger document_deleted_is_final before update on document for each row "
    "when (old.status = 'deleted' and new.status <> 'deleted') execute function refuse_revival()",
]

# The second wall. A (select …) is evaluated once per statement; after a SET LOCAL has ended the setting reads '',
# which nullif turns into NULL: without a context, no row.
CONTEXT = "(select nullif(current_setting('carnet.record', true), '')::uuid)"
RECORD_TABLES = (*TIES, "association", "audit_event")

WALL_SQL = [
    *(
        statement
        for table, column in (("record", "id"), *((table, "record_id") for table in RECORD_TABLES))
        for statement in (
            f"alter table {table} enable row level security",
            f"alter table {table} force row level security",
            f"create policy within_record on {table} using ({column} = {CONTEXT}) with check ({column} = {CONTEXT})",
        )
    ),
    # Attempts on identifiers that have no record are traced too, by the statements that serve any record.
    f"create policy key_of_nobody on record for select using (id = '{NOBODYS_RECORD}')",
    f"create policy trace_on_nobody on audit_event for insert with check (record_id = '{NOBODYS_RECORD}')",
    # What the worker must find across records: the leaves to seal, the notices to send, the
    # stored bytes that a document names. Its columns are narrowed below.
    "create policy leaves_of_all on audit_event for select to carnet_worker using (true)",
    "create policy bytes_of_all on document for select to carnet_worker using (true)",
    "create policy notices_owed on notice for select to carnet_worker using (sent_at is null)",
]

# What each role may do. Default privileges gave both roles everything but TRUNCATE: all of it is taken back first.
APP = {
    "record": "select, insert, update (status, closed_at, closing_reason, "
    "switch_samu, switch_break_the_glass, switch_masked)",
    "record_person": "select, insert, update (sealed)",
    "patient_identifier": "select, insert",
    "representative": "select, insert, update (valid_from, valid_until)",
    "opening_consent": "select, insert",
    "submission_set": "select, insert",
    "document": "select, insert, update (status, confidentiality, entry_uuid, metadata_version, updated_at)",
    "document_version": "select, insert",
    "association": "select, insert",
    "access_authorization": "select, insert, update (given_at, ends_at, declared_by, withdrawn_at)",
    "block": "select, insert, update (blocked_at, lifted_at)",
    "treating_physician": "select, insert, update (named_at, ended_at)",
    "first_access": "select, insert",
    "emergency_access": "select, insert, update (closed_at)",
    "review_case": "select, insert, update (closed_at, reviewer)",
    "notice": "select, insert, update (sent_at)",
    # Never the number of the transaction: a line under a false one would escape the sealing.
    "audit_event": "select, insert (record_id, id, at, salt, body, leaf)",
    "audit_leaf": "select",
    "audit_seal": "select",
    "practitioner": "select, insert, update",
    "organization": "select, insert, update",
    "membership": "select, insert, update, delete",
    "oauth_client": "select, insert, update",
    "access_token": "select, insert, update (revoked_at)",
    "client_assertion": "select, insert",
}
WORKER = {
    "record": "select",
    "record_person": "select",
    "document": "select (blob_address)",
    "notice": "select, insert, update (sent_at)",
    "audit_event": "select (record_id, id, salt, body, leaf, xid), insert (record_id, id, at, salt, body, leaf)",
    "audit_leaf": "select, insert",
    "audit_seal": "select, insert",
    "access_token": "select (expires_at), delete",
    "client_assertion": "select (expires_at), delete",
}

RIGHTS_SQL = [
    *(f"revoke all on {table} from carnet_app, carnet_worker" for table in APP),
    *(f"grant {rights} on {table} to carnet_app" for table, rights in APP.items()),
    *(f"grant {rights} on {table} to carnet_worker" for table, rights in WORKER.items()),
    "revoke insert, update, delete on django_migrations from carnet_app, carnet_worker",
]


class Migration(migrations.Migration):
    """Runs once, after the tables."""

    dependencies = [("store", "0001_schema")]
    operations = [
        migrations.RunSQL(sql=statements)
        for statements in (TIES_SQL, NEVER_CHANGED_SQL, WALL_SQL, RIGHTS_SQL)
    ]
