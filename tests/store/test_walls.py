"""What the second wall keeps apart, whatever the statement: proved with the roles that the product uses."""

import psycopg
import pytest
from django.db import ProgrammingError, connection

from carnet.core.consent.authorization import Authorization
from carnet.core.identifiers import NOBODYS_RECORD
from carnet.store import audit_seals, consents, documents, notices
from carnet.store.context import within
from tests.store.database import Database, point_django_at
from tests.store.walls import RECORD_TABLES, count, everything_in, execute, records_seen
from tests.store.world import CHANCE, KELLER, NOON, OpenRecord, a_line, admitted, deposit, deposited, letter, trace


def test_without_a_record_the_application_sees_no_row_of_anybody(camille: OpenRecord) -> None:
    everything_in(camille)
    expected = dict.fromkeys(RECORD_TABLES, 0) | {"record": 1}  # nobody's, whose key seals the failed attempts
    assert {table: count(table) for table in RECORD_TABLES} == expected
    assert records_seen("record", "id") == {NOBODYS_RECORD}


def test_within_camilles_record_nothing_of_georges_is_seen(camille: OpenRecord, georges: OpenRecord) -> None:
    everything_in(camille)
    everything_in(georges)
    with within(camille.id):
        for table, column in RECORD_TABLES.items():
            assert records_seen(table, column) - {NOBODYS_RECORD} == {camille.id}, table


def test_within_camilles_record_nothing_enters_that_of_georges(camille: OpenRecord, georges: OpenRecord) -> None:
    with pytest.raises(ProgrammingError, match="row-level security"), within(camille.id):
        notices.owe(georges.id, notice=CHANCE.identifier(), kind="first-access", created_at=NOON, due_at=NOON)


def test_within_camilles_record_no_line_is_slipped_into_the_history_of_georges(
    camille: OpenRecord, georges: OpenRecord
) -> None:
    with pytest.raises(ProgrammingError, match="row-level security"), within(camille.id):
        trace(a_line(georges.id), georges.key)


def test_within_camilles_record_nothing_of_georges_is_changed(camille: OpenRecord, georges: OpenRecord) -> None:
    with within(georges.id, exclusive=True):
        consents.authorize(georges.id, KELLER, Authorization(NOON))
    with within(camille.id, exclusive=True):
        assert not consents.withdraw(georges.id, KELLER, at=NOON)
    with within(georges.id):
        assert consents.authorizations(georges.id)[0].authorization == Authorization(NOON)


def test_the_context_ends_with_its_transaction(camille: OpenRecord) -> None:
    deposited(camille, letter())
    with within(camille.id):
        assert count("document") == 1
    assert count("document") == 0


def test_two_records_are_never_open_at_once(camille: OpenRecord, georges: OpenRecord) -> None:
    with pytest.raises(RuntimeError), within(camille.id), within(georges.id):
        pass


def test_every_table_of_a_record_stands_behind_the_wall(database: Database) -> None:
    with database.admin() as admin:
        rows = admin.execute(
            """
            select c.relname, c.relrowsecurity and c.relforcerowsecurity
            from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where n.nspname = 'public' and c.relkind in ('r', 'p') and (c.relname = 'record' or exists (
                select from pg_attribute a where a.attrelid = c.oid and a.attname = 'record_id'
            ))
            """
        ).fetchall()
    # Identifiers, accounts, sessions and invitations are looked up before any record is known; what a professional, a
    # close one or the desk has on a list is about several; a destruction is told when the record is no more.
    assert {table for table, is_forced in rows if is_forced} == set(RECORD_TABLES)
    assert {table for table, is_forced in rows if not is_forced} == {
        "patient_identifier",
        "deposit_number",
        "person_trait",
        "account",
        "web_session",
        "carer_invitation",
        "showing_code",
        "subscription_turn",
        "export_turn",
        "words_turn",
        "app_grant",
        "professional_notice",
        "person_of_carer",
        "person_of_representative",
        "record_let_into",
        "insurer_request",
        "letter",
        "support_request",
        "paper_copy",
        "identity_check",
        "desk_proposal",
        "review_item",
        "destruction",
    }


