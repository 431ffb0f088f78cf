"""Which professionals have opened a document: those who are told when it turns out to be somebody else's."""

from carnet.core.access.actions import Action
from carnet.core.audit.events import Outcome
from carnet.core.identifiers import DocumentId, PractitionerId, RecordId
from carnet.store import access_log


def readers_of(record: RecordId, document: DocumentId, *, record_key: bytes) -> frozenset[PractitionerId]:
    """Find the professionals who have opened a document. Inside ``within(record)``."""
    return frozenset(
        PractitionerId(event.actor.identifier)
        for event in access_log.read(record, record_key=record_key)
        if event.action is Action.READ_DOCUMENT
        and event.outcome is Outcome.DONE
        and document in event.documents
        and event.actor.kind == "professional"
    )
