"""« Ce document n’est pas à moi »: set a document aside, and bring it back."""

from dataclasses import dataclass

from carnet.core.access.actions import Action
from carnet.core.access.actors import Actor
from carnet.core.access.decision import Refusal
from carnet.core.accounts.professional_notices import NoticeKind
from carnet.core.audit.events import party
from carnet.core.claims.claim import ClaimKind, Did, Reason, Step
from carnet.core.documents.hiding import Hiding
from carnet.core.identifiers import DocumentId, PractitionerId, RecordId
from carnet.ports.environment import Environment
from carnet.store import documents
from carnet.store.context import within
from carnet.usecases.claims.keep_claim import keep_new_claim, new_claim, settle_claims
from carnet.usecases.claims.whom_to_ask import authors_to_ask
from carnet.usecases.confidentiality.decided import Decided, decide_on_document
from carnet.usecases.confidentiality.readers_of import readers_of
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
            readers = readers_of(record, document, record_key=decided.record_key)
            _tell(record, decided, readers - authors, NoticeKind.READ_NOT_THEIRS, env=env)
            _follow(record, decided, by=party(actor).kind, env=env)
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
            by = party(actor)
            did = Did.THEIRS if by.kind == "professional" else Did.TAKEN_BACK
            step = Step(decided.at, did, by.kind, by.identifier if did is Did.THEIRS else "")
            kinds = (ClaimKind.NOT_MINE,)
            settle_claims(record, document, step, kinds=kinds, record_key=decided.record_key, env=env)
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


def _follow(record: RecordId, decided: Decided, *, by: str, env: Environment) -> None:
    """Keep it as a request: after seven days without an answer, the operator's reviewer decides."""
    claim = new_claim(
        ClaimKind.NOT_MINE,
        decided.document.id,
        Reason.SOMEBODY_ELSE,
        "",
        at=decided.at,
        by=by,
        has_author=bool(authors_to_ask(record, decided.document)),
        env=env,
    )
    keep_new_claim(record, claim, record_key=decided.record_key, env=env)


def _tell(
    record: RecordId, decided: Decided, people: frozenset[PractitionerId], kind: NoticeKind, *, env: Environment
) -> None:
    owe_professional_notice(sorted(people, key=lambda one: one.value), kind=kind, record=record, at=decided.at, env=env)
