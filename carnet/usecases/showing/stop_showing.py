"""Stop showing, at any moment: from then on nobody reads by that code, whoever has opened it."""

from dataclasses import dataclass
from uuid import UUID

from carnet.core.access.actions import Action
from carnet.core.access.actors import Actor
from carnet.core.access.decide import decide
from carnet.core.access.decision import Refusal
from carnet.core.identifiers import RecordId
from carnet.ports.environment import Environment
from carnet.store import facts, showings
from carnet.store.context import within
from carnet.usecases.showing.follow_showing import SHOWN_FOR, theirs
from carnet.usecases.trace import write_down


@dataclass(frozen=True, slots=True)
class ShowingStopped:
    """Nothing is shown by it any more; stopping once more changes nothing."""


@dataclass(frozen=True, slots=True)
class NoSuchShowing:
    """Nothing was done: this actor shows nothing of that number."""


def stop_showing(
    record: RecordId, showing: UUID, *, actor: Actor, env: Environment
) -> ShowingStopped | NoSuchShowing | Refusal:
    """Stop (interface.md P20: « stop now »). Whoever reads just now has read; the next request is refused."""
    with within(record, exclusive=True):
        at = env.clock.now()
        gathered = facts.about_record(record, action=Action.STOP_SHOWING, actor=actor, at=at, policy=env.policy)
        decision = decide(gathered.facts)
        record_key = env.keyring.open_record_key(gathered.wrapped_key, record=gathered.facts.record.id.bytes)
        kept = theirs(showings.showings(record, record_key=record_key, since=at - SHOWN_FOR), actor)
        found = next((one for one in kept if one.id == showing), None)
        named = tuple(sorted(found.documents or ())) if found is not None else ()
        write_down(decision, gathered.wrapped_key, env=env, documents=named, is_defective=found is None)
        if isinstance(decision, Refusal):
            return decision
        if found is None:
            return NoSuchShowing()
        showings.stop(record, showing, at=at)
    return ShowingStopped()
