"""The trace is sealed and proved: whoever changes a line, slips one in or takes one out is found out."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import LiteralString

import psycopg
import pytest
from psycopg import sql

from carnet.core.documents.selection import Criteria
from carnet.usecases.reading.list_documents import list_documents
from carnet.usecases.transparency.seal_trace import Sealed, seal_trace
from carnet.usecases.transparency.verify_trace import (
    CHANGED,
    SLIPPED_IN,
    TraceBroken,
    TraceVerified,
    verify_trace,
)
from tests.installation import CAMILLE, HADDAD, HOSPITAL_SOFTWARE, KELLER, Installation, note
from tests.store.database import Database, point_django_at


@contextmanager
def as_the_worker(database: Database) -> Iterator[None]:
    point_django_at(database.addresses.worker)
    try:
        yield
    finally:
        point_django_at(database.addresses.app)


def seal(here: Installation, database: Database) -> Sealed:
    with as_the_worker(database):
        return seal_trace(env=here.env)


def verify(here: Installation, database: Database) -> TraceVerified | TraceBroken:
    with as_the_worker(database):
        return verify_trace(env=here.env)


def tamper(database: Database, statement: LiteralString) -> None:
    """What somebody with every right on the database could do."""
    with database.admin() as admin:
        admin.execute("set session_replication_role = replica")
        admin.execute(sql.SQL(statement))


@pytest.fixture
def lived_in(installation: Installation) -> Installation:
    """An installation where three things happened."""
    record = installation.opens(CAMILLE)
    installation.receives(CAMILLE, note(CAMILLE, by=HADDAD), from_=HOSPITAL_SOFTWARE)
    list_documents(record, criteria=Criteria(), actor=KELLER, env=installation.env)
    return installation


def test_an_installation_without_a_line_is_sealed_and_whole(installation: Installation, database: Database) -> None:
    assert seal(installation, database) == Sealed(0, 0)
    verified = verify(installation, database)
    assert isinstance(verified, TraceVerified)
    assert (verified.sealed, verified.waiting) == (0, 0)


def test_each_seal_takes_the_lines_written_since_the_last_one(lived_in: Installation, database: Database) -> None:
    assert seal(lived_in, database) == Sealed(3, 3)
    assert seal(lived_in, database) == Sealed(3, 0)
    lived_in.receives(CAMILLE, note(CAMILLE, by=HADDAD, number=2), from_=HOSPITAL_SOFTWARE)
    waiting = verify(lived_in, database)
    assert isinstance(waiting, TraceVerified)
    assert (waiting.sealed, waiting.waiting) == (3, 1)
    assert seal(lived_in, database) == Sealed(4, 1)
    verified = verify(lived_in, database)
    assert isinstance(verified, TraceVerified)
    assert (verified.sealed, verified.waiting) == (4, 0)
    assert verified.root != waiting.root


@contextmanager
def unfinished(admin: psycopg.Connection[tuple[object, ...]]) -> Iterator[None]:
    """A transaction that has its number, and has neither been confirmed nor given up."""
    with admin, admin.transaction(force_rollback=True):
        admin.execute("select pg_current_xact_id()")
        yield


def test_a_line_waits_for_the_older_transactions_of_its_own_database(
    lived_in: Installation, database: Database
) -> None:
    with unfinished(database.admin()):
        lived_in.receives(CAMILLE, note(CAMILLE, by=HADDAD, number=2), from_=HOSPITAL_SOFTWARE)
        assert seal(lived_in, database) == Sealed(3, 3)
    assert seal(lived_in, database) == Sealed(4, 1)


def test_no_line_waits_for_what_goes_on_in_another_database(lived_in: Installation, database: Database) -> None:
    with unfinished(psycopg.connect(database.admin_url)):
        assert seal(lived_in, database) == Sealed(3, 3)


def findings(here: Installation, database: Database) -> tuple[str, ...]:
    broken = verify(here, database)
    assert isinstance(broken, TraceBroken)
    return broken.findings


def test_a_line_that_is_changed_is_found(lived_in: Installation, database: Database) -> None:
    seal(lived_in, database)
    tamper(
        database, "update audit_event set body = body || '\\x00'::bytea where id = (select id from audit_event limit 1)"
    )
    assert findings(lived_in, database) == (CHANGED,)


def test_a_line_that_is_changed_with_its_leaf_is_found(lived_in: Installation, database: Database) -> None:
    seal(lived_in, database)
    tamper(
        database,
        "update audit_event set body = '\\x00', leaf = sha256('\\x00'::bytea || salt || '\\x00'::bytea) "
        "where id = (select id from audit_event limit 1)",
    )
    assert findings(lived_in, database) == (SLIPPED_IN, "1 sealed line(s) are no longer there.")


def test_a_line_that_is_taken_out_is_found(lived_in: Installation, database: Database) -> None:
    seal(lived_in, database)
    tamper(database, "delete from audit_event where id = (select id from audit_event limit 1)")
    assert findings(lived_in, database) == ("1 sealed line(s) are no longer there.",)


def test_a_line_that_is_slipped_in_is_found(lived_in: Installation, database: Database) -> None:
    seal(lived_in, database)
    tamper(
        database,
        "insert into audit_event (record_id, id, at, salt, body, leaf, xid) "
        "select record_id, gen_random_uuid(), at, salt, body, leaf, xid from audit_event limit 1",
    )
    assert findings(lived_in, database) == (SLIPPED_IN,)


def test_a_leaf_that_is_changed_is_found(lived_in: Installation, database: Database) -> None:
    seal(lived_in, database)
    tamper(database, "update audit_leaf set leaf = sha256('x') where ctid = (select ctid from audit_leaf limit 1)")
    found = findings(lived_in, database)
    assert "The leaves do not give the signed root of size 3: the tree was rewritten." in found
    assert SLIPPED_IN in found


def test_leaves_that_are_taken_out_are_found(lived_in: Installation, database: Database) -> None:
    seal(lived_in, database)
    tamper(database, "delete from audit_leaf")
    assert "The leaves do not give the signed root of size 3: the tree was rewritten." in findings(lived_in, database)


def test_a_root_that_somebody_else_signed_is_found(lived_in: Installation, database: Database) -> None:
    seal(lived_in, database)
    tamper(database, "update audit_seal set checkpoint = replace(checkpoint, '— ', '— x')")
    (found,) = findings(lived_in, database)
    assert found.startswith("The checkpoint of size 3 is not signed by this log:")


def test_a_root_that_is_rewritten_is_found(lived_in: Installation, database: Database) -> None:
    seal(lived_in, database)
    tamper(database, "update audit_seal set root = sha256('x')")
    assert findings(lived_in, database) == (
        "The leaves do not give the signed root of size 3: the tree was rewritten.",
    )
