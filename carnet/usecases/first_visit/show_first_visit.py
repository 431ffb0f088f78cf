"""Show somebody what is good to look at first, and what of it is done."""

from carnet.core.access.actions import Action
from carnet.core.access.actors import Actor
from carnet.core.access.decide import decide
from carnet.core.access.decision import Refusal
from carnet.core.identifiers import RecordId
from carnet.core.record.first_visit import FirstVisit
from carnet.ports.environment import Environment
from carnet.store import facts
from carnet.store.context import within
from carnet.usecases.first_visit.first_steps import first_steps
from carnet.usecases.health.own_health import vital_blocks
from carnet.usecases.trace import write_down


def show_first_visit(record: RecordId, *, actor: Actor, env: Environment) -> FirstVisit | Refusal:
    """Show the steps to whoever manages the record; a carer manages nothing, and has none (issue 7, « First visit »).

    It tells who is let in and what was chosen for emergencies: it is asked, and traced, as reading the access rights.
    """
    with within(record):
        gathered = facts.about_record(
            record, action=Action.READ_ACCESS_RIGHTS, actor=actor, at=env.clock.now(), policy=env.policy
        )
        decision = decide(gathered.facts)
        record_key = write_down(decision, gathered.wrapped_key, env=env, detail="first-visit")
        if isinstance(decision, Refusal):
            return decision
        return first_steps(gathered.facts, vital_blocks(gathered.facts, record_key=record_key))
