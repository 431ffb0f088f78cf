"""What a use case sends to the database: counted on the wire, and kept as statements that another client can send."""

import re
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from django.db import connection
from psycopg.pq import Trace

Execute = Callable[[str, Any, bool, dict[str, Any]], Any]
Values = Mapping[str, Any] | Sequence[Any] | None

_ENDED = re.compile(r'\tCommandComplete\t "(\w+)')
_READY = re.compile(r"\tReadyForQuery\t")
_FRAMING = frozenset({"BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE"})


@dataclass(frozen=True, slots=True)
class Traffic:
    """What one call costs the wire. ``statements``: without those that only frame a transaction."""

    statements: int
    transactions: int
    round_trips: int


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement as the store wrote it, with its values; ``opens_record``: it is the first of a transaction."""

    sql: str
    values: Values
    opens_record: bool


def traffic_of(call: Callable[[], object]) -> Traffic:
    """Count what a call sends, in libpq's own record of the messages. The call was made before: all is prepared."""
    connection.ensure_connection()
    libpq = connection.connection.pgconn
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as log:
        libpq.trace(log.fileno())
        libpq.set_trace_flags(Trace.SUPPRESS_TIMESTAMPS)
        try:
            call()
        finally:
            libpq.untrace()
        log.seek(0)
        messages = log.read()
    ended = _ENDED.findall(messages)
    return Traffic(
        statements=sum(tag not in _FRAMING for tag in ended),
        transactions=ended.count("COMMIT"),
        round_trips=len(_READY.findall(messages)),
    )


def statements_of(call: Callable[[], object]) -> list[Statement]:
    """Keep the statements that a call sends, in their order, with their values."""
    kept: list[Statement] = []

    def keep(execute: Execute, sql: str, values: Values, many: bool, context: dict[str, Any]) -> Any:  # noqa: ANN401  Django says no more
        kept.append(Statement(sql, values, sql.startswith("SET LOCAL")))
        return execute(sql, values, many, context)

    with connection.execute_wrapper(cast(Any, keep)):
        call()
    return kept
