"""What waits for a reviewer, across all records: numbers, kinds and dates. The rest lies sealed in each record."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q

from carnet.core.identifiers import RecordId
from carnet.store.models import ReviewItemRow

EMERGENCY = "emergency"
"""The kind of the case of an emergency access; every other kind is that of a request (``ClaimKind``)."""


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """One case. ``from_at``: since when it is the reviewer's; ``outcome``: empty while it is open."""

    id: UUID
    record: RecordId
    kind: str
    asked_at: datetime
    from_at: datetime
    due_at: datetime
    closed_at: datetime | None = None
    reviewer: str = ""
    outcome: str = ""


def add(item: ReviewItem) -> None:
    """Put a case down, within the act that makes it."""
    ReviewItemRow.objects.create(
        id=item.id,
        record_id=item.record,
        kind=item.kind,
        asked_at=item.asked_at,
        from_at=item.from_at,
        due_at=item.due_at,
    )


def find(item: UUID) -> ReviewItem | None:
    """Find a case by its number."""
    row = ReviewItemRow.objects.filter(id=item).first()
    return _item(row) if row is not None else None


def hand_over(item: UUID, *, from_at: datetime) -> None:
    """Say that a request is the reviewer's from now on."""
    ReviewItemRow.objects.filter(id=item, closed_at=None).update(from_at=from_at)


def close(item: UUID, *, outcome: str, reviewer: str, at: datetime) -> bool:
    """Close a case; ``reviewer``: empty when somebody else answered. False when it was closed already."""
    changed = ReviewItemRow.objects.filter(id=item, closed_at=None).update(
        closed_at=at, outcome=outcome, reviewer=reviewer
    )
    return changed == 1


def waiting(*, at: datetime, most: int) -> list[ReviewItem]:
    """List the cases that are the reviewer's at an instant, those due first."""
    rows = ReviewItemRow.objects.filter(closed_at=None, from_at__lte=at).order_by("due_at", "id")[:most]
    return [_item(row) for row in rows]


def receipts(*, most: int) -> list[ReviewItem]:
    """List the requests of people that are not closed, the oldest first: what an agent may see of them."""
    rows = ReviewItemRow.objects.filter(closed_at=None).exclude(kind=EMERGENCY).order_by("asked_at", "id")[:most]
    return [_item(row) for row in rows]


def gone_late(*, at: datetime, most: int) -> list[ReviewItem]:
    """List the requests that nobody answered in time and whose person was not told so. For the worker."""
    rows = ReviewItemRow.objects.filter(closed_at=None, told_late_at=None, from_at__lte=at, asked_at__lt=at)
    found = rows.exclude(kind__in=(EMERGENCY, "contest")) | rows.filter(kind="contest", due_at__lte=at)
    return [_item(row) for row in found.order_by("from_at", "id")[:most]]


def mark_told_late(item: UUID, *, at: datetime) -> bool:
    """Say that the person was told; false when they had been, or when it is closed."""
    return ReviewItemRow.objects.filter(id=item, closed_at=None, told_late_at=None).update(told_late_at=at) == 1


@dataclass(frozen=True, slots=True)
class Counts:
    """How many cases of emergencies there are since a day, how many are closed, and how each ended."""

    opened: int
    closed: int
    outcomes: Mapping[str, int]


def count_emergencies(*, since: datetime) -> Counts:
    """Count the cases of emergency accesses since an instant."""
    rows = ReviewItemRow.objects.filter(kind=EMERGENCY, asked_at__gte=since)
    totals = rows.aggregate(opened=Count("id"), closed=Count("id", filter=Q(closed_at__isnull=False)))
    by_outcome = rows.exclude(outcome="").values_list("outcome").annotate(Count("id"))
    return Counts(totals["opened"], totals["closed"], dict(by_outcome))


def _item(row: ReviewItemRow) -> ReviewItem:
    return ReviewItem(
        id=row.id,
        record=RecordId(row.record_id),
        kind=row.kind,
        asked_at=row.asked_at,
        from_at=row.from_at,
        due_at=row.due_at,
        closed_at=row.closed_at,
        reviewer=row.reviewer,
        outcome=row.outcome,
    )
