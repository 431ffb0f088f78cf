"""At a minor's request, a document is read by their representatives with a doctor only."""

from dataclasses import dataclass

from carnet.core.access.actions import Action
from carnet.core.access.actors import Professional
from carnet.core.access.decide import decide
from carnet.core.access.decision import Refusal
from carnet.core.documents.hiding import Hiding
from carnet.core.identifiers import DocumentId, RecordId
from carnet.ports.environment import Environment
from carnet.store import documents, facts
from carnet.store.context import within
from carnet.usecases.trace import write_down


@dataclass(frozen=True, slots=True)
class ReadWithADoctor:
    """Representatives learn that a document is to be read with a doctor, and nothing else of it."""

    document: DocumentId


def require_a_doctor(
    record: RecordId, document: DocumentId, *, minor_asks: bool, actor: Professional, env: Environment
) -> ReadWithADoctor | Refusal:
    """Keep a document for a reading beside a doctor, in the doctor's own access (FAQ dmp.fr 2018).

    ``minor_asks``: the professional's statement that the minor, present, asks for it.
    """
    with within(record, exclusive=True):
        at, event = env.clock.now(), env.chance.identifier()
        gathered = facts.about_document(
            record,
            document,
            action=Action.REQUIRE_A_DOCTOR,
            actor=actor,
            at=at,
            policy=env.policy,
            declares_presence=minor_asks,
        )
        decision = decide(gathered.facts)
        write_down(decision, gathered.wrapped_key, env=env, event=event)
        if isinstance(decision, Refusal):
            return decision
        current = gathered.facts.document
        if current is not None and Hiding.WITH_A_DOCTOR not in current.hidings:
            documents.change_visibility(
                record,
                document,
                hidings=current.hidings | {Hiding.WITH_A_DOCTOR},
                at=at,
                event=event,
                entry_uuid=env.chance.identifier(),
            )
    return ReadWithADoctor(document)
