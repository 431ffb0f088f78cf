"""Who did what to a record, for those entitled to know."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from carnet.core.access.actions import Action
from carnet.core.access.actors import Actor
from carnet.core.access.decide import decide, sentence_of
from carnet.core.access.decision import Permit, Refusal
from carnet.core.audit.audience import lines_for
from carnet.core.audit.events import AuditEvent, Outcome, Party, party
from carnet.core.documents.selection import Span
from carnet.core.identifiers import OrganizationId, PractitionerId, RecordId
from carnet.ports.environment import Environment
from carnet.store import access_log, close_ones, directory, facts, tokens
from carnet.store.context import within
from carnet.usecases.reading.list_documents import choose
from carnet.usecases.reading.shown_document import ShownDocument
from carnet.usecases.record.find_record import RecordReference, find_record
from carnet.usecases.trace import write_down

CLOSE_ONES = frozenset({"representative", "carer"})
"""The kinds of parties whose names the record itself keeps."""

CONSULTED = frozenset({Action.LIST_DOCUMENTS, Action.READ_DOCUMENT, Action.BREAK_THE_GLASS, Action.ANSWER_SAMU_CALL})


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One line as its reader sees it.

    ``name``: of the professional or the structure, as the directory knows it; of a representative or a carer, as they
    came into this record. ``structure``: where they acted. ``is_own``: whether the reader did it.
    ``concerned``: the name of whom the act bears on (authorised, blocked…), or nothing. ``sentences``: in French, the
    rules that refused; empty for what was done. ``application``: the name of the one through which it was done, or
    which it is about; empty when there is none.
    """

    event: AuditEvent
    name: str
    structure: str
    concerned: str
    sentences: tuple[str, ...]
    is_own: bool = False
    application: str = ""


@dataclass(frozen=True, slots=True)
class AccessHistory:
    """The lines that this reader may see, newest first. Nothing numbers them: a number would betray the others.

    ``documents``: those that the reader may see, to name them. ``firsts``: the lines by which somebody came first.
    """

    record: RecordId
    lines: tuple[HistoryLine, ...]
    documents: tuple[ShownDocument, ...]
    firsts: frozenset[UUID]


def read_access_history(
    reference: RecordReference, *, during: tuple[Span, ...] = (), taken: str = "", actor: Actor, env: Environment
) -> AccessHistory | Refusal:
    """Read the history of a record (FAQ dmp.fr 2018; ITI-81). Reading it is itself a line of it.

    ``during``: the stretches of time that a line must lie in, all of them. ``taken``: a code of the form in which it is
    taken away (« csv », « pdf »), which that line tells; empty where it is looked at only.
    """
    record = find_record(reference, env=env)
    with within(record):
        gathered = facts.about_documents(
            record,
            action=Action.READ_ACCESS_HISTORY,
            actor=actor,
            at=env.clock.now(),
            policy=env.policy,
            with_deleted=True,
        )
        decision = decide(gathered.facts)
        record_key = write_down(decision, gathered.wrapped_key, env=env, detail=taken)
        events = access_log.read(record, record_key=record_key) if isinstance(decision, Permit) else []
        close = close_ones.names(record, record_key=record_key) if isinstance(decision, Permit) else {}
    if isinstance(decision, Refusal):
        return decision
    shown = lines_for(decision, events, [one.facts for one in gathered.documents])
    kept = [event for event in shown if all(span.holds(event.at) for span in during)]
    documents = tuple(choose(gathered, record_key=record_key))
    return AccessHistory(record, name_lines(kept, close=close, reader=party(actor)), documents, first_visits(shown))


def has_consulted(event: AuditEvent) -> bool:
    """Whether a line tells that a professional looked into the record."""
    return event.actor.kind == "professional" and event.action in CONSULTED and event.outcome is Outcome.DONE


def first_visits(events: Iterable[AuditEvent]) -> frozenset[UUID]:
    """Find the lines by which each professional consulted for the first time. ``events``: a whole history."""
    firsts: dict[str, AuditEvent] = {}
    for event in events:
        if not has_consulted(event):
            continue
        known = firsts.get(event.actor.identifier)
        if known is None or event.at < known.at:
            firsts[event.actor.identifier] = event
    return frozenset(event.id for event in firsts.values())


def name_lines(
    events: Sequence[AuditEvent], *, close: Mapping[str, str], reader: Party | None = None
) -> tuple[HistoryLine, ...]:
    """Put the names of the directory on lines that their reader may see, in the order given.

    ``close``: the names of those who act for the person of this record, by their accounts. ``reader``: who asks.
    """
    parties = [*(event.actor for event in events), *(event.concerned for event in events if event.concerned)]
    people = directory.practitioners(PractitionerId(one.identifier) for one in parties if one.kind == "professional")
    structures = directory.organizations(OrganizationId(one.organization) for one in parties if one.organization)
    known = {event.software for event in events if event.software}
    applications = tokens.client_names(known) if known else {}

    def name_of(party: Party | None) -> str:
        if party is None:
            return ""
        if party.kind in CLOSE_ONES:
            return close.get(party.identifier, "")
        if party.kind == "client":
            return applications.get(party.identifier, "")
        person = people.get(PractitionerId(party.identifier)) if party.kind == "professional" else None
        structure = structures.get(OrganizationId(party.organization)) if person is None else None
        return person.name.shown() if person else structure.name if structure else ""

    lines = []
    for event in events:
        where = structures.get(OrganizationId(event.actor.organization))
        lines.append(
            HistoryLine(
                event=event,
                name=name_of(event.actor),
                structure=where.name if where else "",
                concerned=name_of(event.concerned),
                is_own=event.actor == reader,
                application=applications.get(event.software, ""),
                sentences=tuple(map(sentence_of, event.rules)) if event.outcome is Outcome.REFUSED else (),
            )
        )
    return tuple(lines)
