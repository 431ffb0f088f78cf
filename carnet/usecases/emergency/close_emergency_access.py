"""Close, before its end, an emergency access that one opened oneself."""

from dataclasses import dataclass

from carnet.core.access.actions import Action
from carnet.core.access.actors import Professional
from carnet.core.access.decide import decide
from carnet.core.access.decision import Refusal
from carnet.core.identifiers import RecordId
from carnet.ports.environment import Environment
from carnet.store import emergencies, facts
from carnet.store.context import within
from carnet.usecases.trace import write_down


@dataclass(frozen=True, slots=True)
class EmergencyClosed:
    """The emergency access opens nothing any more; its review case stays open."""


def close_emergency_access(record: RecordId, *, actor: Professional, env: Environment) -> EmergencyClosed | Refusal:
    """Close every living emergency access of this professional to this record (EX_0.2-1040), whatever its mode.

    It waits for the readings under way, and no reading that comes after is done by it.
    """
    with within(record, exclusive=True):
        at = env.clock.now()
        gathered = facts.about_record(
            record, action=Action.CLOSE_EMERGENCY_ACCESS, actor=actor, at=at, policy=env.policy
        )
        decision = decide(gathered.facts)
        record_key = write_down(decision, gathered.wrapped_key, env=env)
        if isinstance(decision, Refusal):
            return decision
        for opened in emergencies.accesses(record, record_key=record_key):
            if opened.practitioner == actor.identifier and opened.access.is_living(at=at):
                emergencies.close_access(record, opened.id, at=at)
    return EmergencyClosed()
