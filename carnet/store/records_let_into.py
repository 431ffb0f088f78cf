"""Into which records somebody was let: a copy of their authorisations, found before any record is known (TD0.4).

It opens nothing by itself. Written by ``carnet.store.consents`` with each yes, in the same transaction.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max, Q, QuerySet

from carnet.core.consent.authorization import Authorization
from carnet.core.consent.grantee import Grantee
from carnet.core.identifiers import PractitionerId, RecordId
from carnet.store.models import RecordLetIntoRow


@dataclass(frozen=True, slots=True)
class LetInto:
    """A record, and since when somebody is let into it."""

    record: RecordId
    given_at: datetime


def remember(record: RecordId, grantee: Grantee, authorization: Authorization) -> None:
    """Keep the dates of a yes, in place of former ones."""
    RecordLetIntoRow.objects.bulk_create(
        [
            RecordLetIntoRow(
                **_named(grantee), record_id=record, given_at=authorization.given_at, ends_at=authorization.ends_at
            )
        ],
        update_conflicts=True,
        unique_fields=["grantee_kind", "grantee", "record_id"],
        update_fields=["given_at", "ends_at"],
    )


def end(record: RecordId, grantee: Grantee, *, at: datetime) -> None:
    """Keep the instant at which a yes ends, unless it ended before."""
    _living(at).filter(**_named(grantee), record_id=record).update(ends_at=at)


def end_all(record: RecordId, *, at: datetime) -> None:
    """Keep that every yes of a record ends."""
    _living(at).filter(record_id=record).update(ends_at=at)


def of(
    grantees: Iterable[Grantee], *, at: datetime, after: tuple[datetime, RecordId] | None, most: int
) -> list[LetInto]:
    """List the records into which any of these grantees is let at an instant, the last let into first.

    ``after``: since when, and which record, the list goes on behind; ``most``: how many at once. A record stands once,
    by the last of several. Outside any record's context.
    """
    asked = Q()
    for grantee in grantees:
        asked |= Q(**_named(grantee))
    rows = _living(at).filter(asked, given_at__lte=at).values("record_id").annotate(since=Max("given_at"))
    if after is not None:
        since, record = after
        rows = rows.filter(Q(since__lt=since) | Q(since=since, record_id__lt=record))
    found = rows.order_by("-since", "-record_id").values_list("record_id", "since")[:most]
    return [LetInto(RecordId(record), since) for record, since in found]


def _living(at: datetime) -> QuerySet[RecordLetIntoRow]:
    return RecordLetIntoRow.objects.filter(Q(ends_at=None) | Q(ends_at__gt=at))


def _named(grantee: Grantee) -> dict[str, str]:
    kind = "person" if isinstance(grantee, PractitionerId) else "structure"
    return {"grantee_kind": kind, "grantee": grantee.value}
