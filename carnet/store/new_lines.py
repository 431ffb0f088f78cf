"""The lines of a history that came since somebody last looked, and lines by their numbers."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import orjson

from carnet.core.audit.events import AuditEvent
from carnet.core.identifiers import RecordId
from carnet.store import statement
from carnet.store.access_log import event_from_json
from carnet.store.sealing import Purpose, unseal

# A line is dated before its transaction commits, which none waits a day for: the date finds the few, by their index,
# among which the number of the transaction tells the new ones.
LONGEST_TRANSACTION = timedelta(days=1)
_SINCE = """
    select id, body from audit_event
    where record_id = %(record)s and at >= %(since)s and xid >= %(from)s::text::xid8
"""
_THESE = "select id, body from audit_event where record_id = %(record)s and id = any(%(ids)s::uuid[])"
_NOW = "select pg_current_xact_id()::text::bigint + 1"
_HORIZON = "select greatest(%(from)s::bigint, pg_snapshot_xmin(pg_current_snapshot())::text::bigint)"


@dataclass(frozen=True, slots=True)
class NewLines:
    """What came, in no order. ``read_from``: where to go on; what is still being written is then seen again."""

    events: tuple[AuditEvent, ...]
    read_from: int


def place_of_now() -> int:
    """Give the place after all that this transaction writes; nobody else may be writing in the record meanwhile."""
    ((number,),) = statement.run(_NOW, {})
    return int(number)


def read_new(record: RecordId, *, read_from: int, looked_at: datetime, record_key: bytes) -> NewLines:
    """Read the lines written since a place. Call it inside ``within(record)``.

    ``looked_at``: when that place was given. Lines commit in another order than they are dated or numbered: the next
    place is before everything that has not committed yet, so that a line is seen twice rather than never.
    """
    ((following,),) = statement.run(_HORIZON, {"from": read_from})
    since = looked_at - LONGEST_TRANSACTION
    rows = statement.run(_SINCE, {"record": record, "since": since, "from": str(read_from)})
    return NewLines(_opened(record, rows, record_key), int(following))


def read_these(record: RecordId, ids: Collection[UUID], *, record_key: bytes) -> tuple[AuditEvent, ...]:
    """Read some lines of a history, in no order. Call it inside ``within(record)``."""
    rows = statement.run(_THESE, {"record": record, "ids": list(ids)})
    return _opened(record, rows, record_key)


def _opened(record: RecordId, rows: statement.Answer, record_key: bytes) -> tuple[AuditEvent, ...]:
    return tuple(
        event_from_json(
            orjson.loads(
                unseal(bytes(body), record_key=record_key, purpose=Purpose.EVENT, record=record, row=number.bytes)
            )
        )
        for number, body in rows
    )
