"""The documents page of somebody of the person's side: all of them, or those that hold some words, and their selection.

Decided before anything is looked at, counted or shown; only what stands on the page is opened (ADR 0039).
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, Protocol, TypeVar

from carnet.core.access.actions import Action
from carnet.core.access.actors import Carer, Holder, Representative
from carnet.core.access.decide import decide
from carnet.core.access.decision import Refusal
from carnet.core.access.facts import Facts
from carnet.core.access.seen import Labels, labels_of_all
from carnet.core.access.with_a_doctor import count_to_read_with_a_doctor
from carnet.core.documents.entry import DocumentStatus
from carnet.core.identifiers import DocumentId, RecordId
from carnet.core.vocabulary.grave_results import tells_grave_result
from carnet.formats.words import Piece, Query, Searchable, query, unpack
from carnet.ports.environment import Environment
from carnet.store import facts, selections, words
from carnet.store.context import within
from carnet.store.metadata import GatheredDocument
from carnet.usecases.feeding.searched import searched_by_name
from carnet.usecases.reading.list_documents import readable, show
from carnet.usecases.reading.shown_document import ShownDocument, who_brought
from carnet.usecases.trace import write_down

SEARCHED = "search"
"""What looking for words is called in the history."""

LISTED = frozenset({DocumentStatus.CURRENT, DocumentStatus.ARCHIVED})


@dataclass(frozen=True, slots=True, repr=False)
class Glance:
    """What a document of the list is counted, filtered and sorted by.

    ``of``: the instant of the care that it tells of, else of its writing. ``like``: the newest document of the list
    that has the very same authors and came by the same person, opened. ``is_selected``: the reader keeps it at hand.
    """

    number: DocumentId
    type_code: str
    of: datetime
    is_archived: bool
    is_masked: bool
    is_selected: bool
    like: ShownDocument

    def __repr__(self) -> str:
        """Name the document only."""
        return f"Glance({self.number})"


class Layout(Protocol):
    """How a list was laid out: whatever its door has made of it, and which documents are to be shown, in order."""

    @property
    def numbers(self) -> Sequence[DocumentId]:
        """The documents of the page."""


LaidOut = TypeVar("LaidOut", bound=Layout)


@dataclass(frozen=True, slots=True, repr=False)
class FoundDocument:
    """A document of the page. ``sentence``: where it says the words; nothing when only its title or authors do.

    ``is_selected``: the reader keeps it at hand.
    """

    shown: ShownDocument
    sentence: tuple[Piece, ...]
    is_selected: bool

    def __repr__(self) -> str:
        """Name the document only."""
        return f"FoundDocument({self.shown.document})"


@dataclass(frozen=True, slots=True)
class FoundDocuments(Generic[LaidOut]):
    """What this reader may see, current and archived, that answers to what was typed; ``documents``: of this page.

    ``layout``: what the door made of all of them. ``with_a_doctor``: as in ``ListedDocuments``. ``to_check``: how many
    deposits wait for a yes or a no; they are in no list.
    """

    layout: LaidOut
    documents: tuple[FoundDocument, ...]
    with_a_doctor: int = 0
    to_check: int = 0


def browse_documents(
    record: RecordId,
    typed: str,
    *,
    lay_out: Callable[[Sequence[Glance]], LaidOut],
    actor: Holder | Representative | Carer,
    env: Environment,
) -> FoundDocuments[LaidOut] | Refusal:
    """List the documents; with words in ``typed``, those whose title, authors or text hold all of them.

    ``lay_out``: receives what answers, the newest written first, and chooses what the page shows: only that is opened,
    and one document of each set of authors. The words of what this reader may not see are not even fetched. A grave
    result is found by its title and its authors only, and none of its sentences is shown: its page asks first
    (product.md, « A grave result is not read alone by surprise »). The line of the history says that words were looked
    for, never which.
    """
    with within(record):
        gathered = facts.about_documents(
            record, action=Action.LIST_DOCUMENTS, actor=actor, at=env.clock.now(), policy=env.policy
        )
        decision = decide(gathered.facts)
        record_key = write_down(decision, gathered.wrapped_key, env=env, detail=SEARCHED if typed else "")
        if isinstance(decision, Refusal):
            return decision
        decided = readable(gathered)
        kept_there = [one for one in decided if one.facts.status in LISTED]
        labelled = labels_of_all(gathered.facts, [one.facts for one in kept_there])
        listed = [(one, labels) for one, labels in zip(kept_there, labelled, strict=True) if not labels.awaits_check]
        numbers = [one.facts.id for one, _ in listed]
        kept = words.words_of(record, numbers, record_key=record_key) if typed else {}
        selected = selections.selected(record, account=account_of(actor))

    def opened(wanted: Iterable[DocumentId]) -> dict[DocumentId, ShownDocument]:
        shown = show(gathered, decided, record_key=record_key, only=frozenset(wanted))
        return {one.document: one for one in shown}

    wanted = query(typed)
    found = _found(wanted, opened(numbers), kept) if typed else {}
    if typed:
        listed = [(one, labels) for one, labels in listed if one.facts.id in found]
    authors = [_authors_of(gathered.facts, one) for one, _ in listed]
    newest: dict[Hashable, DocumentId] = {}
    for key, (one, _) in zip(authors, listed, strict=True):
        newest.setdefault(key, one.facts.id)
    firsts = opened(newest.values())
    like = {key: firsts[number] for key, number in newest.items()}
    layout = lay_out(
        [
            _glance(one, labels, like=like[key], is_selected=one.facts.id in selected)
            for key, (one, labels) in zip(authors, listed, strict=True)
        ]
    )
    shown = opened(layout.numbers)
    return FoundDocuments(
        layout,
        tuple(
            FoundDocument(shown[one], wanted.sentence(text) if (text := found.get(one)) else (), one in selected)
            for one in layout.numbers
        ),
        count_to_read_with_a_doctor(gathered.facts, [one.facts for one in gathered.documents]),
        len(labelled) - len(numbers),
    )


def _found(
    wanted: Query, shown: Mapping[DocumentId, ShownDocument], kept: Mapping[DocumentId, bytes]
) -> dict[DocumentId, Searchable | None]:
    """Find which documents say the words wanted, each with what a sentence is taken from: nothing of a grave result.

    ``kept``: the words of those that have some kept.
    """
    found: dict[DocumentId, Searchable | None] = {}
    for number, one in shown.items():
        packed = kept.get(number)
        searched = searched_by_name(one.entry) if packed is None else unpack(packed)
        is_grave = tells_grave_result(one.entry.type_code, one.entry.events)
        if wanted.finds(searched, within=not is_grave):
            found[number] = None if is_grave else searched
    return found


def _authors_of(facts: Facts, document: GatheredDocument) -> Hashable:
    """Give what documents have in common that have the very same authors and came by the same person.

    One that has no mark of its authors stands alone.
    """
    return document.metadata.authors_mark or document.facts.id, who_brought(document.facts, facts.actor)


def _glance(document: GatheredDocument, labels: Labels, *, like: ShownDocument, is_selected: bool) -> Glance:
    facts, metadata = document.facts, document.metadata
    return Glance(
        number=facts.id,
        type_code=facts.type_code,
        of=metadata.service_start or metadata.creation,
        is_archived=facts.status is DocumentStatus.ARCHIVED,
        is_masked=labels.is_masked,
        is_selected=is_selected,
        like=like,
    )


def account_of(actor: Holder | Representative | Carer) -> str:
    """Tell under which name somebody's selection is kept: the holder's has none."""
    return "" if isinstance(actor, Holder) else actor.account
