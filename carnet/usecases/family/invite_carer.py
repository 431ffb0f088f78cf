"""An adult invites somebody to be their carer (*aidant*)."""

from dataclasses import dataclass
from datetime import datetime

from carnet.core.access.actions import Action
from carnet.core.access.actors import Actor
from carnet.core.access.decide import decide
from carnet.core.access.decision import Permit, Refusal
from carnet.core.audit.events import Party
from carnet.core.identifiers import RecordId
from carnet.core.record.carer import INVITATION_LASTS, TooManyCarers, may_invite
from carnet.ports.environment import Environment
from carnet.store import carers, facts
from carnet.store.context import within
from carnet.usecases.trace import write_down


@dataclass(frozen=True, slots=True)
class CarerInvited:
    """The invitation waits for its answer until then."""

    until: datetime


@dataclass(frozen=True, slots=True)
class CaresAlready:
    """Nothing was done: this one cares for the person now, or is invited already."""


def invite_carer(
    record: RecordId, account: str, *, actor: Actor, env: Environment
) -> CarerInvited | CaresAlready | TooManyCarers | Refusal:
    """Invite somebody for a week; three carers at most, invitations that wait included. ``account``: opaque."""
    with within(record, exclusive=True):
        at = env.clock.now()
        gathered = facts.about_record(record, action=Action.INVITE_CARER, actor=actor, at=at, policy=env.policy)
        decision = decide(gathered.facts)
        answer: CarerInvited | CaresAlready | TooManyCarers = CarerInvited(at + INVITATION_LASTS)
        if isinstance(decision, Permit):
            answer = may_invite(carers=carers.count_carers(record, at=at)) or answer
            known = next((one for one in carers.carers(record) if one.account == account), None)
            if known is not None and known.ended_at is None:
                waits = known.caring is None and at < known.invitation_ends_at
                cares = known.caring is not None and known.caring.is_in_force(at=at)
                answer = CaresAlready() if waits or cares else answer
        write_down(
            decision,
            gathered.wrapped_key,
            env=env,
            concerned=Party("carer", account),
            is_defective=not isinstance(answer, CarerInvited),
        )
        if isinstance(decision, Refusal):
            return decision
        if isinstance(answer, CarerInvited):
            carers.invite(record, account, at=at, ends_at=answer.until)
    return answer
