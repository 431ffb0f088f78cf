"""Closed records whose time is over, erasures that were asked for, and what remains of a record once destroyed."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from carnet.core.access.facts import RecordStatus
from carnet.core.identifiers import RecordId
from carnet.core.record.closing import ClosingReason
from carnet.core.record.ending import WhyDestroyed
from carnet.store import statement
from carnet.store.models import DeathRow, DestructionRow, DocumentRow, ErasureRow, RecordRow

_DESTROY = "select destroy_record(%(record)s)"


@dataclass(frozen=True, slots=True)
class Erasure:
    """An erasure that waits: until ``due_at`` the person may take it back."""

    asked_at: datetime
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Destruction:
    """What a certificate says. ``event``: the line of nobody's history that proves it.

    ``addresses``: where bytes still lie; ``bytes_gone_at``: None until none is left.
    """

    id: UUID
    record: RecordId
    why: WhyDestroyed
    closed_at: datetime
    destroyed_at: datetime
    event: UUID
    documents: int
    rows: int
    addresses: tuple[str, ...] = ()
    bytes_gone_at: datetime | None = None


def ask_for_erasure(record: RecordId, *, at: datetime, due_at: datetime) -> bool:
    """Write down that an erasure was asked for, inside ``within(record, exclusive=True)``; false if it was already."""
    if erasure(record) is not None:
        return False
    ErasureRow.objects.bulk_create(
        [ErasureRow(record_id=record, asked_at=at, due_at=due_at)],
        update_conflicts=True,
        unique_fields=["record_id"],
        update_fields=["asked_at", "due_at", "taken_back_at"],
    )
    return True


def take_erasure_back(record: RecordId, *, at: datetime) -> bool:
    """Write down that no erasure is asked for any more; false when none was."""
    return ErasureRow.objects.filter(record_id=record, taken_back_at=None).update(taken_back_at=at) == 1


def erasure(record: RecordId) -> Erasure | None:
    """Tell when the erasure of a record will be done; None when none is asked for."""
    row = ErasureRow.objects.filter(record_id=record, taken_back_at=None).first()
    return Erasure(row.asked_at, row.due_at) if row is not None else None


def closed_before(instant: datetime, *, most: int) -> list[RecordId]:
    """List the records closed before an instant, the oldest closing first. For the worker."""
    rows = RecordRow.objects.filter(status=RecordStatus.CLOSED.value, closed_at__lte=instant)
    return [RecordId(one) for one in rows.order_by("closed_at", "id").values_list("id", flat=True)[:most]]


def erasures_due(*, at: datetime, most: int) -> list[RecordId]:
    """List the records whose erasure is due. For the worker."""
    rows = ErasureRow.objects.filter(due_at__lte=at, taken_back_at=None).order_by("due_at", "record_id")[:most]
    return [RecordId(one) for one in rows.values_list("record_id", flat=True)]


def addresses(record: RecordId) -> tuple[str, ...]:
    """List where the bytes of a record's documents lie, inside ``within(record)``."""
    rows = DocumentRow.objects.filter(record_id=record).order_by("id").values_list("blob_address", flat=True)
    return tuple(rows)


def destroy_rows(record: RecordId) -> int:
    """Destroy the key of a closed record and every row that names it, the trace apart; give how many. For the worker.

    Inside ``within(record, exclusive=True)``. Raises ``DatabaseError`` for a record that is open.
    """
    return int(statement.run(_DESTROY, {"record": record})[0][0])


def certify(destruction: Destruction) -> None:
    """Write down what was destroyed, within the transaction that does it."""
    DestructionRow.objects.create(
        id=destruction.id,
        record_id=destruction.record,
        why=destruction.why.value,
        closed_at=destruction.closed_at,
        destroyed_at=destruction.destroyed_at,
        event=destruction.event,
        documents=destruction.documents,
        rows=destruction.rows,
        addresses=list(destruction.addresses),
    )


def with_bytes_left(*, most: int) -> list[Destruction]:
    """List the destructions whose bytes are not all gone yet: the next turn goes on with them."""
    return [_destruction(row) for row in DestructionRow.objects.filter(bytes_gone_at=None).order_by("id")[:most]]


def mark_bytes_gone(destruction: UUID, *, at: datetime) -> None:
    """Say that no byte is left, and forget where they lay."""
    DestructionRow.objects.filter(id=destruction, bytes_gone_at=None).update(addresses=[], bytes_gone_at=at)


def certificate(destruction: UUID) -> Destruction | None:
    """Find what was destroyed by the number of its certificate."""
    row = DestructionRow.objects.filter(id=destruction).first()
    return _destruction(row) if row is not None else None


def close_for_a_death(record: RecordId, *, at: datetime) -> None:
    """Close a record because the person died, and keep how it was; one that was closed keeps its date."""
    before = RecordRow.objects.filter(id=record).values("closed_at", "closing_reason", "closed_by").get()
    DeathRow.objects.bulk_create(
        [DeathRow(record_id=record, at=at, **before)],
        update_conflicts=True,
        unique_fields=["record_id"],
        update_fields=["at", "closed_at", "closing_reason", "closed_by", "undone_at"],
    )
    RecordRow.objects.filter(id=record).update(
        status=RecordStatus.CLOSED.value,
        closed_at=before["closed_at"] or at,
        closing_reason=ClosingReason.DEATH.value,
        closed_by="support",
    )


def undo_a_death(record: RecordId, *, at: datetime) -> bool:
    """Put a record back as it was before a death was noted; false when none is."""
    death = DeathRow.objects.filter(record_id=record, undone_at=None).first()
    if death is None:
        return False
    RecordRow.objects.filter(id=record).update(
        status=RecordStatus.OPEN.value if death.closed_at is None else RecordStatus.CLOSED.value,
        closed_at=death.closed_at,
        closing_reason=death.closing_reason,
        closed_by=death.closed_by,
    )
    DeathRow.objects.filter(record_id=record).update(undone_at=at)
    return True


def _destruction(row: DestructionRow) -> Destruction:
    return Destruction(
        id=row.id,
        record=RecordId(row.record_id),
        why=WhyDestroyed(row.why),
        closed_at=row.closed_at,
        destroyed_at=row.destroyed_at,
        event=row.event,
        documents=row.documents,
        rows=row.rows,
        addresses=tuple(row.addresses),
        bytes_gone_at=row.bytes_gone_at,
    )
