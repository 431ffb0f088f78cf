"""The desk writes down that a judge has let a minor act alone."""

from dataclasses import dataclass

from carnet.core.access.actions import Action
from carnet.core.access.actors import SupportAgent
from carnet.core.access.decide import decide
from carnet.core.access.decision import Permit, Refusal
from carnet.core.identifiers import RecordId
from carnet.core.record.majority import may_be_emancipated
from carnet.ports.environment import Environment
from carnet.store import facts, records
from carnet.store.context import within
from carnet.usecases.family.end_representation import end_powers
from carnet.usecases.family.stand_alone import stand_alone
from carnet.usecases.trace import write_down


@dataclass(frozen=True, slots=True)
class Emancipated:
    """From the next request on nobody represents the minor, and nothing is left of what others set up."""


@dataclass(frozen=True, slots=True)
class NotOfThatAge:
    """Nothing was written: only a minor of sixteen or more is emancipated."""


def record_emancipation(
    record: RecordId, *, proof: str, actor: SupportAgent, env: Environment
) -> Emancipated | NotOfThatAge | Refusal:
    """Write an emancipation down, effective at once. ``proof``: the code of the judgment that was shown."""
    with within(record, exclusive=True):
        at = env.clock.now()
        gathered = facts.about_record(record, action=Action.RECORD_EMANCIPATION, actor=actor, at=at, policy=env.policy)
        decision = decide(gathered.facts)
        fits = isinstance(decision, Permit) and may_be_emancipated(gathered.facts.record.birth_date, at=at)
        record_key = write_down(decision, gathered.wrapped_key, env=env, detail=proof, is_defective=not fits)
        if isinstance(decision, Refusal):
            return decision
        if not fits:
            return NotOfThatAge()
        records.emancipate(record, at=at)
        end_powers(record, at=at, env=env)
        stand_alone(record, at=at, record_key=record_key, env=env)
    return Emancipated()
