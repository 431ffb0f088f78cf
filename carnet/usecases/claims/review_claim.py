"""The operator's reviewer decides what nobody answered in time, and every contest; and may ask the professional."""

from dataclasses import dataclass
from uuid import UUID

from carnet.core.access.actions import Action
from carnet.core.access.actors import Actor
from carnet.core.access.decide import decide
from carnet.core.access.decision import Refusal
from carnet.core.access.facts import DocumentFacts
from carnet.core.accounts.professional_notices import NoticeKind
from carnet.core.audit.events import party
from carnet.core.claims.claim import LONGEST_WORDS, SHORTEST_ANSWER, Claim, ClaimKind, Did, Step
from carnet.core.claims.who_answers import DECISIONS_OF
from carnet.core.documents.entry import DocumentStatus
from carnet.core.documents.hiding import Hiding
from carnet.core.identifiers import DocumentId, PractitionerId, RecordId
from carnet.core.support.authority import NotDone
from carnet.ports.environment import Environment
from carnet.store import access_log, claims, documents, facts
from carnet.store.context import within
from carnet.usecases.claims.answer_claim import AnswerDoesNotFit
from carnet.usecases.claims.keep_claim import take_step
from carnet.usecases.confidentiality.readers_of import readers_of
from carnet.usecases.emergency.review_cases import decide_review, find_case
from carnet.usecases.professional.owe_professional_notice import owe_professional_notice
from carnet.usecases.trace import write_down


@dataclass(frozen=True, slots=True)
class ClaimDecided:
    """It is answered, and the person is told that there is an answer."""

    did: Did


@dataclass(frozen=True, slots=True)
class ProfessionalQuestioned:
    """The professional of the contested line finds the question on their list."""


@dataclass(frozen=True, slots=True)
class MayNotAsk:
    """The person did not agree that the professional be asked, or they were asked already."""


def decide_claim(
    case: UUID, *, did: Did, words: str, actor: Actor, env: Environment
) -> ClaimDecided | AnswerDoesNotFit | NotDone | Refusal:
    """Decide a request (product.md, « Support desk », « Ce document n’est pas à moi »).

    ``words``: the answer to the person, sealed with the request; always needed. A document that is withdrawn is deleted
    like by its author, one that is the person's is put back; those who read what was somebody else's are told.
    """
    written = words.strip()
    if not SHORTEST_ANSWER <= len(written) <= LONGEST_WORDS:
        return AnswerDoesNotFit()
    found = find_case(case, actor=actor, env=env)
    if isinstance(found, NotDone):
        return found
    with within(found.record, exclusive=True):
        at, event = env.clock.now(), env.chance.identifier()
        subject = claims.subject_of(found.record, case)
        if subject is None:
            return NotDone.NOT_THERE
        gathered = facts.about_document(
            found.record, DocumentId(subject), action=Action.REVIEW_CASE, actor=actor, at=at, policy=env.policy
        )
        decision = decide(gathered.facts)
        record_key = write_down(decision, gathered.wrapped_key, env=env, event=event, detail=did.value)
        if isinstance(decision, Refusal):
            return decision
        claim = claims.hold(found.record, case, record_key=record_key)
        if claim is None or claim.answer is not None or did not in DECISIONS_OF[claim.kind]:
            return NotDone.NOT_THERE
        _do(found.record, claim, gathered.facts.document, did, event=event, record_key=record_key, env=env)
        step = Step(at, did, "reviewer", party(actor).identifier, written)
        take_step(found.record, claim, step, record_key=record_key, env=env)
    return ClaimDecided(did)


def question_professional(
    case: UUID, *, words: str, actor: Actor, env: Environment
) -> ProfessionalQuestioned | MayNotAsk | AnswerDoesNotFit | NotDone | Refusal:
    """Ask the professional of a contested line to explain it, only if the person agreed (D4).

    ``words``: the question, which they alone read. They see their own act and the question, not what the person wrote.
    """
    written = words.strip()
    if not SHORTEST_ANSWER <= len(written) <= LONGEST_WORDS:
        return AnswerDoesNotFit()
    found = find_case(case, actor=actor, env=env)
    if isinstance(found, NotDone):
        return found
    with within(found.record, exclusive=True):
        decision, record_key = decide_review(found.record, actor=actor, detail=Did.QUESTIONED.value, env=env)
        if isinstance(decision, Refusal):
            return decision
        claim = claims.hold(found.record, case, record_key=record_key)
        if claim is None or claim.kind is not ClaimKind.CONTEST:
            return NotDone.NOT_THERE
        line = next(
            (one for one in access_log.read(found.record, record_key=record_key) if one.id == claim.subject), None
        )
        if not claim.asks_the_other or claim.is_questioned or line is None:
            return MayNotAsk()
        step = Step(env.clock.now(), Did.QUESTIONED, "reviewer", line.actor.identifier, written)
        take_step(found.record, claim, step, record_key=record_key, is_told=False, env=env)
        asked = (PractitionerId(line.actor.identifier),)
        owe_professional_notice(asked, kind=NoticeKind.QUESTION, record=found.record, at=step.at, env=env)
    return ProfessionalQuestioned()


def _do(
    record: RecordId,
    claim: Claim,
    document: DocumentFacts | None,
    did: Did,
    *,
    event: UUID,
    record_key: bytes,
    env: Environment,
) -> None:
    """Delete the document, or put it back; nothing is left to do to one that is gone."""
    if claim.kind is ClaimKind.CONTEST or document is None or document.status is DocumentStatus.DELETED:
        return
    at = env.clock.now()
    if did is Did.WITHDRAWN:
        documents.change_status(
            record, document.id, DocumentStatus.DELETED, at=at, event=event, entry_uuid=env.chance.identifier()
        )
        if claim.kind is ClaimKind.NOT_MINE:
            told = sorted(readers_of(record, document.id, record_key=record_key), key=lambda one: one.value)
            owe_professional_notice(told, kind=NoticeKind.READ_REMOVED, record=record, at=at, env=env)
    elif did is Did.THEIRS and Hiding.SET_ASIDE in document.hidings:
        documents.change_visibility(
            record,
            document.id,
            hidings=document.hidings - {Hiding.SET_ASIDE},
            at=at,
            event=event,
            entry_uuid=env.chance.identifier(),
        )
