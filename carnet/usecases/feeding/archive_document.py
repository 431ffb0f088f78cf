"""Put a document away without deleting it, and take it out again."""

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
class Shelved:
    """Where the document is now. ``is_archived``: false for one that is current."""

    document: DocumentId
    is_archived: bool


@dataclass(frozen=True, slots=True)
class NotShelvable:
    """Nothing was done: an older version goes with the one that replaced it."""


def archive_document(
    record: RecordId, document: DocumentId, *, actor: Actor, env: Environment
) -> Shelved | NotShelvable | Refusal:
    """Archive a document (DMP TD3.3d): it leaves the list of current ones, and whoever could read it still can."""
    with within(record, exclusive=True):
        return move(Action.ARCHIVE_DOCUMENT, record, document, actor=actor, env=env)


def unarchive_document(
    record: RecordId, document: DocumentId, *, actor: Actor, env: Environment
) -> Shelved | NotShelvable | Refusal:
    """Make an archived document current again."""
    with within(record, exclusive=True):
        return move(Action.UNARCHIVE_DOCUMENT, record, document, actor=actor, env=env)


def move(
    action: Action, record: RecordId, document: DocumentId, *, actor: Actor, env: Environment
) -> Shelved | NotShelvable | Refusal:
    """Put a document away, or take it out: ``action``. Inside ``within(record, exclusive=True)``."""
    wanted = DocumentStatus.ARCHIVED if action is Action.ARCHIVE_DOCUMENT else DocumentStatus.CURRENT
    decided = decide_on_document(action, record, document, actor=actor, env=env)
    if isinstance(decided, Refusal):
        return decided
    status = decided.document.status
    if status is DocumentStatus.SUPERSEDED:
        return NotShelvable()
    if status is not wanted:
        documents.change_status(
            record, document, wanted, at=decided.at, event=decided.event, entry_uuid=env.chance.identifier()
        )
    return Shelved(document, is_archived=wanted is DocumentStatus.ARCHIVED)
