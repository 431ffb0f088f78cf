"""Read one document: gather, decide, write down, open."""

from collections.abc import Iterator
from dataclasses import dataclass

from carnet.core.access.actions import Action
from carnet.core.access.actors import Actor
from carnet.core.access.decide import decide
from carnet.core.access.decision import Permit, Refusal
from carnet.core.identifiers import DocumentId, RecordId
from carnet.ports.environment import Environment
from carnet.store import facts
from carnet.store.context import within
from carnet.usecases.notices.first_access import tell_first_access
from carnet.usecases.trace import write_down


@dataclass(frozen=True, slots=True, repr=False)
class OpenedDocument:
    """The bytes of a document, streaming, and what they are: ``size`` of them, of ``mime_type``."""

    mime_type: str
    size: int
    chunks: Iterator[bytes]

    def __repr__(self) -> str:
        """Hide the content."""
        return "OpenedDocument(…)"


def read_document(
    record: RecordId, document: DocumentId, *, actor: Actor, env: Environment
) -> OpenedDocument | Refusal:
    """Open a document for somebody (DMP TD3.2, ITI-68).

    The trace is committed before the first byte can leave. A document that is hidden, deleted or that never was is
    refused alike.
    """
    with within(record):
        gathered = facts.about_document(
            record, document, action=Action.READ_DOCUMENT, actor=actor, at=env.clock.now(), policy=env.policy
        )
        decision = decide(gathered.facts)
        record_key = write_down(decision, gathered.wrapped_key, env=env)
        tell_first_access(decision, gathered.is_first_access, env=env)
    match decision:
        case Permit() as permit if gathered.document is not None:
            metadata = gathered.document.metadata
            return OpenedDocument(metadata.mime_type, metadata.size, env.blobs.open(permit, record_key=record_key))
        case Refusal() as refusal:
            return refusal
        case _:
            raise RuntimeError("a permit to read was given for no document")
