"""Accept or refuse what somebody blocked has deposited."""

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
class Checked:
    """What became of the deposit. ``is_accepted``: false when it left the record, for everybody and for good."""

    document: DocumentId
    is_accepted: bool


def check_deposit(
    record: RecordId, document: DocumentId, *, accepts: bool, actor: Actor, env: Environment
) -> Checked | Refusal:
    """Answer for one document that waits under « À vérifier » (product.md, « Reading passes three gates »).

    Accepted, it is a document like another; refused, it is deleted, and the history keeps its lines.
    """
    with within(record, exclusive=True):
        decided = decide_on_document(
            Action.CHECK_DEPOSIT,
            record,
            document,
            detail="accepted" if accepts else "refused",
            actor=actor,
            env=env,
        )
        if isinstance(decided, Refusal):
            return decided
        entry_uuid = env.chance.identifier()
        at, event = decided.at, decided.event
        if accepts:
            documents.change_visibility(record, document, awaits_check=False, at=at, event=event, entry_uuid=entry_uuid)
        else:
            documents.change_status(record, document, DocumentStatus.DELETED, at=at, event=event, entry_uuid=entry_uuid)
    return Checked(document, is_accepted=accepts)
