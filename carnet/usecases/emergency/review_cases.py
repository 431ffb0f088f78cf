"""The cases that are a reviewer's: the list, one of them opened, and the one of an emergency closed with an outcome."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from carnet.core.access.actions import Action
from carnet.core.access.actors import Actor
from carnet.core.access.decide import decide
from carnet.core.access.decision import Decision, Refusal
from carnet.core.audit.events import AccessMode, AuditEvent, party
from carnet.core.claims.claim import Claim
from carnet.core.emergency.review import EmergencyOutcome
from carnet.core.identifiers import PractitionerId, RecordId
from carnet.core.support.authority import DeskAct, NotDone
from carnet.ports.environment import Environment
from carnet.store import access_log, claims, directory, emergencies, facts, review_items
from carnet.store.context import within
from carnet.store.directory import Practitioner
from carnet.store.emergencies import OpenedEmergency
from carnet.store.review_items import ReviewItem
from carnet.usecases.support.desk_trace import is_refused_by_role
from carnet.usecases.trace import write_down

AT_ONCE = 200
"""As many as one page shows."""


@dataclass(frozen=True, slots=True)
class CaseQueue:
    """The cases that are the reviewers' now, those due first. ``late``: how many should have been closed."""

    cases: tuple[ReviewItem, ...]
    late: int
    at: datetime


@dataclass(frozen=True, slots=True, repr=False)
class OpenedCase:
    """What a reviewer sees of a case: what was written, and the lines that it is about; no title and no content.

    ``emergency``: of an emergency, with ``lines``: what was done in it. ``claim``: of a request, with ``lines``: the
    contested line, if it is a contest. ``who``: the professional of the emergency or of the contested line.
    """

    item: ReviewItem
    emergency: OpenedEmergency | None
    claim: Claim | None
    lines: tuple[AuditEvent, ...]
    who: Practitioner | None
    at: datetime

    def __repr__(self) -> str:
        """Hide what was written."""
        return f"OpenedCase({self.item.id})"


@dataclass(frozen=True, slots=True)
class CaseClosed:
    """The case is closed, under the reviewer's name."""

    outcome: str


def list_cases(*, actor: Actor, env: Environment) -> CaseQueue | NotDone:
    """List the cases: kinds, numbers and ages. Agents never see it (product.md, « Support desk »)."""
    if is_refused_by_role(actor, DeskAct.REVIEW, env=env):
        return NotDone.NOT_THIS_ROLE
    at = env.clock.now()
    found = tuple(review_items.waiting(at=at, most=AT_ONCE))
    return CaseQueue(found, sum(one.due_at <= at for one in found), at)


def open_case(case: UUID, *, actor: Actor, env: Environment) -> OpenedCase | NotDone | Refusal:
    """Open one, to read it; that it was read stands in the person's history."""
    found = find_case(case, actor=actor, env=env)
    if isinstance(found, NotDone):
        return found
    with within(found.record):
        at = env.clock.now()
        decision, record_key = decide_review(found.record, actor=actor, detail=found.kind, env=env)
        if isinstance(decision, Refusal):
            return decision
        emergency = _emergency_of(found, record_key) if found.kind == review_items.EMERGENCY else None
        claim = claims.find(found.record, case, record_key=record_key) if emergency is None else None
        events = access_log.read(found.record, record_key=record_key)
    lines = tuple(event for event in events if _is_of(event, emergency, claim))
    doer = emergency.practitioner if emergency is not None else _doer_of(lines)
    who = directory.find_practitioner(doer) if doer is not None else None
    return OpenedCase(found, emergency, claim, lines, who, at)


def close_emergency_case(
    case: UUID, *, outcome: EmergencyOutcome, actor: Actor, env: Environment
) -> CaseClosed | NotDone | Refusal:
    """Close the case of an emergency access (product.md, « Emergency »: « a named reviewer must close »)."""
    found = find_case(case, actor=actor, env=env)
    if isinstance(found, NotDone):
        return found
    if found.kind != review_items.EMERGENCY:
        return NotDone.NOT_THERE
    with within(found.record, exclusive=True):
        decision, _ = decide_review(found.record, actor=actor, detail=outcome.value, env=env)
        if isinstance(decision, Refusal):
            return decision
        at, reviewer = env.clock.now(), party(actor).identifier
        if not emergencies.close_review(found.record, case, reviewer=reviewer, at=at):
            return NotDone.ALREADY_DECIDED
        review_items.close(case, outcome=outcome.value, reviewer=reviewer, at=at)
    return CaseClosed(outcome.value)


def find_case(case: UUID, *, actor: Actor, env: Environment) -> ReviewItem | NotDone:
    """Find an open case that is the reviewers' already; refused, and traced, to any other role."""
    if is_refused_by_role(actor, DeskAct.REVIEW, env=env):
        return NotDone.NOT_THIS_ROLE
    found = review_items.find(case)
    if found is None or found.from_at > env.clock.now():
        return NotDone.NOT_THERE
    return found if found.closed_at is None else NotDone.ALREADY_DECIDED


def decide_review(record: RecordId, *, actor: Actor, detail: str, env: Environment) -> tuple[Decision, bytes]:
    """Decide whether the case of a record may be examined, and trace it; inside ``within``. Gives the opened key."""
    gathered = facts.about_record(record, action=Action.REVIEW_CASE, actor=actor, at=env.clock.now(), policy=env.policy)
    decision = decide(gathered.facts)
    return decision, write_down(decision, gathered.wrapped_key, env=env, detail=detail)


def _emergency_of(item: ReviewItem, record_key: bytes) -> OpenedEmergency | None:
    its = {one.id: one.emergency for one in emergencies.review_cases(item.record)}
    opened = {one.id: one for one in emergencies.accesses(item.record, record_key=record_key)}
    return opened.get(its[item.id]) if item.id in its else None


def _is_of(event: AuditEvent, emergency: OpenedEmergency | None, claim: Claim | None) -> bool:
    if emergency is None:
        return claim is not None and event.id == claim.subject
    ended = emergency.access.closed_at or emergency.access.until
    by_them = event.actor.identifier == emergency.practitioner.value and event.mode is not AccessMode.NORMAL
    return by_them and emergency.access.opened_at <= event.at <= ended


def _doer_of(lines: tuple[AuditEvent, ...]) -> PractitionerId | None:
    doers = [PractitionerId(one.actor.identifier) for one in lines if one.actor.kind == "professional"]
    return doers[0] if doers else None
