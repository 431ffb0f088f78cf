"""Carers of a person: invited, accepted, reconfirmed each year, ended (product.md, « Minors and representatives »).

Every function is called inside ``within(record)``; those that change a right, inside ``within(record,
exclusive=True)``. ``account`` is opaque. Whether the limits are kept is the use case's rule: the counts are here.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from carnet.core.identifiers import RecordId
from carnet.core.record.carer import Caring
from carnet.store import statement
from carnet.store.models import CarerRow, PersonOfCarerRow

_INVITE = """
    insert into carer (record_id, account, invited_at, invitation_ends_at)
    values (%(record)s, %(account)s, %(at)s, %(ends_at)s)
    on conflict (record_id, account) do update
    set invited_at = excluded.invited_at, invitation_ends_at = excluded.invitation_ends_at,
        accepted_at = null, until = null, ended_at = null
    where carer.accepted_at is null or carer.until <= excluded.invited_at or carer.ended_at is not null
    returning true
"""
_REMEMBER_PERSON = """
    insert into person_of_carer (account, record_id, until) values (%(account)s, %(record)s, %(until)s)
    on conflict (account, record_id) do update set until = excluded.until, ended_at = null
"""
_HOLD_ACCOUNT = "select pg_advisory_xact_lock(hashtextextended(%(account)s, 0))"


@dataclass(frozen=True, slots=True)
class CarerOfPerson:
    """A carer as the person knows them. ``caring`` is None while the invitation waits for its answer."""

    account: str
    invited_at: datetime
    invitation_ends_at: datetime
    caring: Caring | None
    ended_at: datetime | None


def invite(record: RecordId, account: str, *, at: datetime, ends_at: datetime) -> bool:
    """Invite somebody, until ``ends_at``; false for whom cares already: reconfirming them is another act."""
    return bool(statement.run(_INVITE, {"record": record, "account": account, "at": at, "ends_at": ends_at}))


def accept(record: RecordId, account: str, *, at: datetime, until: datetime) -> bool:
    """Accept a living invitation, until ``until`` (a year later); false when there is none."""
    changed = CarerRow.objects.filter(
        record_id=record, account=account, accepted_at=None, ended_at=None, invitation_ends_at__gt=at
    ).update(accepted_at=at, until=until)
    if changed:
        statement.run(_REMEMBER_PERSON, {"record": record, "account": account, "until": until})
    return changed == 1


def reconfirm(record: RecordId, account: str, *, until: datetime) -> bool:
    """Let a carer go on until another year's end, asleep or not; false for whom never accepted, or was ended."""
    changed = CarerRow.objects.filter(
        record_id=record, account=account, accepted_at__isnull=False, ended_at=None
    ).update(until=until)
    if changed:
        statement.run(_REMEMBER_PERSON, {"record": record, "account": account, "until": until})
    return changed == 1


def end(record: RecordId, account: str, *, at: datetime) -> bool:
    """End a carer, or take an invitation back; false when it had been ended already, or never was."""
    changed = CarerRow.objects.filter(record_id=record, account=account, ended_at=None).update(ended_at=at)
    PersonOfCarerRow.objects.filter(record_id=record, account=account, ended_at=None).update(ended_at=at)
    return changed == 1


def end_all(record: RecordId, *, at: datetime) -> int:
    """End all carers and invitations of a record, as a closing or a coming of age does; give how many there were."""
    changed = CarerRow.objects.filter(record_id=record, ended_at=None).update(ended_at=at)
    PersonOfCarerRow.objects.filter(record_id=record, ended_at=None).update(ended_at=at)
    return changed


def carers(record: RecordId) -> list[CarerOfPerson]:
    """List who cares, cared or was invited, the last invited first."""
    return [
        CarerOfPerson(
            row.account,
            row.invited_at,
            row.invitation_ends_at,
            Caring(row.accepted_at, row.until, row.ended_at) if row.accepted_at and row.until else None,
            row.ended_at,
        )
        for row in CarerRow.objects.filter(record_id=record).order_by("-invited_at", "account")
    ]


def count_carers(record: RecordId, *, at: datetime) -> int:
    """Count the carers in force, with those whose invitation still waits: three at most."""
    waiting = Q(accepted_at=None, invitation_ends_at__gt=at)
    return CarerRow.objects.filter(waiting | Q(until__gt=at), record_id=record, ended_at=None).count()


def count_persons(account: str, *, at: datetime) -> int:
    """Count for how many people a carer cares, in all records: five at most.

    The account is held until the transaction ends: of two invitations accepted at once, the second counts the first.
    """
    statement.run(_HOLD_ACCOUNT, {"account": account})
    return len(persons(account, at=at))


def years_ending(*, after: datetime, until: datetime) -> list[RecordId]:
    """List the records in which a carer's year ends after an instant, and at another at the latest. For the worker."""
    rows = PersonOfCarerRow.objects.filter(ended_at=None, until__gt=after, until__lte=until).order_by("record_id")
    return [RecordId(record) for record in rows.values_list("record_id", flat=True).distinct()]


def persons(account: str, *, at: datetime) -> list[RecordId]:
    """List the records of those for whom a carer cares. Also outside any record's context."""
    rows = PersonOfCarerRow.objects.filter(account=account, ended_at=None, until__gt=at).order_by("record_id")
    return [RecordId(record) for record in rows.values_list("record_id", flat=True)]
