"""Many documents in a moment: the rows of a real record, written again for records that nobody ever asks about."""

from uuid import UUID

import psycopg
from psycopg.sql import SQL, Composed, Identifier

OF_A_RECORD = ("submission_set", "document", "document_version")
"""The tables that grow with documents, those first to which others refer."""
_NEW_IDS = {
    "record": {"id": "record"},
    "submission_set": {"record_id": "record", "id": "id", "unique_id": "text"},
    "document": {
        "record_id": "record",
        "id": "id",
        "entry_uuid": "entry_uuid",
        "submission_id": "submission_id",
        "unique_id": "text",
    },
    "document_version": {"record_id": "record", "document_id": "document_id", "entry_uuid": "entry_uuid"},
}
"""The columns that are another in each copy: what their ids are made from."""


def fill_up_to(documents: int, *, like: UUID, url: str) -> None:
    """Copy a record until the database holds so many documents. ``url``: as somebody whom no wall of rows stops.

    Every index and every page is as large as it would be; the sealed parts are bytes that no key opens any more.
    """
    with psycopg.connect(url) as admin:
        held = _number(admin, "select count(*) from document", ())
        each = _number(admin, "select count(*) from document where record_id = %s", (like,))
        missing = -(-(documents - held) // each)
        if missing > 0:
            already = _number(admin, "select count(*) from record", ())
            for table in ("record", *OF_A_RECORD):
                place = {"like": like, "first": already, "last": already + missing - 1}
                admin.execute(_copy(table, _columns(admin, table)), place)
    with psycopg.connect(url, autocommit=True) as admin:
        admin.execute("vacuum analyze")


def _number(admin: psycopg.Connection, query: str, values: tuple[object, ...]) -> int:
    row = admin.execute(query.encode(), values).fetchone()
    return int(row[0]) if row else 0


def _columns(admin: psycopg.Connection, table: str) -> list[str]:
    query = (
        "select column_name from information_schema.columns"
        " where table_name = %s and table_schema = 'public' and is_generated = 'NEVER' order by ordinal_position"
    )
    return [name for (name,) in admin.execute(query, (table,)).fetchall()]


def _copy(table: str, columns: list[str]) -> Composed:
    made = {
        "record": SQL("md5('record ' || copy)::uuid"),
        "text": SQL("unique_id || '.' || copy"),
    }
    new = _NEW_IDS[table]
    values = [
        Identifier(name)
        if name not in new
        else made[new[name]]
        if new[name] in made
        else SQL("md5({} || ' ' || copy)::uuid").format(Identifier(new[name]))
        for name in columns
    ]
    return SQL(
        "insert into {} ({}) select {} from {}"
        " cross join generate_series(%(first)s::int, %(last)s::int) copy where {} = %(like)s"
    ).format(
        Identifier(table),
        SQL(", ").join(map(Identifier, columns)),
        SQL(", ").join(values),
        Identifier(table),
        Identifier("id" if table == "record" else "record_id"),
    )
