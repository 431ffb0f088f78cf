"""The way of the hot reads and of the trace: one statement, bound by the server, prepared once, answered in binary."""

from collections.abc import Mapping
from contextlib import nullcontext
from typing import Any

import psycopg
from django.db import connection
from psycopg.pq import Format

Answer = list[tuple[Any, ...]]
"""Rows as tuples, in the order of the columns asked."""


def run(sql: str, parameters: Mapping[str, Any]) -> Answer:
    """Run one statement within the present transaction and give its rows, if it has any.

    ``sql`` is a constant of the store, with ``%(name)s`` for each of ``parameters``; a parameter that may be None
    carries a cast. Django's own cursors bind on the client, plan each time and read text: for the facts of one
    document they take four times as long (measured; stack.md, « hot reads »). Django still sees the statement, its
    wrappers and its log included, but the log never receives the values.
    """
    connection.ensure_connection()
    psycopg_connection = connection.connection
    # Django switches preparing off for its own cursors' sake, which never prepare anyway.
    psycopg_connection.prepare_threshold = 0
    cursor: Any = psycopg.Cursor(psycopg_connection)
    cursor.format = Format.BINARY
    logged = connection.make_debug_cursor(cursor).debug_sql(sql) if connection.queries_logged else nullcontext()
    with connection.make_cursor(cursor) as wrapped, logged:
        wrapped.execute(sql, parameters)
        return wrapped.fetchall() if cursor.description is not None else []
