"""« Ce document n’est pas à moi »: set a document aside, and bring it back."""

from dataclasses import dataclass

from carnet.core.access.actions import Action
from carnet.core.access.actors import Actor
from carnet.core.access.decision import Refusal
from carnet.core.accounts.professional_notices import NoticeKind
from carnet.core.audit.events import Outcome
from carnet.core.documents.hiding import Hiding
from carnet.core.identifiers import DocumentId, PractitionerId, RecordId
from carnet.ports.environment import Environment
from carnet.store import access_log, documents
from carnet.store.context import within
from carnet.usecases.confidentiality.decided import Decided, decide_on_document
from carnet.usecases.professional.owe_professional_notice import owe_professional_notice


@dataclass(frozen=True, slots=True)
class SettingChanged:
    """``is_set_aside``: whether nobody but its author reads the document now."""

    document: DocumentId
    is_set_aside: bool


def set_aside_document(
    record: RecordId, document: DocumentId, *, actor: Actor, env: Environment
) -> SettingChanged | Refusal:
    """Set a document aside from everybody until its author has answered (product.md, « Sharp edges »).

    Its authors are asked; the professionals who read it are told, once each.
    """
    with within(record, exclusive=True):
        decided = decide_on_document(Action.SET_ASIDE_DOCUMENT, record, document, actor=actor, env=env)
        if isinstance(decided, Refusal):
            return decided
        if Hiding.SET_ASIDE not in decided.document.hidings:
            _change(record, decided, decided.document.hidings | {Hiding.SET_ASIDE}, env=env)
            authors = decided.document.written_by
            _tell(record, decided, authors, NoticeKind.NOT_THEIRS, env=env)
            readers = _readers(record, document, record_key=decided.record_key)
            _tell(record, decided, readers - authors, NoticeKind.READ_NOT_THEIRS, env=env)
    return SettingChanged(document, is_set_aside=True)


def return_document(
    record: RecordId, document: DocumentId, *, actor: Actor, env: Environment
) -> SettingChanged | Refusal:
    """Bring a document back where it was: its author says that it is the person's, or the person was mistaken."""
    with within(record, exclusive=True):
        decided = decide_on_document(Action.RETURN_DOCUMENT, record, document, actor=actor, env=env)
        if isinstance(decided, Refusal):
            return decided
        if Hiding.SET_ASIDE in decided.document.hidings:
            _change(record, decided, decided.document.hidings - {Hiding.SET_ASIDE}, env=env)
    return SettingChanged(document, is_set_aside=False)


def _change(record: RecordId, decided: Decided, hidings: frozenset[Hiding], *, env: Environment) -> None:
    documents.change_visibility(
        record,
        decided.document.id,
        hidings=hidings,
        at=decided.at,
        event=decided.event,
        entry_uuid=env.chance.identifier(),
    )


def _readers(record: RecordId, document: DocumentId, *, record_key: bytes) -> frozenset[PractitionerId]:
    """Find the professionals who have opened a document."""
    return frozenset(
        PractitionerId(event.actor.identifier)
        for event in access_log.read(record, record_key=record_key)
        if event.action is Action.READ_DOCUMENT
        and event.outcome is Outcome.DONE
        and document in event.documents
        and event.actor.kind == "professional"
    )


def _tell(
    record: RecordId, decided: Decided, people: frozenset[PractitionerId], kind: NoticeKind, *, env: Environment
) -> None:
    owe_professional_notice(sorted(people, key=lambda one: one.value), kind=kind, record=record, at=decided.at, env=env)
