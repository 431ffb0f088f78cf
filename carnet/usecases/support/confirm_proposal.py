"""Confirm what a colleague proposed: the second pair of eyes, from a session of their own; it is done at once."""

from dataclasses import dataclass
from uuid import UUID

from carnet.core.access.actors import Actor, SupportAgent
from carnet.core.audit.events import SecurityAct, party
from carnet.core.support.authority import DeskAct
from carnet.core.support.second_pair import NotConfirmed, Proposal, why_not_confirmed
from carnet.ports.environment import Environment
from carnet.store import desk_proposals
from carnet.store.context import within
from carnet.usecases.support.confirmed_acts import CONFIRMED
from carnet.usecases.support.desk_trace import is_refused_by_role, trace_at_desk


@dataclass(frozen=True, slots=True)
class Confirmed:
    """It is done."""

    proposal: Proposal


def confirm_proposal(proposal: UUID, *, actor: Actor, env: Environment) -> Confirmed | NotConfirmed:
    """Confirm a proposal and do it (product.md, « under four eyes »); the one who proposed it never confirms it.

    Of two colleagues who confirm at the same moment, one does. A proposal is used up before it is done, so that it is
    never done twice.
    """
    if is_refused_by_role(actor, DeskAct.DECIDE_PROPOSAL, env=env) or not isinstance(actor, SupportAgent):
        return NotConfirmed.NOT_THIS_ROLE
    found = desk_proposals.of_id(proposal)
    if found is None:
        return NotConfirmed.NOT_THERE
    with within(found.record, exclusive=True):
        held = desk_proposals.hold(proposal, keyring=env.keyring)
        if held is None:
            return NotConfirmed.NOT_THERE
        at = env.clock.now()
        refusal = why_not_confirmed(held[0], by=actor, at=at)
        if refusal is not None:
            _trace_refusal(found, refusal, actor, env)
            return refusal
        desk_proposals.decide(proposal, by=actor.agent, at=at, is_done=True)
    is_done = CONFIRMED[found.act](found, held[1], actor, env)
    return Confirmed(found) if is_done else NotConfirmed.NOT_POSSIBLE


def drop_proposal(proposal: UUID, *, actor: Actor, env: Environment) -> Proposal | NotConfirmed:
    """Give a proposal up, one's own or a colleague's: nothing is done, and what it carried is wiped."""
    if is_refused_by_role(actor, DeskAct.DECIDE_PROPOSAL, env=env):
        return NotConfirmed.NOT_THIS_ROLE
    found = desk_proposals.of_id(proposal)
    if found is None:
        return NotConfirmed.NOT_THERE
    with within(found.record):
        held = desk_proposals.hold(proposal, keyring=env.keyring)
        if held is None or held[0].decided_at is not None:
            return NotConfirmed.ALREADY_DECIDED
        desk_proposals.decide(proposal, by=party(actor).identifier, at=env.clock.now(), is_done=False)
        trace_at_desk(found.record, SecurityAct.DESK_PROPOSAL_DROPPED, actor=actor, env=env, detail=found.act.value)
    return found


def _trace_refusal(proposal: Proposal, why: NotConfirmed, actor: Actor, env: Environment) -> None:
    trace_at_desk(proposal.record, SecurityAct.DESK_PROPOSAL, actor=actor, env=env, detail=why.value, is_refused=True)
