"""A minor's secret visits to professionals, written down (product.md, « Sharp edges »).

Every function is called inside ``within(record)``; those that change something, inside ``within(record,
exclusive=True)``. Nothing here is ever told to a representative.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Max
from django.db.models.functions import Least

from carnet.core.consent.authorization import Authorization
from carnet.core.identifiers import PractitionerId, RecordId
from carnet.store.models import SecretVisitRow


@dataclass(frozen=True, slots=True)
class SecretVisit:
    """A visit: the authorisation that it gave (ended at the earlier of its ends), and until when deposits are held."""

    id: UUID
    practitioner: PractitionerId
    authorization: Authorization
    period_until: datetime


def open_visit(
    record: RecordId,
    practitioner: PractitionerId,
    *,
    visit: UUID,
    at: datetime,
    until: datetime,
    period_until: datetime,
) -> None:
    """Write a visit down. ``visit``: a new random number; ``period_until``: set by the professional, 60 days."""
    SecretVisitRow.objects.create(
        record_id=record,
        id=visit,
        practitioner=practitioner.value,
        opened_at=at,
        until=until,
        period_until=period_until,
    )


def end_visit(record: RecordId, visit: UUID, *, at: datetime) -> bool:
    """End the authorisation of a visit before its time; its period goes on. False when it had been ended already."""
    return SecretVisitRow.objects.filter(record_id=record, id=visit, ended_at=None).update(ended_at=at) == 1


def choose_period(record: RecordId, visit: UUID, *, period_until: datetime) -> bool:
    """Make the period of a visit longer or shorter; false when the record has no such visit."""
    return SecretVisitRow.objects.filter(record_id=record, id=visit).update(period_until=period_until) == 1


def visits(record: RecordId) -> list[SecretVisit]:
    """List the visits of a record, the last one first."""
    rows = (
        SecretVisitRow.objects.filter(record_id=record)
        .order_by("-opened_at", "id")
        .values_list("id", "practitioner", "opened_at", Least("until", "ended_at"), "period_until")
    )
    return [
        SecretVisit(visit, PractitionerId(practitioner), Authorization(opened_at, ends_at), period_until)
        for visit, practitioner, opened_at, ends_at, period_until in rows
    ]


def period_in_force(record: RecordId, *, at: datetime) -> datetime | None:
    """Tell until when deposits are held from representatives, at an instant; None when they are not."""
    rows = SecretVisitRow.objects.filter(record_id=record, opened_at__lte=at, period_until__gt=at)
    until: datetime | None = rows.aggregate(until=Max("period_until"))["until"]
    return until
