"""Delete a document: its author, or the person for what they brought themselves. Logical, and final."""

from dataclasses import dataclass

from carnet.core.access.actions import Action
from carnet.core.access.actors import Actor
from carnet.core.access.decision import Refusal
from carnet.core.documents.entry import DocumentStatus
from carnet.core.identifiers import DocumentId, RecordId
from carnet.ports.environment import Environment
from carnet.store import documents
from carnet.store.context import within
from carnet.usecases.confidentiality.decided import decide_on_document


@dataclass(frozen=True, slots=True)
class Deleted:
    """Nobody reads the document any more; its lines remain in the history."""

    document: DocumentId


def delete_document(record: RecordId, document: DocumentId, *, actor: Actor, env: Environment) -> Deleted | Refusal:
    """Delete a document (DMP TD3.3c), without reading it: an author may, even blocked or no longer authorised."""
    with within(record, exclusive=True):
        decided = decide_on_document(Action.DELETE_DOCUMENT, record, document, actor=actor, env=env)
        if isinstance(decided, Refusal):
            return decided
        documents.change_status(
            record,
            document,
            DocumentStatus.DELETED,
            at=decided.at,
            event=decided.event,
            entry_uuid=env.chance.identifier(),
        )
    return Deleted(document)
