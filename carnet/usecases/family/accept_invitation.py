"""Somebody accepts to be the carer of the person who invited them."""

from dataclasses import dataclass
from datetime import datetime

from carnet.core.access.actions import Action
from carnet.core.access.actors import Carer
from carnet.core.access.decide import decide
from carnet.core.access.decision import Permit, Refusal
from carnet.core.identifiers import RecordId
from carnet.core.record.carer import TooManyPersons, may_accept, next_year
from carnet.ports.environment import Environment
from carnet.store import carers, facts
from carnet.store.context import within
from carnet.usecases.trace import write_down


@dataclass(frozen=True, slots=True)
class CaringBegins:
    """The carer may read and add until then; the person reconfirms them each year."""

    until: datetime


@dataclass(frozen=True, slots=True)
class NoInvitation:
    """No invitation waits for this one: it never was, has ended, was taken back, or was answered."""


def accept_invitation(
    record: RecordId, *, actor: Carer, env: Environment
) -> CaringBegins | NoInvitation | TooManyPersons | Refusal:
    """Accept a living invitation; five persons at most, counted over all records."""
    with within(record, exclusive=True):
        at = env.clock.now()
        gathered = facts.about_record(record, action=Action.ACCEPT_INVITATION, actor=actor, at=at, policy=env.policy)
        decision = decide(gathered.facts)
        answer: CaringBegins | NoInvitation | TooManyPersons = NoInvitation()
        if isinstance(decision, Permit):
            too_many = may_accept(persons=carers.count_persons(actor.account, at=at))
            until = next_year(at=at)
            waits = _waits(record, actor.account, at)
            if waits and too_many is not None:
                answer = too_many
            elif waits and carers.accept(record, actor.account, at=at, until=until):
                answer = CaringBegins(until)
        write_down(decision, gathered.wrapped_key, env=env, is_defective=not isinstance(answer, CaringBegins))
        if isinstance(decision, Refusal):
            return decision
    return answer


def _waits(record: RecordId, account: str, at: datetime) -> bool:
    return any(
        one.account == account and one.caring is None and one.ended_at is None and at < one.invitation_ends_at
        for one in carers.carers(record)
    )
