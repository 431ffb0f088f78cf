"""What a record tells of a first visit, and the steps that somebody put off. Called inside ``within(record)``."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from carnet.core.identifiers import RecordId
from carnet.core.record.first_visit import Step
from carnet.store import statement
from carnet.store.models import PutOffStepRow

_FILLED_IN = """
    select
        array(select step from put_off_step where record_id = %(record)s and account = %(account)s),
        exists(select from trusted_person where record_id = %(record)s and ended_at is null),
        exists(
            select from alert_choice join account on account.id = alert_choice.account_id
            where account.record_id = %(record)s
        ),
        exists(select from access_authorization where record_id = %(record)s)
            or exists(select from block where record_id = %(record)s),
        exists(select from opening_consent where record_id = %(record)s)
"""
_PUT_OFF = """
    insert into put_off_step (record_id, account, step, at)
    select %(record)s, %(account)s, step, %(at)s from unnest(%(steps)s::text[]) as step
    on conflict do nothing
"""


@dataclass(frozen=True, slots=True)
class FilledIn:
    """What stands in a record already. ``put_off``: by the one who asks.

    ``trusted_person``: somebody is named. ``alerts``: the holder chose theirs. ``access``: somebody is or was let in,
    or shut out. ``emergencies``: both boxes were shown and explained, as every opening does, and its consent kept.
    """

    put_off: frozenset[Step]
    trusted_person: bool
    alerts: bool
    access: bool
    emergencies: bool


def filled_in(record: RecordId, *, account: str) -> FilledIn:
    """Read it in one statement. ``account``: of whoever acts for the holder, or nothing for the holder."""
    ((put_off, *standing),) = statement.run(_FILLED_IN, {"record": record, "account": account})
    return FilledIn(frozenset(map(Step, put_off)), *standing)


def put_off(record: RecordId, steps: Collection[Step], *, account: str, at: datetime) -> None:
    """Keep that somebody wants these steps later; those that were put off remain so."""
    words = sorted(one.value for one in steps)
    statement.run(_PUT_OFF, {"record": record, "account": account, "steps": words, "at": at})


def take_up(record: RecordId, steps: Collection[Step], *, account: str) -> None:
    """Keep that somebody wants to see these steps again."""
    words = [one.value for one in steps]
    PutOffStepRow.objects.filter(record_id=record, account=account, step__in=words).delete()
