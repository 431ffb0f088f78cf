"""Give the status of *médecin traitant DMP* to an authorised doctor."""

from dataclasses import dataclass, replace

from carnet.core.access.actions import Action
from carnet.core.access.actors import Actor, Professional
from carnet.core.access.decide import decide
from carnet.core.access.decision import Permit, Refusal
from carnet.core.consent.agreement import Agreement
from carnet.core.identifiers import PractitionerId, RecordId
from carnet.ports.environment import Environment
from carnet.store import consents, facts
from carnet.store.context import within
from carnet.usecases.consent.concerned import concerned_party, gather_concerned
from carnet.usecases.notices.owe_notice import owe_notice
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
    agreement: Agreement | None = None,
    actor: Actor,
    env: Environment,
) -> Named | Refusal:
    """Name a doctor.

    ``keeps_others``: leave the status to those who have it too (one by default, several if the person wishes).
    ``agreement``: what proves that the person agreed, when a treating physician passes their own status on: a paper
    that was signed (``confirm_agreement`` takes a code). They pass on theirs only, and the person is told.
    """
    with within(record, exclusive=True):
        at = env.clock.now()
        gathered = facts.about_record(
            record,
            action=Action.NAME_TREATING_PHYSICIAN,
            actor=actor,
            at=at,
            policy=env.policy,
        )
        concerned = gather_concerned(record, practitioner)
        decision = decide(replace(gathered.facts, concerned=concerned, agreement=agreement))
        detail = agreement.written if agreement is not None else ""
        write_down(decision, gathered.wrapped_key, env=env, concerned=concerned_party(practitioner), detail=detail)
        if isinstance(decision, Refusal):
            return decision
        give_status(decision, practitioner, keeps_others=keeps_others, env=env)
    return Named(practitioner)


def give_status(permit: Permit, practitioner: PractitionerId, *, keeps_others: bool, env: Environment) -> None:
    """Give the status, after its trace and inside ``within(record, exclusive=True)``.

    The person replaces whoever had it, or keeps them; a treating physician passes on their own, and the person is told
    of it by their usual channel.
    """
    facts_then = permit.facts
    record, at, actor = facts_then.record.id, facts_then.at, facts_then.actor
    for other in consents.treating_physicians(record):
        is_replaced = other == actor.identifier if isinstance(actor, Professional) else not keeps_others
        if is_replaced and other != practitioner:
            consents.end_treating_physician(record, other, at=at)
    consents.name_treating_physician(record, practitioner, at=at)
    if isinstance(actor, Professional):
        owe_notice(record, kind="treating-physician", at=at, env=env)