def test_every_key_of_a_record_starts_with_the_record(database: Database) -> None:
    with database.admin() as admin:
        rows = admin.execute(
            """
            select i.indrelid::regclass::text, a.attname
            from pg_index i
            join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
            join pg_class c on c.oid = i.indrelid and c.relrowsecurity
            where i.indisunique
            """
        ).fetchall()
    assert set(rows) == set(RECORD_TABLES.items())


@pytest.mark.parametrize("role", ["app", "worker", "owner"])
def test_no_role_of_the_product_passes_through_the_wall(database: Database, role: str) -> None:
    with psycopg.connect(getattr(database.addresses, role)) as connected:
        row = connected.execute(
            "select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb from pg_roles where rolname = current_user"
        ).fetchone()
        assert row == (False, False, False, False)


@pytest.mark.parametrize("role", ["app", "worker"])
def test_those_who_serve_own_no_table(database: Database, role: str) -> None:
    with psycopg.connect(getattr(database.addresses, role)) as connected:
        rows = connected.execute(
            "select tablename from pg_tables where schemaname = 'public' and tableowner = current_user"
        )
        assert rows.fetchall() == []


def test_the_owner_of_the_tables_sees_nobody_either(database: Database, camille: OpenRecord) -> None:
    everything_in(camille)
    point_django_at(database.addresses.owner)
    assert {table for table in RECORD_TABLES if count(table)} == {"record"}


def test_the_worker_finds_the_notices_of_all_and_the_contents_of_none(
    database: Database, camille: OpenRecord, georges: OpenRecord
) -> None:
    everything_in(camille)
    everything_in(georges)
    point_django_at(database.addresses.worker)
    assert {due.record for due in notices.due(at=NOON, most=10)} == {camille.id, georges.id}
    assert count("record_person") == 0
    for table, column in (
        ("document", "sealed"),
        ("document", "type_code"),
        ("document_version", "status"),
        ("submission_set", "sealed"),
        ("access_authorization", "grantee"),
        ("emergency_access", "justification"),
    ):
        with pytest.raises(ProgrammingError, match="permission denied"):
            execute(f"select {column} from {table}")


def test_the_worker_verifies_the_sealed_lines_of_all_and_opens_none(
    database: Database, camille: OpenRecord, georges: OpenRecord
) -> None:
    leaves = set()
    for record in (camille, georges):
        with within(record.id):
            leaves.add(trace(a_line(record.id), record.key))
    point_django_at(database.addresses.worker)
    assert {line.leaf for line in audit_seals.stored_lines(horizon=audit_seals.BEGINNING)} == leaves
    assert records_seen("record", "id") == {NOBODYS_RECORD}, "no key comes with them"
    with pytest.raises(ProgrammingError, match="permission denied"):
        execute("select at from audit_event")


def test_the_worker_knows_which_bytes_are_named_in_any_record(database: Database, camille: OpenRecord) -> None:
    named = admitted(letter())
    with within(camille.id):
        deposit(camille, named)
    assert not documents.names_bytes(named.blob.address), "the application does not see across records"
    point_django_at(database.addresses.worker)
    assert documents.names_bytes(named.blob.address)
    assert not documents.names_bytes("sha256/unknown")


def test_the_application_cannot_move_a_document_nor_change_who_wrote_it(camille: OpenRecord) -> None:
    deposited(camille, letter())
    for column in ("blob_address", "written_by", "deposited_by", "depositing_structure", "record_id"):
        with (
            pytest.raises(ProgrammingError, match="permission denied"),
            within(camille.id),
            connection.cursor() as cursor,
        ):
            cursor.execute(f"update document set {column} = {column}")


REMOVABLE = {
    "subscription",
    "record_export",
    "selected_document",
    "document_draft",
    "document_draft_piece",
    "put_off_step",
}
"""What somebody asked for and may give up: the history alone remembers it."""


def test_the_application_removes_no_row_of_a_record(camille: OpenRecord) -> None:
    for table in RECORD_TABLES.keys() - REMOVABLE:
        with (
            pytest.raises(ProgrammingError, match="permission denied"),
            within(camille.id),
            connection.cursor() as cursor,
        ):
            cursor.execute(f"delete from {table}")
