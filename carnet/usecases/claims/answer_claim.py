"""The author of a document, or their structure, finds what is asked of them and answers."""

from dataclasses import dataclass, replace
from uuid import UUID

from carnet.core.access.actions import Action
from carnet.core.access.actors import Professional
from carnet.core.access.decide import decide
from carnet.core.access.decision import Permit, Refusal
from carnet.core.accounts.professional_notices import NoticeKind
from carnet.core.audit.events import party
from carnet.core.claims.claim import LONGEST_WORDS, SHORTEST_ANSWER, Claim, ClaimKind, Did, Step, receipt_of
from carnet.core.claims.who_answers import AN_AUTHOR_ANSWERS, waits_for
from carnet.core.documents.entry import DocumentStatus
from carnet.core.identifiers import DocumentId, RecordId
from carnet.ports.environment import Environment
from carnet.store import claims, facts
from carnet.store.context import within
from carnet.usecases.claims.keep_claim import take_step
from carnet.usecases.claims.whom_to_ask import colleagues_to_ask
from carnet.usecases.professional.owe_professional_notice import owe_professional_notice
from carnet.usecases.reading.list_documents import choose
from carnet.usecases.reading.shown_document import ShownDocument
from carnet.usecases.trace import write_down

GONE = frozenset({DocumentStatus.SUPERSEDED, DocumentStatus.DELETED})


@dataclass(frozen=True, slots=True, repr=False)
class AskedOfMe:
    """One request that this professional may answer now. ``document``: None when they may not read it any more."""

    claim: Claim
    receipt: str
    document: ShownDocument | None
    is_author: bool

    def __repr__(self) -> str:
        """Hide what is asked of what."""
        return f"AskedOfMe({self.receipt})"


@dataclass(frozen=True, slots=True)
class ClaimsForMe:
    """The requests about what this professional or their structure wrote in a record. There is at least one."""

    record: RecordId
    claims: tuple[AskedOfMe, ...]


@dataclass(frozen=True, slots=True)
class ClaimAnswered:
    """The answer is written down, and the person is told that there is one."""

    did: Did


@dataclass(frozen=True, slots=True)
class NoSuchClaim:
    """No request of that number waits for this professional."""


@dataclass(frozen=True, slots=True)
class NotCorrectedYet:
    """The document is still the same: its new version is deposited first, then the answer is given."""


@dataclass(frozen=True, slots=True)
class AnswerDoesNotFit:
    """A refusal says why, in ``at_least`` to ``at_most`` characters."""

    at_least: int = SHORTEST_ANSWER
    at_most: int = LONGEST_WORDS


def list_claims_for_me(record: RecordId, *, actor: Professional, env: Environment) -> ClaimsForMe | Refusal:
    """List them, without authorisation to read the record; whoever has none is refused, as any stranger."""
    with within(record):
        at = env.clock.now()
        gathered = facts.about_documents(
            record, action=Action.ANSWER_REQUEST, actor=actor, at=at, policy=env.policy, with_deleted=True
        )
        known = {one.facts.id: one.facts for one in gathered.documents}
        record_key = env.keyring.open_record_key(gathered.wrapped_key, record=gathered.facts.record.id.bytes)
        mine = [
            one
            for one in claims.of(record, record_key=record_key)
            if waits_for(one, known.get(DocumentId(one.subject)), actor, at=at)
        ]
        asked = tuple(dict.fromkeys(DocumentId(one.subject) for one in mine))
        decision = decide(replace(gathered.facts, document=known[asked[0]] if asked else None))
        write_down(decision, gathered.wrapped_key, env=env, documents=asked, detail="list")
        if isinstance(decision, Refusal):
            return decision
        shown = {one.document: one for one in choose(gathered, record_key=record_key)}
    return ClaimsForMe(
        record,
        tuple(
            AskedOfMe(
                one,
                receipt_of(one.id),
                shown.get(DocumentId(one.subject)),
                is_author=actor.identifier in known[DocumentId(one.subject)].written_by,
            )
            for one in mine
        ),
    )


def answer_claim(
    record: RecordId, claim: UUID, *, did: Did, words: str = "", actor: Professional, env: Environment
) -> ClaimAnswered | NoSuchClaim | NotCorrectedYet | AnswerDoesNotFit | Refusal:
    """Answer a request (product.md, « Rectification »: « Asked from the author … an answer »).

    ``did``: one of ``AN_AUTHOR_ANSWERS``. ``words``: for the person, sealed with the request; needed to refuse. Handed
    on, it goes to the doctors of the structure where that may be told, else to the operator's reviewer.
    """
    if did not in AN_AUTHOR_ANSWERS:
        raise ValueError(f"{did.value} is no answer of an author")
    written = words.strip()
    if len(written) > LONGEST_WORDS or (did is Did.REFUSED and len(written) < SHORTEST_ANSWER):
        return AnswerDoesNotFit()
    with within(record, exclusive=True):
        at = env.clock.now()
        subject = claims.subject_of(record, claim)
        gathered = facts.about_document(
            record,
            DocumentId(subject if subject is not None else claim),
            action=Action.ANSWER_REQUEST,
            actor=actor,
            at=at,
            policy=env.policy,
        )
        decision = decide(gathered.facts)
        record_key = write_down(decision, gathered.wrapped_key, env=env, detail=did.value)
        if isinstance(decision, Refusal):
            return decision
        kept = claims.hold(record, claim, record_key=record_key)
        document = gathered.facts.document
        if kept is None or document is None or not waits_for(kept, document, actor, at=at):
            return NoSuchClaim()
        if kept.kind is ClaimKind.NOT_MINE and did in (Did.CORRECTED, Did.REFUSED):
            return NoSuchClaim()
        if did is Did.CORRECTED and document.status not in GONE:
            return NotCorrectedYet()
        step = Step(at, did, "professional", party(actor).identifier, written)
        if did is Did.TO_THE_STRUCTURE:
            step = _hand_on(record, decision, step, kept, env=env)
        take_step(record, kept, step, record_key=record_key, env=env)
    return ClaimAnswered(step.did)


def _hand_on(record: RecordId, permit: Permit, step: Step, claim: Claim, *, env: Environment) -> Step:
    """Pass it to the doctors of the structure, once; where there is nobody to pass it to, to the reviewer."""
    document = permit.facts.document
    handed = any(one.did is Did.TO_THE_STRUCTURE for one in claim.steps)
    may_be_told = document is not None and not handed and claim.kind is not ClaimKind.NOT_MINE
    colleagues = colleagues_to_ask(record, document) if document is not None and may_be_told else ()
    if not colleagues:
        return replace(step, did=Did.TO_THE_REVIEWER)
    owe_professional_notice(colleagues, kind=NoticeKind.REQUEST_HANDED, record=record, at=step.at, env=env)
    return step
