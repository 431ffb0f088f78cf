"""Whoever shows sees what is shown, until when, by which code, and who has opened it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from carnet.core.access.actions import Action
from carnet.core.access.actors import Actor, Holder
from carnet.core.access.decide import decide
from carnet.core.access.decision import Refusal
from carnet.core.identifiers import DocumentId, PractitionerId, RecordId
from carnet.ports.environment import Environment
from carnet.store import directory, facts, showings
from carnet.store.context import within
from carnet.store.showings import KeptShowing
from carnet.usecases.reading.list_documents import choose
from carnet.usecases.reading.shown_document import ShownDocument
from carnet.usecases.showing.show_record import may_be_shown
from carnet.usecases.trace import write_down

SHOWN_FOR = timedelta(days=1)
"""How long the page of a showing that is over still tells who opened it; the history tells it for ever."""


@dataclass(frozen=True, slots=True)
class OpenedByName:
    """Somebody who opened it, as the directory knows them, and when."""

    name: str
    profession: str
    specialty: str
    at: datetime


@dataclass(frozen=True, slots=True, repr=False)
class FollowedShowing:
    """A showing as its page tells it. ``code``: eight letters; empty once it is over.

    ``documents``: those chosen one by one that the reader may see; None for the whole record.
    """

    id: UUID
    code: str
    opened_at: datetime
    until: datetime
    is_living: bool
    is_stopped: bool
    documents: tuple[ShownDocument, ...] | None
    opened_by: tuple[OpenedByName, ...]

    def __repr__(self) -> str:
        """Hide the code."""
        return f"FollowedShowing({self.id})"


@dataclass(frozen=True, slots=True)
class Followed:
    """``showings``: of the last day, the last one first. ``choosable``: the documents that can be shown, newest first.

    ``hidden_from``: by name, those from whom a document is hidden: shown, it would open to them too.
    """

    showings: tuple[FollowedShowing, ...]
    choosable: tuple[ShownDocument, ...]
    hidden_from: dict[PractitionerId, str]


@dataclass(frozen=True, slots=True)
class NothingNew:
    """Nobody else has opened it, and it goes on."""


@dataclass(frozen=True, slots=True)
class SomethingNew:
    """Somebody has opened it since, or it is over: the page is to be read again."""


def follow_showings(record: RecordId, *, actor: Actor, env: Environment) -> Followed | Refusal:
    """List what is shown, with what can be shown (interface.md P20).

    The holder follows all of it; a representative what representatives show: a minor may show what they hide from them.
    """
    with within(record):
        at = env.clock.now()
        gathered = facts.about_documents(record, action=Action.FOLLOW_SHOWING, actor=actor, at=at, policy=env.policy)
        decision = decide(gathered.facts)
        record_key = env.keyring.open_record_key(gathered.wrapped_key, record=gathered.facts.record.id.bytes)
        kept = theirs(showings.showings(record, record_key=record_key, since=at - SHOWN_FOR), actor)
        chosen = frozenset[DocumentId]().union(*(one.documents or () for one in kept))
        write_down(decision, gathered.wrapped_key, env=env, documents=tuple(sorted(chosen)))
        if isinstance(decision, Refusal):
            return decision
    readable = choose(gathered, record_key=record_key)
    possible = {one.facts.id for one in gathered.documents if may_be_shown(one.facts)}
    named = [by.practitioner for one in kept for by in one.opened_by]
    hidden = [practitioner for one in readable for practitioner in one.hidden_from]
    people = directory.practitioners([*named, *hidden])
    return Followed(
        tuple(_followed(one, readable, people, at) for one in kept),
        tuple(one for one in readable if one.document in possible),
        {one: people[one].name.shown() for one in hidden if one in people},
    )


def look_for_news(
    record: RecordId, showing: UUID, *, known: int, actor: Actor, env: Environment
) -> NothingNew | SomethingNew | Refusal:
    """Tell a page that is open whether it must be read again. ``known``: how many it names already.

    Nothing is read here that the page does not show: what is new is traced when the page is read again, and a refusal
    at once.
    """
    with within(record):
        at = env.clock.now()
        gathered = facts.about_record(record, action=Action.FOLLOW_SHOWING, actor=actor, at=at, policy=env.policy)
        decision = decide(gathered.facts)
        if isinstance(decision, Refusal):
            write_down(decision, gathered.wrapped_key, env=env)
            return decision
        record_key = env.keyring.open_record_key(gathered.wrapped_key, record=gathered.facts.record.id.bytes)
        kept = theirs(showings.showings(record, record_key=record_key, since=at - SHOWN_FOR), actor)
    found = next((one for one in kept if one.id == showing), None)
    goes_on = found is not None and at < found.until and len(found.opened_by) == known
    return NothingNew() if goes_on else SomethingNew()


def theirs(kept: Iterable[KeptShowing], actor: Actor) -> list[KeptShowing]:
    """Choose the showings that somebody follows and may stop."""
    return [one for one in kept if isinstance(actor, Holder) or one.shown_by]


def _followed(
    one: KeptShowing, readable: list[ShownDocument], people: dict[PractitionerId, directory.Practitioner], at: datetime
) -> FollowedShowing:
    is_living = at < one.until
    opened = []
    for by in one.opened_by:
        known = people.get(by.practitioner)
        opened.append(
            OpenedByName(known.name.shown(), known.profession, known.specialty, by.at)
            if known is not None
            else OpenedByName(by.practitioner.value, "", "", by.at)
        )
    chosen = one.documents
    return FollowedShowing(
        id=one.id,
        code=one.code if is_living else "",
        opened_at=one.opened_at,
        until=one.until,
        is_living=is_living,
        is_stopped=one.is_stopped,
        documents=tuple(shown for shown in readable if shown.document in chosen) if chosen is not None else None,
        opened_by=tuple(opened),
    )
