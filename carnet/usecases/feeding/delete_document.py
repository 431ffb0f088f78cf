"""Delete a document: its author, or the person for what they brought themselves. Logical, and final."""

from dataclasses import dataclass

from carnet.core.access.actions import Action
from carnet.core.access.actors import Actor
from carnet.core.access.decision import Refusal
from carnet.core.accounts.professional_notices import NoticeKind
from carnet.core.audit.events import party
from carnet.core.claims.claim import Did, Step
from carnet.core.claims.who_answers import ABOUT_A_DOCUMENT
from carnet.core.documents.entry import DocumentStatus
from carnet.core.documents.hiding import Hiding
from carnet.core.identifiers import DocumentId, RecordId
from carnet.ports.environment import Environment
from carnet.store import documents
from carnet.store.context import within
from carnet.usecases.claims.keep_claim import settle_claims
from carnet.usecases.confidentiality.decided import decide_on_document
from carnet.usecases.confidentiality.readers_of import readers_of
from carnet.usecases.professional.owe_professional_notice import owe_professional_notice


@dataclass(frozen=True, slots=True)
class Deleted:
    """Nobody reads the document any more; its lines remain in the history."""

    document: DocumentId


def delete_document(record: RecordId, document: DocumentId, *, actor: Actor, env: Environment) -> Deleted | Refusal:
    """Delete a document (DMP TD3.3c), without reading it: an author may, even blocked or no longer authorised.

    Whatever the person had asked about it is answered by that. Was it set aside as somebody else's, those who have
    read it are told (product.md, « Sharp edges »).
    """
    with within(record, exclusive=True):
        return delete(record, document, actor=actor, env=env)


def delete(record: RecordId, document: DocumentId, *, actor: Actor, env: Environment) -> Deleted | Refusal:
    """Delete a document as above, inside ``within(record, exclusive=True)``."""
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
    by = party(actor)
    step = Step(decided.at, Did.WITHDRAWN, by.kind, by.identifier)
    settle_claims(record, document, step, kinds=ABOUT_A_DOCUMENT, record_key=decided.record_key, env=env)
    if Hiding.SET_ASIDE in decided.document.hidings:
        readers = readers_of(record, document, record_key=decided.record_key) - decided.document.written_by
        told = sorted(readers, key=lambda one: one.value)
        owe_professional_notice(told, kind=NoticeKind.READ_REMOVED, record=record, at=decided.at, env=env)
    return Deleted(document)
