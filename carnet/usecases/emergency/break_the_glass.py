"""Open a record before an immediate danger, with a written reason, for a while, told to the patient at once."""

from dataclasses import dataclass

from carnet.core.access.actions import Action
from carnet.core.access.actors import Professional
from carnet.core.access.decision import Refusal
from carnet.core.emergency.access import SHORTEST_REASON, EmergencyAccess, EmergencyMode
from carnet.core.identifiers import RecordId
from carnet.ports.environment import Environment
from carnet.usecases.emergency.opened import open_emergency
from carnet.usecases.record.find_record import RecordReference


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
    opened = open_emergency(
        reference,
        EmergencyMode.BREAK_THE_GLASS,
        action=Action.BREAK_THE_GLASS,
        justification=written,
        actor=actor,
        env=env,
    )
    return opened if isinstance(opened, Refusal) else GlassBroken(*opened)
