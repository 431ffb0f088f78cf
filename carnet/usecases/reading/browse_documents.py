"""The documents page of somebody of the person's side: all of them, or those that hold some words, and their selection.

Decided before anything is looked at, counted or shown.
"""

from dataclasses import dataclass

from carnet.core.access.actions import Action
from carnet.core.access.actors import Carer, Holder, Representative
from carnet.core.access.decide import decide
from carnet.core.access.decision import Refusal
from carnet.core.access.with_a_doctor import count_to_read_with_a_doctor
from carnet.core.documents.entry import DocumentStatus
from carnet.core.identifiers import RecordId
from carnet.core.vocabulary.grave_results import tells_grave_result
from carnet.formats.words import Piece, Searchable, query, unpack
from carnet.ports.environment import Environment
from carnet.store import facts, selections, words
from carnet.store.context import within
from carnet.usecases.feeding.searched import searched_by_name
from carnet.usecases.reading.list_documents import choose
from carnet.usecases.reading.shown_document import ShownDocument
from carnet.usecases.trace import write_down

SEARCHED = "search"
"""What looking for words is called in the history."""

LISTED = frozenset({DocumentStatus.CURRENT, DocumentStatus.ARCHIVED})


@dataclass(frozen=True, slots=True, repr=False)
class FoundDocument:
    """A document of the list. ``sentence``: where it says the words; nothing when only its title or authors do.

    ``is_selected``: the reader keeps it at hand.
    """

    shown: ShownDocument
    sentence: tuple[Piece, ...]
    is_selected: bool

    def __repr__(self) -> str:
        """Name the document only."""
        return f"FoundDocument({self.shown.document})"


@dataclass(frozen=True, slots=True)
class FoundDocuments:
    """What this reader may see, current and archived, that answers to what was typed.

    ``with_a_doctor``: as in ``ListedDocuments``. ``to_check``: how many deposits wait for a yes or a no; they are in
    no list.
    """

    documents: tuple[FoundDocument, ...]
    with_a_doctor: int = 0
    to_check: int = 0


def browse_documents(
    record: RecordId, typed: str, *, actor: Holder | Representative | Carer, env: Environment
) -> FoundDocuments | Refusal:
    """List the documents; with words in ``typed``, those whose title, authors or text hold all of them.

    The words of what this reader may not see are not even fetched. A grave result is found by its title and its
    authors only, and none of its sentences is shown: its page asks first (product.md, « A grave result is not read
    alone by surprise »). The line of the history says that words were looked for, never which.
    """
    wanted = query(typed)
    with within(record):
        gathered = facts.about_documents(
            record, action=Action.LIST_DOCUMENTS, actor=actor, at=env.clock.now(), policy=env.policy
        )
        decision = decide(gathered.facts)
        record_key = write_down(decision, gathered.wrapped_key, env=env, detail=SEARCHED if typed else "")
        if isinstance(decision, Refusal):
            return decision
        seen = choose(gathered, record_key=record_key)
        listed = [one for one in seen if one.status in LISTED and not one.awaits_check]
        numbers = [one.document for one in listed]
        kept = words.words_of(record, numbers, record_key=record_key) if typed else {}
        selected = selections.selected(record, account=account_of(actor))
    found: list[FoundDocument] = []
    for one in listed:
        if not typed:
            found.append(FoundDocument(one, (), one.document in selected))
            continue
        packed = kept.get(one.document)
        searched: Searchable = searched_by_name(one.entry) if packed is None else unpack(packed)
        is_grave = tells_grave_result(one.entry.type_code, one.entry.events)
        if wanted.finds(searched, within=not is_grave):
            sentence = () if is_grave else wanted.sentence(searched)
            found.append(FoundDocument(one, sentence, one.document in selected))
    others = count_to_read_with_a_doctor(gathered.facts, [one.facts for one in gathered.documents])
    return FoundDocuments(tuple(found), others, sum(one.awaits_check for one in seen if one.status in LISTED))


def account_of(actor: Holder | Representative | Carer) -> str:
    """Tell under which name somebody's selection is kept: the holder's has none."""
    return "" if isinstance(actor, Holder) else actor.account
