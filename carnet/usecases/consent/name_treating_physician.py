"""Give the status of *médecin traitant DMP* to an authorised doctor."""

from dataclasses import dataclass, replace

from carnet.core.access.actions import Action
from carnet.core.access.actors import Actor
from carnet.core.access.decide import decide
from carnet.core.access.decision import Refusal
from carnet.core.identifiers import PractitionerId, RecordId
from carnet.ports.environment import Environment
from carnet.store import consents, facts
from carnet.store.context import within
from carnet.usecases.consent.concerned import concerned_party, gather_concerned
from carnet.usecases.trace import write_down


@dataclass(frozen=True, slots=True)
class Named:
    """The doctor who now holds the status."""

    practitioner: PractitionerId


def name_treating_physician(
    record: RecordId,
    practitioner: PractitionerId,
    *,
    keeps_others: bool = False,
    person_agrees: bool = False,
    actor: Actor,
    env: Environment,
) -> Named | Refusal:
    """Name a doctor.

    ``keeps_others``: leave the status to those who have it too (one by default, several if the person wishes).
    ``person_agrees``: a treating physician's statement, when they pass the status on, that the person agreed.
    """
    with within(record, exclusive=True):
        at = env.clock.now()
        gathered = facts.about_record(
            record,
            action=Action.NAME_TREATING_PHYSICIAN,
            actor=actor,
            at=at,
            policy=env.policy,
            declares_presence=person_agrees,
        )
        decision = decide(replace(gathered.facts, concerned=gather_concerned(record, practitioner)))
        write_down(decision, gathered.wrapped_key, env=env, concerned=concerned_party(practitioner))
        if isinstance(decision, Refusal):
            return decision
        for other in consents.treating_physicians(record):
            if not keeps_others and other != practitioner:
                consents.end_treating_physician(record, other, at=at)
        consents.name_treating_physician(record, practitioner, at=at)
    return Named(practitioner)
