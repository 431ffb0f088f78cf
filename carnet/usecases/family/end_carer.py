"""The access of a carer ends: by the person, or by the carer themself."""

from dataclasses import dataclass

from carnet.core.access.actions import Action
from carnet.core.access.actors import Carer, Holder, Representative
from carnet.core.access.decide import decide
from carnet.core.access.decision import Permit, Refusal
from carnet.core.audit.events import Party
from carnet.core.identifiers import RecordId
from carnet.ports.environment import Environment
from carnet.store import carers, facts
from carnet.store.context import within
from carnet.usecases.family.reconfirm_carer import NoSuchCarer
from carnet.usecases.trace import write_down


@dataclass(frozen=True, slots=True)
class CarerEnded:
    """From the next request on this one reads nothing; an invitation is taken back in the same way."""


def end_carer(
    record: RecordId, account: str, *, actor: Holder | Representative | Carer, env: Environment
) -> CarerEnded | NoSuchCarer | Refusal:
    """End a carer at once. A carer ends nobody's access but their own: ``account`` is theirs, whatever was sent."""
    of = actor.account if isinstance(actor, Carer) else account
    with within(record, exclusive=True):
        at = env.clock.now()
        gathered = facts.about_record(record, action=Action.END_CARER, actor=actor, at=at, policy=env.policy)
        decision = decide(gathered.facts)
        ended = isinstance(decision, Permit) and carers.end(record, of, at=at)
        write_down(decision, gathered.wrapped_key, env=env, concerned=Party("carer", of), is_defective=not ended)
        if isinstance(decision, Refusal):
            return decision
    return CarerEnded() if ended else NoSuchCarer()
