"""Put steps of a first visit off, or take them up again."""

from collections.abc import Collection
from dataclasses import dataclass

from carnet.core.access.actions import Action
from carnet.core.access.actors import Actor
from carnet.core.access.decide import decide
from carnet.core.access.decision import Refusal
from carnet.core.identifiers import RecordId
from carnet.core.record.first_visit import Step
from carnet.ports.environment import Environment
from carnet.store import facts, first_visits
from carnet.store.context import within
from carnet.usecases.first_visit.first_steps import account_behind
from carnet.usecases.trace import write_down

LATER, AGAIN = "first-visit-later", "first-visit-again"
"""What it is called in the history."""


@dataclass(frozen=True, slots=True)
class StepsKept:
    """It is kept as wanted, whatever it was before."""


def put_off_steps(record: RecordId, steps: Collection[Step], *, actor: Actor, env: Environment) -> StepsKept | Refusal:
    """Keep that somebody wants these steps later: nothing is asked of them again until they want it.

    It is a person's own, says nothing to anybody else and changes no right: whoever may see the steps may put them off.
    """
    return _keep(record, steps, later=True, actor=actor, env=env)


def take_up_steps(record: RecordId, steps: Collection[Step], *, actor: Actor, env: Environment) -> StepsKept | Refusal:
    """Keep that they want to see them again."""
    return _keep(record, steps, later=False, actor=actor, env=env)


def _keep(
    record: RecordId, steps: Collection[Step], *, later: bool, actor: Actor, env: Environment
) -> StepsKept | Refusal:
    with within(record):
        at = env.clock.now()
        gathered = facts.about_record(record, action=Action.READ_ACCESS_RIGHTS, actor=actor, at=at, policy=env.policy)
        decision = decide(gathered.facts)
        write_down(decision, gathered.wrapped_key, env=env, detail=LATER if later else AGAIN)
        if isinstance(decision, Refusal):
            return decision
        account = account_behind(gathered.facts)
        if later:
            first_visits.put_off(record, steps, account=account, at=at)
        else:
            first_visits.take_up(record, steps, account=account)
    return StepsKept()
