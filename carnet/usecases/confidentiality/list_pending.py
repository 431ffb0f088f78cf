"""List what waits for the person, or for an author: deposits to check, documents set aside."""

from dataclasses import dataclass
from datetime import datetime

from carnet.core.access.actions import Action
from carnet.core.access.actors import Actor
from carnet.core.access.aside import known_to_be_aside
from carnet.core.access.decide import decide
from carnet.core.access.decision import Refusal
from carnet.core.identifiers import DocumentId, RecordId
from carnet.ports.environment import Environment
from carnet.store import facts
from carnet.store.context import within
from carnet.usecases.reading.list_documents import choose
from carnet.usecases.reading.shown_document import ShownDocument
from carnet.usecases.trace import write_down


@dataclass(frozen=True, slots=True)
class SetAside:
    """A document of which the person knows that it is set aside: neither its title nor its author, when it came."""

    document: DocumentId
    deposited_at: datetime


@dataclass(frozen=True, slots=True)
class Pending:
    """``to_check``: deposited by somebody blocked. ``aside``: said not to be the person's, until its author answers."""

    to_check: tuple[ShownDocument, ...]
    aside: tuple[SetAside, ...]


def list_pending(record: RecordId, *, actor: Actor, env: Environment) -> Pending | Refusal:
    """List what waits, newest first (product.md, « Reading passes three gates », « Sharp edges »)."""
    with within(record):
        gathered = facts.about_documents(
            record, action=Action.LIST_DOCUMENTS, actor=actor, at=env.clock.now(), policy=env.policy
        )
        decision = decide(gathered.facts)
        record_key = write_down(decision, gathered.wrapped_key, env=env, detail="to-check")
    if isinstance(decision, Refusal):
        return decision
    shown = choose(gathered, record_key=record_key)
    aside = {one.id for one in known_to_be_aside(gathered.facts, [one.facts for one in gathered.documents])}
    return Pending(
        to_check=tuple(one for one in shown if one.awaits_check),
        aside=tuple(
            SetAside(one.facts.id, one.metadata.submitted_at) for one in gathered.documents if one.facts.id in aside
        ),
    )
