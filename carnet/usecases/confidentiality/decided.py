"""The first three movements of whatever is done to one document: gather, decide, write down."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from carnet.core.access.actions import Action
from carnet.core.access.actors import Actor
from carnet.core.access.decide import decide
from carnet.core.access.decision import Permit, Refusal
from carnet.core.access.facts import DocumentFacts
from carnet.core.audit.events import Party
from carnet.core.identifiers import DocumentId, RecordId
from carnet.ports.environment import Environment
from carnet.store import facts
from carnet.usecases.trace import write_down


@dataclass(frozen=True, slots=True)
class Decided:
    """A yes that is written down already. ``event``: the line of the history, to be named by whatever is written.

    ``masks_by_default``: whether what enters the record is masked, by the person's wish. ``record_key``: opened.
    """

    permit: Permit
    document: DocumentFacts
    at: datetime
    event: UUID
    masks_by_default: bool
    record_key: bytes = field(repr=False)


def decide_on_document(
    action: Action,
    record: RecordId,
    document: DocumentId,
    *,
    person_asks: bool = False,
    concerned: Party | None = None,
    reason: str = "",
    detail: str = "",
    actor: Actor,
    env: Environment,
) -> Decided | Refusal:
    """Decide whether somebody may do this to a document, and trace it. Inside ``within(record, exclusive=True)``.

    ``person_asks``: the statement of a professional that the person, present, asks for it. ``concerned``, ``reason``,
    ``detail``: what completes the line (``AuditEvent``).
    """
    at, event = env.clock.now(), env.chance.identifier()
    gathered = facts.about_document(
        record, document, action=action, actor=actor, at=at, policy=env.policy, declares_presence=person_asks
    )
    decision = decide(gathered.facts)
    record_key = write_down(
        decision, gathered.wrapped_key, env=env, event=event, concerned=concerned, reason=reason, detail=detail
    )
    if isinstance(decision, Refusal):
        return decision
    found = gathered.facts.document
    if found is None:
        raise RuntimeError("an act on a document was permitted without any")
    return Decided(decision, found, at, event, gathered.standing.masks_by_default, record_key)
