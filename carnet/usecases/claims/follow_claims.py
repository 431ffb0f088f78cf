"""What became of what the person asked: who must answer now, by when, and what was answered."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from carnet.core.access.actions import Action
from carnet.core.access.actors import Actor
from carnet.core.access.decide import decide
from carnet.core.access.decision import Permit, Refusal
from carnet.core.audit.audience import hidden_documents, lines_for
from carnet.core.audit.events import AuditEvent
from carnet.core.claims.claim import Claim, ClaimKind, Stage, receipt_of
from carnet.core.identifiers import DocumentId, PractitionerId, RecordId
from carnet.ports.environment import Environment
from carnet.store import access_log, claims, directory, facts
from carnet.store.context import within
from carnet.store.directory import Practitioner
from carnet.usecases.copies.followed_copies import FollowedCopy, followed_copies
from carnet.usecases.reading.list_documents import choose
from carnet.usecases.reading.shown_document import ShownDocument
from carnet.usecases.trace import write_down


@dataclass(frozen=True, slots=True, repr=False)
class FollowedClaim:
    """One request as its reader sees it. ``document``: None once it cannot be read any more, and for a contest.

    ``line``: the contested line. ``people``: the professionals whom the steps name.
    """

    claim: Claim
    receipt: str
    stage: Stage
    is_late: bool
    document: ShownDocument | None
    line: AuditEvent | None
    people: dict[PractitionerId, Practitioner]

    def __repr__(self) -> str:
        """Hide what is asked of what."""
        return f"FollowedClaim({self.receipt})"


@dataclass(frozen=True, slots=True)
class FollowedClaims:
    """The requests that this reader may see, the last one first; ``copies``: those on paper, theirs alone."""

    claims: tuple[FollowedClaim, ...]
    copies: tuple[FollowedCopy, ...] = ()


def follow_claims(record: RecordId, *, actor: Actor, env: Environment) -> FollowedClaims | Refusal:
    """List the requests of a record (product.md, « Rectification »: « followed as a request »).

    A request about what is hidden from whoever asks is left out, as a line of the history would be.
    """
    with within(record):
        at = env.clock.now()
        gathered = facts.about_documents(
            record, action=Action.FOLLOW_REQUESTS, actor=actor, at=at, policy=env.policy, with_deleted=True
        )
        decision = decide(gathered.facts)
        record_key = write_down(decision, gathered.wrapped_key, env=env)
        if isinstance(decision, Refusal):
            return decision
        kept = claims.of(record, record_key=record_key)
        about_lines = any(one.kind is ClaimKind.CONTEST for one in kept)
        events = access_log.read(record, record_key=record_key) if about_lines else []
        copies = followed_copies(record, actor=actor)
    return FollowedClaims(tuple(_as_seen(kept, events, decision, gathered, at, record_key)), copies)


def _as_seen(
    kept: list[Claim],
    events: list[AuditEvent],
    permit: Permit,
    gathered: facts.GatheredList,
    at: datetime,
    record_key: bytes,
) -> list[FollowedClaim]:
    documents = [one.facts for one in gathered.documents]
    hidden = hidden_documents(permit.facts, documents)
    lines = {event.id: event for event in lines_for(permit, events, documents)}
    shown = {one.document: one for one in choose(gathered, record_key=record_key)}
    named = {PractitionerId(step.who) for one in kept for step in one.steps if step.who and step.by == "professional"}
    named |= {PractitionerId(line.actor.identifier) for line in lines.values() if line.actor.kind == "professional"}
    people = directory.practitioners(named) if kept else {}
    seen = [one for one in kept if _is_seen(one, hidden, lines)]
    return [
        FollowedClaim(
            claim=one,
            receipt=receipt_of(one.id),
            stage=one.stage(at=at),
            is_late=one.is_late(at=at),
            document=shown.get(DocumentId(one.subject)),
            line=lines.get(one.subject),
            people=people,
        )
        for one in seen
    ]


def _is_seen(claim: Claim, hidden: frozenset[DocumentId], lines: dict[UUID, AuditEvent]) -> bool:
    return claim.subject in lines if claim.kind is ClaimKind.CONTEST else DocumentId(claim.subject) not in hidden
