"""Ask the author of a document to correct it, or to withdraw it for a legitimate reason."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from carnet.core.access.actions import Action
from carnet.core.access.actors import Actor
from carnet.core.access.decision import Refusal
from carnet.core.accounts.professional_notices import NoticeKind
from carnet.core.audit.events import party
from carnet.core.claims.claim import LONGEST_WORDS, REASONS, ClaimKind, Did, Stage, Step
from carnet.core.identifiers import DocumentId, RecordId
from carnet.ports.environment import Environment
from carnet.store import claims
from carnet.store.context import within
from carnet.usecases.claims.keep_claim import keep_new_claim, new_claim
from carnet.usecases.claims.whom_to_ask import authors_to_ask, colleagues_to_ask
from carnet.usecases.confidentiality.decided import decide_on_document
from carnet.usecases.professional.owe_professional_notice import owe_professional_notice


@dataclass(frozen=True, slots=True)
class RectificationAsked:
    """The request is on its way. ``stage``: who answers it first; ``due_at``: by when the person has an answer."""

    claim: UUID
    stage: Stage
    due_at: datetime


@dataclass(frozen=True, slots=True)
class AlreadyAsked:
    """The same was asked about this document and waits for its answer; nothing was written."""

    claim: UUID


@dataclass(frozen=True, slots=True)
class IsTheirs:
    """The person brought this document themselves: they replace or delete it without asking anybody."""


@dataclass(frozen=True, slots=True)
class WordsDoNotFit:
    """The reason is none of those of this kind, or more than ``at_most`` characters were written."""

    at_most: int = LONGEST_WORDS


def ask_rectification(
    record: RecordId,
    document: DocumentId,
    *,
    kind: ClaimKind,
    reason: str,
    words: str = "",
    actor: Actor,
    env: Environment,
) -> RectificationAsked | AlreadyAsked | IsTheirs | WordsDoNotFit | Refusal:
    """Ask for a correction, or for a deletion (product.md, « Rectification », « Deletion for a legitimate reason »).

    ``kind``: ``CORRECTION`` or ``DELETION``. ``words``: sealed, for whoever answers. The author is asked; if they are
    gone, the doctors of their structure; else the operator's reviewer. Each has a time, after which it goes further.
    """
    if kind not in (ClaimKind.CORRECTION, ClaimKind.DELETION):
        raise ValueError(f"{kind.value} is not asked of an author")
    chosen = next((one for one in REASONS[kind] if one.value == reason), None)
    if chosen is None or len(words.strip()) > LONGEST_WORDS:
        return WordsDoNotFit()
    with within(record, exclusive=True):
        decided = decide_on_document(
            Action.ASK_RECTIFICATION, record, document, detail=f"{kind.value} {chosen.value}", actor=actor, env=env
        )
        if isinstance(decided, Refusal):
            return decided
        if decided.document.by_patient:
            return IsTheirs()
        before = claims.waiting(record, kind, document)
        if before is not None:
            return AlreadyAsked(before)
        authors = authors_to_ask(record, decided.document)
        colleagues = () if authors else colleagues_to_ask(record, decided.document)
        claim = new_claim(
            kind,
            document,
            chosen,
            words,
            at=decided.at,
            by=party(actor).kind,
            has_author=bool(authors or colleagues),
            env=env,
        )
        if colleagues:
            claim = claim.then(Step(decided.at, Did.TO_THE_STRUCTURE, "clockwork"))
        keep_new_claim(record, claim, record_key=decided.record_key, env=env)
        owe_professional_notice(authors, kind=NoticeKind.REQUEST, record=record, at=decided.at, env=env)
        owe_professional_notice(colleagues, kind=NoticeKind.REQUEST_HANDED, record=record, at=decided.at, env=env)
    return RectificationAsked(claim.id, claim.stage(at=decided.at), claim.due_at)
