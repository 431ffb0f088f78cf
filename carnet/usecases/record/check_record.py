"""Whether a record exists, can be fed, and may be consulted by the one who asks (TD0.2)."""

from dataclasses import dataclass

from carnet.core.access.actions import Action
from carnet.core.access.actors import Actor
from carnet.core.access.decide import decide
from carnet.core.access.decision import Refusal
from carnet.core.access.existence import Glimpse, glimpse
from carnet.core.identifiers import PatientIdentifier, RecordId
from carnet.ports.environment import Environment
from carnet.store import facts
from carnet.store.context import within
from carnet.usecases.record.find_record import RecordReference, find_record
from carnet.usecases.trace import write_down


@dataclass(frozen=True, slots=True)
class CheckedRecord:
    """What the asker learns. ``identifier``: the one that they asked with, if they did; no trait of the person."""

    record: RecordId
    glimpse: Glimpse
    identifier: PatientIdentifier | None


def check_record(
    reference: RecordReference, *, alone_with_a_minor: bool = False, actor: Actor, env: Environment
) -> CheckedRecord | Refusal:
    """Answer TD0.2 to somebody who takes part in care, or to the holder.

    ``alone_with_a_minor``: whether it leads to a visit that representatives do not see; its line is then kept from them
    like the lines of the visit (product.md, « A minor's secret visit »): it would tell of it by its hour.
    """
    record = find_record(reference, env=env)
    with within(record):
        gathered = facts.about_record(
            record, action=Action.CHECK_RECORD, actor=actor, at=env.clock.now(), policy=env.policy
        )
        decision = decide(gathered.facts)
        secret = env.chance.identifier() if alone_with_a_minor else None
        write_down(decision, gathered.wrapped_key, env=env, secret_visit=secret)
    if isinstance(decision, Refusal):
        return decision
    identifier = reference if isinstance(reference, PatientIdentifier) else None
    return CheckedRecord(record, glimpse(decision), identifier)
