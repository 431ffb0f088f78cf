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
from carnet.core.claims.claim import REASONS, Claim, ClaimKind, Did, Reason, Step
from carnet.core.identifiers import PractitionerId, RecordId
from carnet.ports.environment import Environment
from carnet.store import access_log, facts
from carnet.store.context import within
from carnet.usecases.claims.keep_claim import keep_new_claim
from carnet.usecases.consent.block_professional import Blocked, block_professional
from carnet.usecases.professional.owe_professional_notice import owe_professional_notice
from carnet.usecases.trace import append


@dataclass(frozen=True, slots=True)
class Contested:
    """The contest stands in the history. ``receipt``: its own line. ``is_told``: whether the professional learns it.

    ``due_at``: by when the person has an answer. ``is_blocked``: whether the professional was shut out by the same act.
    """

    receipt: UUID
    at: datetime
    is_told: bool
    due_at: datetime
    is_blocked: bool = False


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
    reason: str = Reason.OTHERWISE.value,
    words: str = "",
    tells_the_professional: bool = False,
    blocks: bool = False,
    actor: Holder | Representative | Carer,
    env: Environment,
) -> Contested | AlreadyContested | NoSuchLine | TooManyWords | Refusal:
    """Contest a line (product.md, « History »: one tap to contest a line). Whoever may read a line may contest it.

    It becomes a request that a reviewer must answer. ``reason``: one of ``REASONS``, else ``ValueError``. ``words``:
    what the holder adds, sealed with the line. ``tells_the_professional``: a contest is told to the professional, who
    may then be asked to explain, only if the person asks (product.md, « Support desk »). ``blocks``: the professional
    is shut out at once too, where whoever contests may do that. The new line names what the contested one
    named, so that nobody sees it who does not see that one. Every attempt is traced.
    """
    why, written = Reason(reason), words.strip()
    if why not in REASONS[ClaimKind.CONTEST]:
        raise ValueError(f"{reason} is no reason of a contest")
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
        asked = Claim(
            id=attempt.id,
            kind=ClaimKind.CONTEST,
            subject=line,
            reason=why,
            steps=(Step(at, Did.ASKED, party(actor).kind, words=written),),
            has_author=False,
            asks_the_other=is_told,
        )
        keep_new_claim(record, asked, record_key=record_key, env=env)
    is_blocked = False
    if blocks and found.actor.kind == "professional":
        shut_out = block_professional(record, PractitionerId(found.actor.identifier), actor=actor, env=env)
        is_blocked = isinstance(shut_out, Blocked)
    return Contested(attempt.id, at, is_told, asked.due_at, is_blocked)


def _contest_of(attempt: AuditEvent, line: AuditEvent, words: str) -> AuditEvent:
    return replace(attempt, outcome=Outcome.DONE, documents=line.documents, concerned=line.actor, reason=words)
