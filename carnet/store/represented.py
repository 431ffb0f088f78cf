"""Whom an account represents: a copy of the powers, found before any record is known. It opens nothing by itself.

Written by ``carnet.store.consents`` with each power, in the same transaction.
"""

from datetime import datetime

from django.db.models import Q

from carnet.core.identifiers import RecordId
from carnet.store.models import PersonOfRepresentativeRow


def remember(
    record: RecordId, account: str, *, begins_at: datetime, ends_at: datetime | None, suspended_at: datetime | None
) -> None:
    """Keep the dates of a power, in place of former ones."""
    PersonOfRepresentativeRow.objects.bulk_create(
        [
            PersonOfRepresentativeRow(
                account=account, record_id=record, begins_at=begins_at, ends_at=ends_at, suspended_at=suspended_at
            )
        ],
        update_conflicts=True,
        unique_fields=["account", "record_id"],
        update_fields=["begins_at", "ends_at", "suspended_at"],
    )


def suspend(record: RecordId, account: str, *, at: datetime | None) -> None:
    """Keep since when a power is suspended; None: it is so no longer."""
    PersonOfRepresentativeRow.objects.filter(record_id=record, account=account).update(suspended_at=at)


def end(record: RecordId, account: str, *, at: datetime) -> None:
    """Keep the instant at which a power ends."""
    PersonOfRepresentativeRow.objects.filter(record_id=record, account=account).update(ends_at=at)


def persons(account: str, *, at: datetime) -> list[RecordId]:
    """List the records of those whom an account represents at an instant. Outside any record's context."""
    rows = PersonOfRepresentativeRow.objects.filter(
        Q(ends_at=None) | Q(ends_at__gt=at),
        Q(suspended_at=None) | Q(suspended_at__gt=at),
        account=account,
        begins_at__lte=at,
    )
    return [RecordId(record) for record in rows.order_by("record_id").values_list("record_id", flat=True)]
