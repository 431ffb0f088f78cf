"""Emergency accesses, written down with their reason sealed, and the case that somebody must close for each."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from carnet.core.emergency.access import EmergencyAccess, EmergencyMode
from carnet.core.identifiers import PractitionerId, RecordId
from carnet.store.models import EmergencyAccessRow, ReviewCaseRow
from carnet.store.sealing import Purpose, seal, unseal


@dataclass(frozen=True, slots=True, repr=False)
class OpenedEmergency:
    """An emergency access as it is kept, its reason opened."""

    id: UUID
    practitioner: PractitionerId
    access: EmergencyAccess
    justification: str

    def __repr__(self) -> str:
        """Hide the reason."""
        return f"OpenedEmergency({self.id})"


@dataclass(frozen=True, slots=True)
class ReviewCase:
    """The case of one emergency access. ``reviewer`` is empty while it is open."""

    id: UUID
    emergency: UUID
    opened_at: datetime
    closed_at: datetime | None
    reviewer: str


def open_access(
    record: RecordId,
    access: EmergencyAccess,
    *,
    emergency: UUID,
    practitioner: PractitionerId,
    justification: str,
    review: UUID,
    record_key: bytes,
    nonce: bytes,
) -> None:
    """Write an emergency access down, and open its review case. Inside ``within(record)``.

    ``emergency`` and ``review``: two new random identifiers. ``justification``: what was typed (or the number of the
    call), sealed under the record's key with 12 random bytes of ``nonce``.
    """
    EmergencyAccessRow.objects.create(
        record_id=record,
        id=emergency,
        practitioner=practitioner.value,
        mode=access.mode.value,
        opened_at=access.opened_at,
        until=access.until,
        closed_at=access.closed_at,
        justification=seal(
            justification.encode(),
            record_key=record_key,
            purpose=Purpose.JUSTIFICATION,
            record=record,
            row=emergency.bytes,
            nonce=nonce,
        ),
    )
    ReviewCaseRow.objects.create(record_id=record, id=review, emergency_id=emergency, opened_at=access.opened_at)


def close_access(record: RecordId, emergency: UUID, *, at: datetime) -> bool:
    """End an emergency access before its time; false when it had been ended already. It closes no review case."""
    changed = EmergencyAccessRow.objects.filter(record_id=record, id=emergency, closed_at=None).update(closed_at=at)
    return changed == 1


def close_all(record: RecordId, *, at: datetime) -> int:
    """End every emergency access that still lives, as the closing of a record does; give how many there were."""
    living = EmergencyAccessRow.objects.filter(record_id=record, closed_at=None, until__gt=at)
    return living.update(closed_at=at)


def accesses(record: RecordId, *, record_key: bytes) -> list[OpenedEmergency]:
    """List the emergency accesses of a record, the last one first. Raises ``SealBrokenError`` with another key."""
    return [
        OpenedEmergency(
            row.id,
            PractitionerId(row.practitioner),
            EmergencyAccess(EmergencyMode(row.mode), row.opened_at, row.until, row.closed_at),
            unseal(
                bytes(row.justification),
                record_key=record_key,
                purpose=Purpose.JUSTIFICATION,
                record=record,
                row=row.id.bytes,
            ).decode(),
        )
        for row in EmergencyAccessRow.objects.filter(record_id=record).order_by("-opened_at", "id")
    ]


def review_cases(record: RecordId) -> list[ReviewCase]:
    """List the review cases of a record, the last one first."""
    rows = ReviewCaseRow.objects.filter(record_id=record).order_by("-opened_at", "id")
    return [ReviewCase(row.id, row.emergency_id, row.opened_at, row.closed_at, row.reviewer) for row in rows]


def close_review(record: RecordId, review: UUID, *, reviewer: str, at: datetime) -> bool:
    """Close a case, by a named reviewer; false when it had been closed already."""
    changed = ReviewCaseRow.objects.filter(record_id=record, id=review, closed_at=None).update(
        closed_at=at, reviewer=reviewer
    )
    return changed == 1
