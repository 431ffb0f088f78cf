"""Keep a document secret from everybody but its author, and lift the secret."""

from dataclasses import dataclass

from carnet.core.access.actions import Action
from carnet.core.access.actors import Actor
from carnet.core.access.decision import Refusal
from carnet.core.documents.hiding import Hiding
from carnet.core.identifiers import DocumentId, RecordId
from carnet.ports.environment import Environment
from carnet.usecases.confidentiality.hiding import change_hiding


@dataclass(frozen=True, slots=True)
class SecrecyChanged:
    """``is_secret``: whether nobody but the holder and the author reads the document now, emergencies included."""

    document: DocumentId
    is_secret: bool


def keep_secret(record: RecordId, document: DocumentId, *, actor: Actor, env: Environment) -> SecrecyChanged | Refusal:
    """Withhold a document from everybody but the holder and its author, at once (product.md, « Masking »)."""
    refused = change_hiding(Action.KEEP_SECRET, record, document, Hiding.SECRET, hides=True, actor=actor, env=env)
    return refused or SecrecyChanged(document, is_secret=True)


def lift_secret(record: RecordId, document: DocumentId, *, actor: Actor, env: Environment) -> SecrecyChanged | Refusal:
    """Give a secret document the visibility that it would have without: a mask put on it before still holds."""
    refused = change_hiding(Action.LIFT_SECRET, record, document, Hiding.SECRET, hides=False, actor=actor, env=env)
    return refused or SecrecyChanged(document, is_secret=False)
