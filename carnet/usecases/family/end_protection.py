"""The desk writes down that an adult is protected no longer: nobody represents them any more."""

from dataclasses import dataclass

from carnet.core.access.actions import Action
from carnet.core.access.actors import SupportAgent
from carnet.core.access.decide import decide
from carnet.core.access.decision import Permit, Refusal
from carnet.core.identifiers import RecordId
from carnet.ports.environment import Environment
from carnet.store import facts, records
from carnet.store.context import within
from carnet.usecases.family.end_representation import end_powers
from carnet.usecases.family.stand_alone import stand_alone
from carnet.usecases.trace import write_down


@dataclass(frozen=True, slots=True)
class ProtectionEnded:
    """Nobody represents the adult, and nothing is left of what others set up; what they had hidden stays hidden."""


@dataclass(frozen=True, slots=True)
class NotProtected:
    """Nothing was written: no judge protects this person."""


def end_protection(
    record: RecordId, *, proof: str, actor: SupportAgent, env: Environment
) -> ProtectionEnded | NotProtected | Refusal:
    """Write the end of a protection down, effective at once (product.md, « The day of 18 »: end of guardianship too).

    ``proof``: the code of the judgment. The person's own account is closed with the rest, since a guardian may know
    what opens it: it is reissued to them at once, with a channel of their own.
    """
    with within(record, exclusive=True):
        at = env.clock.now()
        gathered = facts.about_record(record, action=Action.RECORD_PROTECTION, actor=actor, at=at, policy=env.policy)
        decision = decide(gathered.facts)
        fits = isinstance(decision, Permit) and gathered.facts.record.protected_at is not None
        record_key = write_down(decision, gathered.wrapped_key, env=env, detail=f"ended {proof}", is_defective=not fits)
        if isinstance(decision, Refusal):
            return decision
        if not fits:
            return NotProtected()
        records.protect(record, at=None)
        end_powers(record, at=at, env=env)
        stand_alone(record, at=at, record_key=record_key, env=env)
    return ProtectionEnded()
