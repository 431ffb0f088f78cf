"""That nobody changes what was traced: neither the application, nor the worker, nor the owner of the tables."""

import psycopg
import pytest
from django.db import ProgrammingError, connection
from psycopg import errors

from carnet.store import audit_seals
from carnet.store.audit_seals import SealedRoot
from carnet.store.context import within
from tests.store.database import Database, point_django_at
from tests.store.world import NOON, OpenRecord, a_line, trace

ATTEMPTS = [
    f"{attempt} {table}{rest}"
    for table, column in (("audit_event", "salt"), ("audit_leaf", "leaf"), ("audit_seal", "root"))
    for attempt, rest in (("update", f" set {column} = ''"), ("delete from", ""), ("truncate", ""))
]


@pytest.fixture
def traced(database: Database, camille: OpenRecord) -> OpenRecord:
    """A line in the history of Camille, sealed under a root."""
    with within(camille.id):
        leaf = trace(a_line(camille.id), camille.key)
    point_django_at(database.addresses.worker)
    audit_seals.append_seal(SealedRoot(1, leaf, NOON, "checkpoint", "1", b"frontier"), [leaf])
    return camille


@pytest.mark.parametrize("attempt", ATTEMPTS)
@pytest.mark.parametrize("role", ["app", "worker"])
def test_who_serves_has_no_right_to_change_a_trace(
    database: Database, traced: OpenRecord, role: str, attempt: str
) -> None:
    with psycopg.connect(getattr(database.addresses, role)) as connected:
        connected.execute(f"set carnet.record = '{traced.id}'")
        with pytest.raises(errors.InsufficientPrivilege):
            connected.execute(attempt)


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_the_owner_of_the_tables_is_refused_by_a_trigger(database: Database, traced: OpenRecord, attempt: str) -> None:
    with psycopg.connect(database.addresses.owner) as connected:
        connected.execute(f"set carnet.record = '{traced.id}'")
        with pytest.raises(errors.RestrictViolation, match="never changed"):
            connected.execute(attempt)


@pytest.mark.usefixtures("traced")
def test_the_trace_is_whole_after_all_attempts(database: Database) -> None:
    for role in ("app", "worker", "owner"):
        for attempt in ATTEMPTS:
            with psycopg.connect(getattr(database.addresses, role)) as connected, pytest.raises(psycopg.Error):
                connected.execute(attempt)
    with database.admin() as admin:
        counts = admin.execute(
            "select (select count(*) from audit_event), (select count(*) from audit_leaf), "
            "(select count(*) from audit_seal)"
        ).fetchone()
    assert counts == (1, 1, 1)


@pytest.mark.parametrize("table", ["audit_leaf", "audit_seal"])
def test_the_application_seals_nothing(database: Database, table: str) -> None:
    point_django_at(database.addresses.app)
    with pytest.raises(ProgrammingError, match="permission denied"), connection.cursor() as cursor:
        cursor.execute(f"insert into {table} default values")


@pytest.mark.parametrize("role", ["app", "worker"])
def test_nobody_chooses_the_transaction_number_of_a_line(database: Database, camille: OpenRecord, role: str) -> None:
    """A line under a number already sealed would never be."""
    with psycopg.connect(getattr(database.addresses, role)) as connected:
        connected.execute(f"set carnet.record = '{camille.id}'")
        with pytest.raises(errors.InsufficientPrivilege):
            connected.execute(
                "insert into audit_event (record_id, id, at, salt, body, leaf, xid) "
                "values (%s, %s, %s, '', '', '', '1')",
                [camille.id, camille.id, NOON],
            )


def test_a_line_needs_no_row_of_what_it_names(database: Database) -> None:
    with database.admin() as admin:
        ties = admin.execute(
            "select conname from pg_constraint where contype = 'f' and conrelid = 'audit_event'::regclass"
        ).fetchall()
    assert ties == []
