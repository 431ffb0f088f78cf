"""The holder says that they do not recognise a line of their history: one act, written into that same history."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from carnet.core.access.actions import Action
from carnet.core.access.actors import Carer, Holder, Representative
from carnet.core.access.decide import decide
from carnet.core.access.decision import Permit, Refusal
from carnet.core.accounts.professional_notices import NoticeKind
from carnet.core.audit.audience import lines_for
from carnet.core.audit.contests import LONGEST_WORDS, contested, is_contestable
from carnet.core.audit.events import AuditEvent, Outcome, SecurityAct, party
from carnet.core.identifiers import PractitionerId, RecordId
from carnet.ports.environment import Environment
from carnet.store import access_log, facts
from carnet.store.context import within
from carnet.usecases.professional.owe_professional_notice import owe_professional_notice
from carnet.usecases.trace import append


@dataclass(frozen=True, slots=True)
class Contested:
    """The contest stands in the history. ``receipt``: its own line. ``is_told``: whether the professional learns it."""

    receipt: UUID
    at: datetime
    is_told: bool


@dataclass(frozen=True, slots=True)
class AlreadyContested:
    """The line was contested before; nothing was written a second time but the attempt."""

    receipt: UUID
    at: datetime


@dataclass(frozen=True, slots=True)
class NoSuchLine:
    """Whoever asks sees no line of that number, or one that is theirs."""


@dataclass(frozen=True, slots=True)
class TooManyWords:
    """More than ``at_most`` characters were added. Nothing was asked of the record."""

    at_most: int = LONGEST_WORDS


def contest_line(
    record: RecordId,
    line: UUID,
    *,
    words: str = "",
    tells_the_professional: bool = False,
    actor: Holder | Representative | Carer,
    env: Environment,
) -> Contested | AlreadyContested | NoSuchLine | TooManyWords | Refusal:
    """Contest a line (product.md, « History »: one tap to contest a line). Whoever may read a line may contest it.

    ``words``: what the holder adds, sealed with the line. ``tells_the_professional``: a contest is told to the
    professional only if the person asks (product.md, « Support desk »). The new line names what the contested one
    named, so that nobody sees it who does not see that one. Every attempt is traced.
    """
    written = words.strip()
    if len(written) > LONGEST_WORDS:
        return TooManyWords()
    with within(record, exclusive=True):
        at = env.clock.now()
        gathered = facts.about_documents(
            record, action=Action.READ_ACCESS_HISTORY, actor=actor, at=at, policy=env.policy, with_deleted=True
        )
        decision = decide(gathered.facts)
        attempt = AuditEvent(
            id=env.chance.identifier(),
            record=record,
            at=at,
            action=SecurityAct.CONTEST,
            outcome=Outcome.REFUSED,
            actor=party(actor),
            door=env.door,
            rules=tuple(reason.rule for reason in decision.reasons),
            detail=str(line),
        )
        if not isinstance(decision, Permit):
            append(attempt, gathered.wrapped_key, env=env)
            return decision
        record_key = env.keyring.open_record_key(gathered.wrapped_key, record=record.bytes)
        events = access_log.read(record, record_key=record_key)
        seen = lines_for(decision, events, [one.facts for one in gathered.documents])
        others = (event for event in seen if event.actor != party(actor))
        found = next((event for event in others if event.id == line and is_contestable(event)), None)
        before = contested(seen).get(line)
        if found is None or before is not None:
            # No rule refused: the history must not say that the one which let her read did.
            append(replace(attempt, rules=()), gathered.wrapped_key, env=env)
            return AlreadyContested(before.id, before.at) if before is not None else NoSuchLine()
        is_told = tells_the_professional and found.actor.kind == "professional"
        append(_contest_of(attempt, found, written), gathered.wrapped_key, env=env)
        if is_told:
            told = (PractitionerId(found.actor.identifier),)
            owe_professional_notice(told, kind=NoticeKind.CONTEST, record=record, at=at, env=env)
    return Contested(attempt.id, at, is_told)


def _contest_of(attempt: AuditEvent, line: AuditEvent, words: str) -> AuditEvent:
    return replace(attempt, outcome=Outcome.DONE, documents=line.documents, concerned=line.actor, reason=words)
