"""Set the three switches that say what an emergency may open."""

from dataclasses import dataclass, replace

from carnet.core.access.actions import Action
from carnet.core.access.actors import Actor
from carnet.core.access.decide import decide
from carnet.core.access.decision import Refusal
from carnet.core.emergency.access import EmergencySwitches
from carnet.core.identifiers import RecordId
from carnet.ports.environment import Environment
from carnet.store import facts, joint_agreements, records
from carnet.store.context import within
from carnet.usecases.trace import write_down


@dataclass(frozen=True, slots=True)
class Chosen:
    """What holds from now on."""

    switches: EmergencySwitches


def choose_emergency_access(
    record: RecordId,
    switches: EmergencySwitches,
    *,
    person_is_present: bool = False,
    actor: Actor,
    env: Environment,
) -> Chosen | Refusal:
    """Change all three switches at once. ``person_is_present``: the statement of a professional who sets them.

    A parent who refuses an emergency that is allowed needs the other's agreement, where there are two (product.md,
    « Separated parents »); it serves once.
    """
    with within(record, exclusive=True):
        gathered = facts.about_record(
            record,
            action=Action.CHOOSE_EMERGENCY_ACCESS,
            actor=actor,
            at=env.clock.now(),
            policy=env.policy,
            declares_presence=person_is_present,
        )
        refuses = _refuses(switches, gathered.facts.record.switches)
        decision = decide(replace(gathered.facts, refuses_emergencies=refuses))
        write_down(decision, gathered.wrapped_key, env=env, detail=_written(switches))
        if isinstance(decision, Refusal):
            return decision
        records.choose_switches(record, switches)
        if refuses:
            joint_agreements.mark_used(record, Action.CHOOSE_EMERGENCY_ACCESS, at=decision.facts.at)
    return Chosen(switches)


def _refuses(wanted: EmergencySwitches, now: EmergencySwitches) -> bool:
    return (now.samu and not wanted.samu) or (now.break_the_glass and not wanted.break_the_glass)


def _written(switches: EmergencySwitches) -> str:
    on = [name for name in ("samu", "break_the_glass", "masked_documents") if getattr(switches, name)]
    return " ".join(on) or "none"
