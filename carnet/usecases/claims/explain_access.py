"""The professional whom a reviewer asks about a contested access reads the question and explains."""

from dataclasses import dataclass, replace
from uuid import UUID

from carnet.core.access.actions import Action
from carnet.core.access.actors import Professional
from carnet.core.access.decide import decide
from carnet.core.access.decision import Refusal
from carnet.core.audit.events import AuditEvent
from carnet.core.claims.claim import LONGEST_WORDS, SHORTEST_ANSWER, Claim, Did, Step, receipt_of
from carnet.core.claims.who_answers import asks_to_explain
from carnet.core.identifiers import RecordId
from carnet.ports.environment import Environment
from carnet.store import access_log, claims, facts
from carnet.store.context import within
from carnet.usecases.claims.answer_claim import AnswerDoesNotFit
from carnet.usecases.claims.keep_claim import take_step
from carnet.usecases.trace import write_down


@dataclass(frozen=True, slots=True, repr=False)
class Question:
    """A question: of which request, what was asked, and the professional's own line, without what it named."""

    claim: UUID
    receipt: str
    words: str
    line: AuditEvent | None

    def __repr__(self) -> str:
        """Hide the words."""
        return f"Question({self.receipt})"


@dataclass(frozen=True, slots=True)
class QuestionsForMe:
    """What this professional is asked to explain in a record. There is at least one."""

    record: RecordId
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class AccessExplained:
    """The reviewer reads it; nobody else does."""


@dataclass(frozen=True, slots=True)
class NoSuchQuestion:
    """Nothing of that number is asked of this professional."""


def list_questions(record: RecordId, *, actor: Professional, env: Environment) -> QuestionsForMe | Refusal:
    """List them. Whoever is asked nothing is refused, as any stranger."""
    with within(record):
        gathered = facts.about_record(
            record, action=Action.EXPLAIN_ACCESS, actor=actor, at=env.clock.now(), policy=env.policy
        )
        record_key = env.keyring.open_record_key(gathered.wrapped_key, record=gathered.facts.record.id.bytes)
        mine = [one for one in claims.of(record, record_key=record_key) if asks_to_explain(one, actor)]
        decision = decide(replace(gathered.facts, is_questioned=bool(mine)))
        write_down(decision, gathered.wrapped_key, env=env, detail="list")
        if isinstance(decision, Refusal):
            return decision
        lines = {one.id: one for one in access_log.read(record, record_key=record_key)}
    return QuestionsForMe(
        record,
        tuple(Question(one.id, receipt_of(one.id), _words(one), lines.get(one.subject)) for one in mine),
    )


def explain_access(
    record: RecordId, claim: UUID, *, words: str, actor: Professional, env: Environment
) -> AccessExplained | NoSuchQuestion | AnswerDoesNotFit | Refusal:
    """Explain (D4: « counterpart's answer »); ``words`` are for the reviewer, sealed with the request."""
    written = words.strip()
    if not SHORTEST_ANSWER <= len(written) <= LONGEST_WORDS:
        return AnswerDoesNotFit()
    with within(record, exclusive=True):
        at = env.clock.now()
        gathered = facts.about_record(record, action=Action.EXPLAIN_ACCESS, actor=actor, at=at, policy=env.policy)
        record_key = env.keyring.open_record_key(gathered.wrapped_key, record=gathered.facts.record.id.bytes)
        kept = claims.hold(record, claim, record_key=record_key)
        is_mine = kept is not None and asks_to_explain(kept, actor)
        decision = decide(replace(gathered.facts, is_questioned=is_mine))
        write_down(decision, gathered.wrapped_key, env=env)
        if isinstance(decision, Refusal):
            return decision
        if kept is None:
            return NoSuchQuestion()
        step = Step(at, Did.EXPLAINED, "professional", actor.identifier.value, written)
        take_step(record, kept, step, record_key=record_key, is_told=False, env=env)
    return AccessExplained()


def _words(claim: Claim) -> str:
    return next((one.words for one in claim.steps if one.did is Did.QUESTIONED), "")
