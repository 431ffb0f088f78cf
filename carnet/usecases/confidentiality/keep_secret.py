"""Keep a document secret from everybody but its author, and lift the secret."""

from dataclasses import dataclass

from carnet.core.access.actions import Action
from carnet.core.access.actors import Actor
from carnet.core.access.decision import Refusal
from carnet.core.documents.hiding import Hiding
from carnet.core.identifiers import DocumentId, RecordId
from carnet.ports.environment import Environment
from carnet.store import documents
from carnet.store.context import within
from carnet.usecases.confidentiality.decided import decide_on_document


@dataclass(frozen=True, slots=True)
class SecrecyChanged:
    """``is_secret``: whether nobody but the holder and the author reads the document now, emergencies included."""

    document: DocumentId
    is_secret: bool


def keep_secret(record: RecordId, document: DocumentId, *, actor: Actor, env: Environment) -> SecrecyChanged | Refusal:
    """Withhold a document from everybody but the holder and its author, at once (product.md, « Masking »)."""
    return _change(Action.KEEP_SECRET, record, document, actor=actor, env=env)


def lift_secret(record: RecordId, document: DocumentId, *, actor: Actor, env: Environment) -> SecrecyChanged | Refusal:
    """Give a secret document the visibility that it would have without: a mask put on it before still holds."""
    return _change(Action.LIFT_SECRET, record, document, actor=actor, env=env)


def _change(
    action: Action, record: RecordId, document: DocumentId, *, actor: Actor, env: Environment
) -> SecrecyChanged | Refusal:
    with within(record, exclusive=True):
        decided = decide_on_document(action, record, document, actor=actor, env=env)
        if isinstance(decided, Refusal):
            return decided
        hidings = decided.document.hidings
        wanted = hidings | {Hiding.SECRET} if action is Action.KEEP_SECRET else hidings - {Hiding.SECRET}
        if wanted != hidings:
            documents.change_visibility(
                record,
                document,
                hidings=wanted,
                at=decided.at,
                event=decided.event,
                entry_uuid=env.chance.identifier(),
            )
    return SecrecyChanged(document, is_secret=Hiding.SECRET in wanted)
