"""One way of hiding put on a document, or taken away: decided, traced, and done when it changes something."""

from carnet.core.access.actions import Action
from carnet.core.access.actors import Actor
from carnet.core.access.decision import Refusal
from carnet.core.documents.hiding import Hiding
from carnet.core.identifiers import DocumentId, RecordId
from carnet.ports.environment import Environment
from carnet.store import documents
from carnet.store.context import within
from carnet.usecases.confidentiality.decided import decide_on_document


def change_hiding(
    action: Action,
    record: RecordId,
    document: DocumentId,
    hiding: Hiding,
    *,
    hides: bool,
    actor: Actor,
    env: Environment,
) -> Refusal | None:
    """Put ``hiding`` on a document, or take it away, by ``action``; nothing when it is done."""
    with within(record, exclusive=True):
        decided = decide_on_document(action, record, document, actor=actor, env=env)
        if isinstance(decided, Refusal):
            return decided
        hidings = decided.document.hidings
        wanted = hidings | {hiding} if hides else hidings - {hiding}
        if wanted != hidings:
            documents.change_visibility(
                record,
                document,
                hidings=wanted,
                at=decided.at,
                event=decided.event,
                entry_uuid=env.chance.identifier(),
            )
    return None
