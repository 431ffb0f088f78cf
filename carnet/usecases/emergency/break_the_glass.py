"""Open a record before an immediate danger, with a written reason, for a while, told to the patient at once."""

from dataclasses import dataclass

from carnet.core.access.actions import Action
from carnet.core.access.actors import Professional
from carnet.core.access.decide import decide
from carnet.core.access.decision import Refusal
from carnet.core.audit.events import secret_visit_of
from carnet.core.emergency.access import BREAK_THE_GLASS_LASTS, SHORTEST_REASON, EmergencyAccess, EmergencyMode
from carnet.core.identifiers import RecordId
from carnet.ports.environment import Environment
from carnet.store import facts
from carnet.store.context import within
from carnet.usecases.emergency.opened import keep_emergency, no_longer_than_the_visit
from carnet.usecases.record.find_record import RecordReference, find_record
from carnet.usecases.trace import write_down


@dataclass(frozen=True, slots=True)
class GlassBroken:
    """The record is open to this professional until ``access.until``."""

    record: RecordId
    access: EmergencyAccess


@dataclass(frozen=True, slots=True)
class ReasonTooShort:
    """No reason was written: at least ``at_least`` characters. Nothing was asked of any record."""

    at_least: int = SHORTEST_REASON


def break_the_glass(
    reference: RecordReference, *, reason: str, actor: Professional, env: Environment
) -> GlassBroken | ReasonTooShort | Refusal:
    """Break the glass, or renew it by a new reason (EX_0.2-1040, 1050; product.md, « Emergency »).

    Opposed, blocked, closed and absent give one answer. The attempt is traced either way; an opening becomes a case
    that a reviewer must close, and is told at once: to the person, and to their treating physicians.
    """
    written = reason.strip()
    if len(written) < SHORTEST_REASON:
        return ReasonTooShort()
    record = find_record(reference, env=env)
    with within(record):
        at = env.clock.now()
        gathered = facts.about_record(record, action=Action.BREAK_THE_GLASS, actor=actor, at=at, policy=env.policy)
        decision = decide(gathered.facts)
        record_key = write_down(decision, gathered.wrapped_key, env=env, reason=written)
        if isinstance(decision, Refusal):
            return decision
        access = EmergencyAccess(EmergencyMode.BREAK_THE_GLASS, at, at + BREAK_THE_GLASS_LASTS)
        access = no_longer_than_the_visit(access, gathered.facts)
        keep_emergency(
            record,
            access,
            justification=written,
            record_key=record_key,
            in_secret_visit=secret_visit_of(gathered.facts) is not None,
            actor=actor,
            env=env,
        )
    return GlassBroken(record, access)
