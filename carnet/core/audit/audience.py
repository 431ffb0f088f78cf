"""Who sees which line of a history. A line is as visible as the most hidden thing it names."""

from collections.abc import Iterable
from dataclasses import replace

from carnet.core.access.actions import Action
from carnet.core.access.actors import Professional
from carnet.core.access.decide import NOTHING_THERE, is_secret, visible
from carnet.core.access.decision import Permit
from carnet.core.access.facts import DocumentFacts, Facts
from carnet.core.audit.events import AuditEvent, Outcome, Party, party
from carnet.core.documents.entry import DocumentStatus
from carnet.core.identifiers import DocumentId

ACCESSES = frozenset(
    {
        Action.LIST_DOCUMENTS,
        Action.READ_DOCUMENT,
        Action.DEPOSIT_DOCUMENTS,
        Action.REPLACE_DOCUMENT,
        Action.BREAK_THE_GLASS,
        Action.READ_ACCESS_HISTORY,
    }
)
"""What the treating physician sees of colleagues: accesses, never blocks, contests or account acts."""


def lines_for(
    permit: Permit, events: Iterable[AuditEvent], documents: Iterable[DocumentFacts]
) -> tuple[AuditEvent, ...]:
    """Choose the lines that the reader of a history may see, in the order given.

    ``permit``: for READ_ACCESS_HISTORY; its actor is the reader. ``documents``: all those of the record, deleted ones
    included, since their lines remain. A line that names a document hidden from the reader is left out entirely
    (product.md, « History »); it comes back with its true date once the document may be seen. Where the reader asked
    for it and was refused, the line stands as if they had asked for what never was: to miss it would tell of it.
    """
    facts = permit.facts
    hidden = hidden_documents(facts, documents)
    reader = party(facts.actor)
    seen = (_as_seen(event, hidden, reader) for event in events)
    shown = (event for event in seen if event is not None)
    if isinstance(facts.actor, Professional):
        return tuple(event for event in shown if _is_access_of_a_professional(event))
    return tuple(shown)


def _as_seen(event: AuditEvent, hidden: frozenset[DocumentId], reader: Party) -> AuditEvent | None:
    if not hidden.intersection(event.documents):
        return event
    if event.actor == reader and event.outcome is Outcome.REFUSED:
        told = tuple(rule for rule in event.rules if not is_secret(rule))
        return replace(event, documents=(), rules=told or (NOTHING_THERE.rule,))
    return None


def hidden_documents(facts: Facts, documents: Iterable[DocumentFacts]) -> frozenset[DocumentId]:
    """Find the documents whose very existence the reader must not learn. A deletion hides nothing by itself."""
    everything = [replace(document, status=DocumentStatus.CURRENT) for document in documents]
    seen = {document.id for document in visible(facts, everything)}
    return frozenset(document.id for document in everything if document.id not in seen)


def _is_access_of_a_professional(event: AuditEvent) -> bool:
    """Refusals are left out: their cause would tell of a block or an opposition."""
    return (
        event.actor.kind in ("professional", "structure") and event.action in ACCESSES and event.outcome is Outcome.DONE
    )
