"""A parent agrees to an act that needs both: the other one then does it."""

from dataclasses import dataclass

from carnet.core.access.actions import Action
from carnet.core.access.actors import Representative
from carnet.core.access.decide import decide
from carnet.core.access.decision import Permit, Refusal
from carnet.core.identifiers import RecordId
from carnet.ports.environment import Environment
from carnet.store import facts, joint_agreements
from carnet.store.context import within
from carnet.usecases.trace import write_down

NEED_BOTH = frozenset({Action.CLOSE_RECORD, Action.CHOOSE_EMERGENCY_ACCESS})
"""Closing the record; refusing emergencies (product.md, « Separated parents »)."""


@dataclass(frozen=True, slots=True)
class Agreed:
    """One parent agrees to the act, for thirty days and for one time; nothing of it is done yet."""

    to: Action


@dataclass(frozen=True, slots=True)
class NeedsNoAgreement:
    """Either parent may do this alone."""


def agree_jointly(
    record: RecordId, to: Action, *, actor: Representative, env: Environment
) -> Agreed | NeedsNoAgreement | Refusal:
    """Write down that a parent wants an act that needs both. The other parent reads it in the history, and acts."""
    with within(record, exclusive=True):
        at = env.clock.now()
        gathered = facts.about_record(record, action=Action.AGREE_JOINTLY, actor=actor, at=at, policy=env.policy)
        decision = decide(gathered.facts)
        useless = isinstance(decision, Permit) and to not in NEED_BOTH
        write_down(decision, gathered.wrapped_key, env=env, detail=to.value, is_defective=useless)
        if isinstance(decision, Refusal):
            return decision
        if useless:
            return NeedsNoAgreement()
        joint_agreements.agree(record, to, actor.account, at=at)
    return Agreed(to)
