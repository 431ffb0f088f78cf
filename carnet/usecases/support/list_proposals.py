"""List what waits for a second pair of eyes."""

from dataclasses import dataclass

from carnet.core.access.actors import Actor, SupportAgent
from carnet.core.support.authority import DeskAct, NotDone
from carnet.core.support.second_pair import Proposal
from carnet.ports.environment import Environment
from carnet.store import desk_proposals
from carnet.usecases.support.desk_trace import is_refused_by_role


@dataclass(frozen=True, slots=True)
class Waiting:
    """A proposal, and whether it is this agent's own: then another confirms it."""

    proposal: Proposal
    is_own: bool


def list_proposals(*, actor: Actor, env: Environment) -> tuple[Waiting, ...] | NotDone:
    """List the proposals that nobody has decided and that have not expired, the oldest first."""
    if is_refused_by_role(actor, DeskAct.DECIDE_PROPOSAL, env=env) or not isinstance(actor, SupportAgent):
        return NotDone.NOT_THIS_ROLE
    found = desk_proposals.waiting(at=env.clock.now())
    return tuple(Waiting(one, one.proposed_by == actor.agent) for one in found)
