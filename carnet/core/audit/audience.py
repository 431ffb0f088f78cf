"""Who sees which line of a history. A line is as visible as the most hidden thing it names."""

from collections.abc import Iterable
from dataclasses import replace

from carnet.core.access.actions import Action
from carnet.core.access.actors import Carer, Holder, Professional, Representative
from carnet.core.access.decide import NOTHING_THERE, is_secret, visible
from carnet.core.access.decision import Permit
from carnet.core.access.facts import DocumentFacts, Facts, RecordStatus
from carnet.core.access.told import SAID_PLAINLY
from carnet.core.audit.events import AuditEvent, Outcome, Party, SecurityAct, party
from carnet.core.documents.entry import DocumentStatus
from carnet.core.documents.hiding import Hiding
from carnet.core.identifiers import DocumentId
from carnet.core.record.representation import Representation

ACCESSES = frozenset(
    {
        Action.LIST_DOCUMENTS,
        Action.READ_DOCUMENT,
        Action.DEPOSIT_DOCUMENTS,
        Action.REPLACE_DOCUMENT,
        Action.BREAK_THE_GLASS,
        Action.ANSWER_SAMU_CALL,
        Action.FIND_BY_TRAITS,
        Action.READ_ACCESS_HISTORY,
    }
)
"""What the treating physician sees of colleagues: accesses, never blocks, contests or account acts."""

KEPT_FROM_REPRESENTATIVES = frozenset(
    {
        Action.OPEN_SECRET_VISIT,
        Action.END_SECRET_VISIT,
        Action.SORT_HELD_DOCUMENT,
        Action.HIDE_FROM_REPRESENTATIVES,
        Action.REQUIRE_A_DOCTOR,
        Action.HIDE_PLACES,
    }
)
"""Acts that would tell what a minor, or a decision, keeps from them, refused ones included."""

OF_THE_RECORD = frozenset(
    {
        SecurityAct.SUBSCRIPTION,
        SecurityAct.SUBSCRIPTION_READ,
        SecurityAct.SUBSCRIPTION_TOLD,
        SecurityAct.SUBSCRIPTION_END,
    }
)
"""Acts that are nobody's private affair: whoever represents the person sees who is told of what comes about."""

OF_A_PLACE = frozenset({"professional", "structure", "insurer", "clerk"})
"""The kinds of parties who act somewhere: their names lead to a place."""


def lines_for(
    permit: Permit, events: Iterable[AuditEvent], documents: Iterable[DocumentFacts]
) -> tuple[AuditEvent, ...]:
    """Choose the lines that the reader of a history may see, in the order given.

    ``permit``: for READ_ACCESS_HISTORY; its actor is the reader. ``documents``: all those of the record, deleted ones
    included, since their lines remain. A line that names a document hidden from the reader is left out entirely
    (product.md, « History »); it comes back with its true date once the document may be seen. Where the reader asked
    for it and was refused, the line stands as if they had asked for what never was: to miss it would tell of it.
    Lines of a minor's secret visit are left out for representatives (product.md, « Sharp edges »), whatever else they
    name; everything else is shown as if that visit had never been. Where a decision hides places from one of them, the
    lines that lead to one are left out too, from its date on (« Separated parents »). A carer reads of their own acts
    only.
    """
    facts, events = permit.facts, tuple(events)
    named = {document for event in events for document in event.documents}
    hidden = hidden_documents(facts, (one for one in documents if one.id in named))
    reader = party(facts.actor)
    if isinstance(facts.actor, Representative):
        power = facts.tie.representation
        events = (event for event in events if _may_be_known_to_a_representative(event, reader))
        events = (event for event in events if not _names_a_hidden_place(event, reader, power))
    elif isinstance(facts.actor, Carer):
        events = (event for event in events if event.actor == reader)
    seen = (_as_seen(event, hidden, reader) for event in events)
    shown = (event for event in seen if event is not None)
    if isinstance(facts.actor, Professional):
        return tuple(event for event in shown if _is_access_of_a_professional(event))
    return tuple(shown)


def _as_seen(event: AuditEvent, hidden: frozenset[DocumentId], reader: Party) -> AuditEvent | None:
    if not hidden.intersection(event.documents):
        return event
    if event.actor == reader and event.outcome is Outcome.REFUSED:
        plainly = len(event.rules) == 1 and event.rules[0] in SAID_PLAINLY
        told = tuple(rule for rule in event.rules if plainly or not is_secret(rule))
        return replace(event, documents=(), rules=told or (NOTHING_THERE.rule,))
    return None


def hidden_documents(facts: Facts, documents: Iterable[DocumentFacts]) -> frozenset[DocumentId]:
    """Find the documents whose very existence the reader must not learn. A deletion hides nothing by itself.

    Nor does setting aside, to the holder who did it and to who represents them: they know that it was there.
    """
    known = frozenset({Hiding.SET_ASIDE}) if isinstance(facts.actor, Holder | Representative) else frozenset()
    everything = [_as_if_there(document, known) for document in documents]
    # The holder of a closed record reads its history: that it is closed hides no line that they saw before.
    record = replace(facts.record, status=RecordStatus.OPEN) if isinstance(facts.actor, Holder) else facts.record
    seen = {document.id for document in visible(replace(facts, record=record), everything)}
    return frozenset(document.id for document in everything if document.id not in seen)


def _as_if_there(document: DocumentFacts, known: frozenset[Hiding]) -> DocumentFacts:
    if document.status is DocumentStatus.CURRENT and known.isdisjoint(document.hidings):
        return document
    return replace(document, status=DocumentStatus.CURRENT, hidings=document.hidings - known)


def is_act_of_the_desk(event: AuditEvent) -> bool:
    """Whether a line is one that an agent of the desk reads: of their own kind, about the account and nothing else.

    Never a professional's, never the person's (interface.md, D8).
    """
    return event.actor.kind in ("support", "reviewer") and isinstance(event.action, SecurityAct)


def _may_be_known_to_a_representative(event: AuditEvent, reader: Party) -> bool:
    """Tell whether a line is nobody's private affair: a minor's, or that of the other representative's account.

    Each sees that the other acted, never when and from where they signed in (product.md, « Separated parents »).
    """
    if event.secret_visit is not None or event.action in KEPT_FROM_REPRESENTATIVES:
        return False
    return not isinstance(event.action, SecurityAct) or event.action in OF_THE_RECORD or event.actor == reader


def _names_a_hidden_place(event: AuditEvent, reader: Party, power: Representation | None) -> bool:
    """Tell whether a line leads to a place that a decision hides from this representative; their own acts never do."""
    if power is None or event.actor == reader or not power.hides_places_of(event.at):
        return False
    parties = (one for one in (event.actor, event.concerned) if one is not None)
    return any(one.kind in OF_A_PLACE or one.organization != "" for one in parties)


def _is_access_of_a_professional(event: AuditEvent) -> bool:
    """Refusals are left out: their cause would tell of a block or an opposition."""
    return (
        event.actor.kind in ("professional", "structure") and event.action in ACCESSES and event.outcome is Outcome.DONE
    )
