"""Each year the person says that a carer may go on; else their access sleeps."""

from dataclasses import dataclass
from datetime import datetime

from carnet.core.access.actions import Action
from carnet.core.access.actors import Actor
from carnet.core.access.decide import decide
from carnet.core.access.decision import Permit, Refusal
from carnet.core.audit.events import Party
from carnet.core.identifiers import RecordId
from carnet.core.record.carer import TooManyCarers, TooManyPersons, may_accept, may_invite, next_year
from carnet.ports.environment import Environment
from carnet.store import carers, facts
from carnet.store.carers import CarerOfPerson
from carnet.store.context import within
from carnet.usecases.trace import write_down


@dataclass(frozen=True, slots=True)
class CarerReconfirmed:
    """The carer may act until then."""

    until: datetime


@dataclass(frozen=True, slots=True)
class NoSuchCarer:
    """Nothing was done: this one never accepted, or their access was ended."""


Answer = CarerReconfirmed | NoSuchCarer | TooManyCarers | TooManyPersons


def reconfirm_carer(record: RecordId, account: str, *, actor: Actor, env: Environment) -> Answer | Refusal:
    """Let a carer go on for a year from now, awake or asleep.

    One who slept counts anew: if others have taken the places meanwhile, on either side, nothing is done.
    """
    with within(record, exclusive=True):
        at = env.clock.now()
        gathered = facts.about_record(record, action=Action.RECONFIRM_CARER, actor=actor, at=at, policy=env.policy)
        decision = decide(gathered.facts)
        answer: Answer = NoSuchCarer()
        if isinstance(decision, Permit):
            known = next((one for one in carers.carers(record) if one.account == account), None)
            if known is not None and known.caring is not None and known.ended_at is None:
                answer = _no_place(record, known, at) or CarerReconfirmed(next_year(at=at))
        write_down(
            decision,
            gathered.wrapped_key,
            env=env,
            concerned=Party("carer", account),
            is_defective=not isinstance(answer, CarerReconfirmed),
        )
        if isinstance(decision, Refusal):
            return decision
        if isinstance(answer, CarerReconfirmed):
            carers.reconfirm(record, account, until=answer.until)
    return answer


def _no_place(record: RecordId, known: CarerOfPerson, at: datetime) -> TooManyCarers | TooManyPersons | None:
    """Tell whether waking a carer would pass a limit; one who is awake has their places already."""
    if known.caring is not None and known.caring.is_in_force(at=at):
        return None
    full = may_invite(carers=carers.count_carers(record, at=at))
    return full or may_accept(persons=carers.count_persons(known.account, at=at))
