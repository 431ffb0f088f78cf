"""What somebody may know of the person of a record: who they are, for the person's own side; a number, for care."""

from dataclasses import dataclass

from carnet.core.access.actions import Action
from carnet.core.access.actors import Actor
from carnet.core.access.decide import decide
from carnet.core.access.decision import Refusal
from carnet.core.access.existence import glimpse, tells_identity
from carnet.core.identifiers import RecordId
from carnet.ports.environment import Environment
from carnet.store import facts
from carnet.store.context import within
from carnet.usecases.reading.shown_person import ShownPerson, shown_person
from carnet.usecases.record.check_record import CheckedRecord
from carnet.usecases.trace import write_down


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """What the asker learns, as by TD0.2; ``person``: who they are, for those who may be told."""

    checked: CheckedRecord
    person: ShownPerson | None


def read_person(record: RecordId, *, actor: Actor, env: Environment) -> KnownPerson | Refusal:
    """Read the person of a record that was looked up before (PDQm, ITI-78, « read »). It is traced like a look-up."""
    with within(record):
        gathered = facts.about_record(
            record, action=Action.CHECK_RECORD, actor=actor, at=env.clock.now(), policy=env.policy
        )
        decision = decide(gathered.facts)
        record_key = write_down(decision, gathered.wrapped_key, env=env)
        if isinstance(decision, Refusal):
            return decision
        seen = glimpse(decision)
        person = shown_person(record, record_key=record_key) if seen.exists and tells_identity(decision) else None
    return KnownPerson(CheckedRecord(record, seen, None), person)
