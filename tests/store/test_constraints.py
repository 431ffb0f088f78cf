"""What the tables refuse by themselves, each refusal proved: a valid row, one thing changed, and its name is told."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import psycopg
import pytest
from psycopg import errors, sql

from tests.store.database import Database
from tests.store.valid_rows import A_DOCUMENT, A_SET, A_SHOWING, AN_EMERGENCY, AN_OPEN_RECORD, ANOTHER_DOCUMENT, VALID
from tests.store.valid_rows_beyond import AN_ACCOUNT, DOCUMENT, OTHER_RECORD, RECORD, Row
from tests.store.valid_rows_of_alerts import A_DEVICE
from tests.store.valid_rows_of_drafts import A_DRAFT
from tests.store.valid_rows_of_exports import AN_EXPORT
from tests.store.valid_rows_of_subscriptions import (
    A_SUBSCRIPTION,
)
from tests.store.wrong_rows import CHECKS, TIES, TWICE


def insert(admin: "psycopg.Connection[Any]", table: str, row: Row) -> None:
    """Insert one row."""
    admin.execute(
        sql.SQL("insert into {} ({}) values ({})").format(
            sql.Identifier(table),
            sql.SQL(", ").join(map(sql.Identifier, row)),
            sql.SQL(", ").join(sql.Placeholder() * len(row)),
        ),
        list(row.values()),
    )


@pytest.fixture
def admin(database: Database) -> "Iterator[psycopg.Connection[Any]]":
    """The superuser, so that nothing but the tables themselves refuses, in a world with two records."""
    with database.admin() as admin:
        for record in (RECORD, OTHER_RECORD):
            insert(admin, "record", AN_OPEN_RECORD | {"id": record})
        insert(admin, "submission_set", A_SET)
        insert(admin, "document", A_DOCUMENT)
        insert(admin, "document", ANOTHER_DOCUMENT)
        insert(admin, "emergency_access", AN_EMERGENCY)
        insert(admin, "showing", A_SHOWING)
        insert(admin, "subscription", A_SUBSCRIPTION)
        insert(admin, "record_export", AN_EXPORT)
        insert(admin, "document_draft", A_DRAFT)
        insert(admin, "account", AN_ACCOUNT)
        insert(admin, "device", A_DEVICE)
        yield admin


@pytest.mark.parametrize("table", VALID)
def test_a_valid_row_enters(admin: "psycopg.Connection[Any]", table: str) -> None:
    insert(admin, table, VALID[table])


@pytest.mark.parametrize(("constraint", "table", "change"), CHECKS)
def test_a_row_that_makes_no_sense_is_refused(
    admin: "psycopg.Connection[Any]", constraint: str, table: str, change: Row
) -> None:
    with pytest.raises(errors.CheckViolation) as refused:
        insert(admin, table, VALID[table] | change)
    assert refused.value.diag.constraint_name == constraint


@pytest.mark.parametrize(("constraint", "table", "change"), TIES)
def test_a_row_tied_to_nothing_is_refused(
    admin: "psycopg.Connection[Any]", constraint: str, table: str, change: Row
) -> None:
    with pytest.raises(errors.ForeignKeyViolation) as refused:
        insert(admin, table, VALID[table] | change)
    assert refused.value.diag.constraint_name == constraint


@pytest.mark.parametrize(("constraint", "table", "change"), TWICE)
def test_what_is_unique_enters_once(admin: "psycopg.Connection[Any]", constraint: str, table: str, change: Row) -> None:
    insert(admin, "document", VALID["document"] | {"unique_id": "urn:oid:1.2.6"})
    valid = VALID[table] | ({"id": UUID(int=98)} if table == "document" else {})
    insert(admin, table, valid)
    with pytest.raises(errors.UniqueViolation) as refused:
        insert(admin, table, valid | change)
    assert refused.value.diag.constraint_name == constraint


@pytest.mark.parametrize("status", ["current", "superseded", "archived"])
def test_a_deleted_document_stays_deleted(admin: "psycopg.Connection[Any]", status: str) -> None:
    admin.execute("update document set status = 'deleted' where id = %s", [DOCUMENT])
    with pytest.raises(errors.RestrictViolation, match="stays deleted"):
        admin.execute("update document set status = %s where id = %s", [status, DOCUMENT])


def test_every_constraint_has_its_case(admin: "psycopg.Connection[Any]") -> None:
    rows = admin.execute(
        """
        select conname from pg_constraint
        where connamespace = 'public'::regnamespace and conrelid::regclass::text not like 'procrastinate%'
        and conrelid <> 'django_migrations'::regclass
        and (contype in ('c', 'f') or contype = 'u' and conname not like 'audit_leaf_leaf%')
        """
    ).fetchall()
    assert {name for (name,) in rows} == {name for cases in (CHECKS, TIES, TWICE) for name, _, _ in cases}
