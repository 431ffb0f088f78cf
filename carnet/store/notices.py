"""What is owed to people: promised in the transaction that makes it necessary, sent once."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from carnet.core.identifiers import RecordId
from carnet.store import statement
from carnet.store.models import NoticeRow

_OWE = """
    insert into notice (record_id, id, kind, created_at, due_at)
    select %(record)s, %(notice)s, %(kind)s, %(created_at)s, %(due_at)s where %(is_told)s
"""


@dataclass(frozen=True, slots=True)
class DueNotice:
    """A notice whose time has come. ``kind`` names the sentence to send."""

    record: RecordId
    id: UUID
    kind: str
    due_at: datetime


def owe(
    record: RecordId, *, notice: UUID, kind: str, created_at: datetime, due_at: datetime, is_told: bool = True
) -> None:
    """Write down that a notice is owed from ``due_at`` on. Inside ``within(record)``, with the act it tells of.

    ``is_told``: false writes nothing by the same statement, where the one who acts may not feel the difference.
    """
    told = {"record": record, "notice": notice, "kind": kind, "created_at": created_at, "due_at": due_at}
    statement.run(_OWE, {**told, "is_told": is_told})


def due(*, at: datetime, most: int) -> list[DueNotice]:
    """List the unsent notices due at an instant, the oldest first, ``most`` at once, of all records.

    For the worker only: as ``carnet_app``, or inside a record's context, it sees that record's alone.
    """
    rows = NoticeRow.objects.filter(sent_at=None, due_at__lte=at).order_by("due_at", "record_id", "id")[:most]
    return [
        DueNotice(RecordId(record), notice, kind, due_at)
        for record, notice, kind, due_at in rows.values_list("record_id", "id", "kind", "due_at")
    ]


def claim(record: RecordId, notice: UUID) -> DueNotice | None:
    """Take one notice to send it: its row is held until the transaction ends. None when it was sent or never owed."""
    row = NoticeRow.objects.select_for_update(no_key=True).filter(record_id=record, id=notice, sent_at=None).first()
    return DueNotice(RecordId(row.record_id), row.id, row.kind, row.due_at) if row is not None else None


def mark_sent(record: RecordId, notice: UUID, *, at: datetime) -> bool:
    """Say that a notice has been sent; false when it had been already."""
    return NoticeRow.objects.filter(record_id=record, id=notice, sent_at=None).update(sent_at=at) == 1


def was_owed(record: RecordId, *, kind: str, created_at: datetime | None = None, since: datetime | None = None) -> bool:
    """Tell whether a notice of that kind was ever owed, sent or not.

    ``created_at``: by the act of that instant; ``since``: not before that one.
    """
    rows = NoticeRow.objects.filter(record_id=record, kind=kind)
    rows = rows if since is None else rows.filter(created_at__gte=since)
    return (rows if created_at is None else rows.filter(created_at=created_at)).exists()
