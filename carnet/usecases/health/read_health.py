"""Somebody from the person's side reads « Ma santé »."""

from dataclasses import dataclass

from carnet.core.access.actions import Action
from carnet.core.access.actors import Actor
from carnet.core.access.decide import decide
from carnet.core.access.decision import Refusal
from carnet.core.identifiers import RecordId
from carnet.ports.environment import Environment
from carnet.store import facts
from carnet.store.context import within
from carnet.usecases.health.directives import directives_shown
from carnet.usecases.health.own_health import OwnHealth, own_health
from carnet.usecases.reading.shown_document import ShownDocument
from carnet.usecases.trace import write_down


@dataclass(frozen=True, slots=True, repr=False)
class HealthRead:
    """The page. ``directives``: the current documents of advance directives that this reader may see, newest first."""

    own: OwnHealth
    directives: tuple[ShownDocument, ...]

    def __repr__(self) -> str:
        """Hide the content."""
        return "HealthRead(…)"


def read_health(record: RecordId, *, actor: Actor, env: Environment) -> HealthRead | Refusal:
    """Read what was written of the person's health, each entry decided (features.md H17; interface.md P14)."""
    with within(record):
        gathered = facts.about_documents(
            record, action=Action.READ_HEALTH, actor=actor, at=env.clock.now(), policy=env.policy
        )
        decision = decide(gathered.facts)
        record_key = write_down(decision, gathered.wrapped_key, env=env)
        if isinstance(decision, Refusal):
            return decision
        own = own_health(gathered.facts, record_key=record_key)
    return HealthRead(own, directives_shown(gathered, record_key=record_key))
