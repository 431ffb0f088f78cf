"""Put several documents away at once, or take them out again: each is decided for itself."""

from collections.abc import Sequence
from dataclasses import dataclass

from carnet.core.access.actions import Action
from carnet.core.access.actors import Actor
from carnet.core.identifiers import DocumentId, RecordId
from carnet.ports.environment import Environment
from carnet.store.context import within
from carnet.usecases.feeding.archive_document import Shelved, move


@dataclass(frozen=True, slots=True)
class ShelvedSeveral:
    """Those that were moved. ``others``: how many were not, whatever the reason."""

    documents: tuple[DocumentId, ...]
    others: int


def archive_documents(
    record: RecordId, documents: Sequence[DocumentId], *, actor: Actor, env: Environment
) -> ShelvedSeveral:
    """Archive these documents (DMP TD3.3d), each with its own decision and its own line in the history.

    What this person may not archive stays as it is; what they may not see counts as what never was.
    """
    return _move(Action.ARCHIVE_DOCUMENT, record, documents, actor=actor, env=env)


def unarchive_documents(
    record: RecordId, documents: Sequence[DocumentId], *, actor: Actor, env: Environment
) -> ShelvedSeveral:
    """Make these archived documents current again, likewise."""
    return _move(Action.UNARCHIVE_DOCUMENT, record, documents, actor=actor, env=env)


def _move(
    action: Action, record: RecordId, documents: Sequence[DocumentId], *, actor: Actor, env: Environment
) -> ShelvedSeveral:
    with within(record, exclusive=True):
        answers = [move(action, record, document, actor=actor, env=env) for document in dict.fromkeys(documents)]
    moved = tuple(answer.document for answer in answers if isinstance(answer, Shelved))
    return ShelvedSeveral(moved, len(answers) - len(moved))
