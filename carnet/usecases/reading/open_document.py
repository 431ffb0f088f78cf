"""Open one document on a page: what it is, what it says, and who has opened it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from carnet.core.access.actions import Action
from carnet.core.access.actors import Actor, Carer, Holder, Representative
from carnet.core.access.decide import decide
from carnet.core.access.decision import Permit, Refusal
from carnet.core.access.facts import Facts
from carnet.core.access.standing import ON_WHAT_IS_THERE, is_patient_side
from carnet.core.audit.audience import lines_for
from carnet.core.audit.events import Outcome
from carnet.core.documents.content import size_of
from carnet.core.documents.entry import DocumentStatus
from carnet.core.documents.examination import examination_numbers
from carnet.core.identifiers import DocumentId, RecordId
from carnet.core.people import Gender
from carnet.formats.dicom.scan import FROM_THE_START, Looking
from carnet.formats.media_types import canonical
from carnet.formats.preview import LARGEST_SHOWN, NoPreview, Preview, embedded, preview_of
from carnet.ports.environment import Environment
from carnet.store import access_log, close_ones, facts, records, selections
from carnet.store.context import within
from carnet.store.records import RecordPerson
from carnet.usecases.notices.first_access import tell_first_access
from carnet.usecases.reading.browse_documents import account_of
from carnet.usecases.reading.list_documents import choose
from carnet.usecases.reading.read_access_history import HistoryLine, name_lines
from carnet.usecases.reading.shown_document import ShownDocument
from carnet.usecases.trace import write_down


@dataclass(frozen=True, slots=True, repr=False)
class Whose:
    """Whose document a professional has before them: a page without a name is a page about the wrong patient."""

    birth_name: str
    used_name: str
    given_name: str
    gender: Gender
    birth_date: date

    def __repr__(self) -> str:
        """Hide the person."""
        return "Whose(…)"


@dataclass(frozen=True, slots=True)
class ReadableFile:
    """The file that a person reads and keeps (``open_file`` gives it): its kind, and its weight in bytes.

    ``is_inside``: the document embeds it, as a CDA of level 1 does; else it is the document.
    """

    media_type: str
    size: int
    is_inside: bool


@dataclass(frozen=True, slots=True, repr=False)
class DocumentPage:
    """A document as its page shows it.

    ``may``: what else this reader could do with it, with the person present: a page offers nothing else.
    ``openings``: for the holder and representatives, the readings of this document that they may know of, newest
    first; empty for anybody else, who may not know. ``whose``: the person, for a professional; nobody else needs it.
    ``is_selected``: somebody of the person's side keeps it at hand. ``of_same_examination``: what else this reader may
    read that carries the number of the same examination, a report beside its pictures.
    """

    shown: ShownDocument
    may: frozenset[Action]
    preview: Preview
    file: ReadableFile
    openings: tuple[HistoryLine, ...]
    whose: Whose | None
    is_selected: bool = False
    of_same_examination: tuple[ShownDocument, ...] = ()

    def __repr__(self) -> str:
        """Hide the content."""
        return "DocumentPage(…)"


def open_document(
    record: RecordId, document: DocumentId, *, actor: Actor, env: Environment, looking: Looking = FROM_THE_START
) -> DocumentPage | Refusal:
    """Read a document on a page: decided, traced and told as any reading of it (one line for the whole page).

    ``looking``: which pages or pictures, and how. Each page of a series opens the document again, and is decided and
    traced as that; going from one picture of a page to the next asks nothing of the server.
    """
    with within(record):
        at = env.clock.now()
        gathered = facts.about_document(
            record, document, action=Action.READ_DOCUMENT, actor=actor, at=at, policy=env.policy
        )
        decision = decide(gathered.facts)
        record_key = write_down(decision, gathered.wrapped_key, env=env)
        tell_first_access(decision, gathered.is_first_access, env=env)
        if isinstance(decision, Refusal):
            return decision
        siblings = facts.about_documents(
            record, action=Action.READ_ACCESS_HISTORY, actor=actor, at=at, policy=env.policy, with_deleted=True
        )
        history = decide(siblings.facts)
        may_know = isinstance(history, Permit) and is_patient_side(gathered.facts)
        events = access_log.read(record, record_key=record_key) if may_know else []
        close = close_ones.names(record, record_key=record_key) if may_know else {}
        person = None if is_patient_side(gathered.facts) else records.person(record, record_key=record_key)
        is_selected = _is_selected(record, document, actor)
        readable = choose(siblings, record_key=record_key)
        shown = next(one for one in readable if one.document == document)
        beside = _of_same_examination(shown, readable)
        if beside and not _told(record, actor, env):
            beside = ()
    is_shown = shown.entry.size <= LARGEST_SHOWN
    content = b"".join(env.blobs.open(decision, record_key=record_key)) if is_shown else b""
    openings: tuple[HistoryLine, ...] = ()
    if isinstance(history, Permit) and may_know:
        seen = lines_for(history, events, [one.facts for one in siblings.documents])
        openings = name_lines(
            [
                event
                for event in seen
                if document in event.documents
                and event.action is Action.READ_DOCUMENT
                and event.outcome is Outcome.DONE
                and event.actor.kind == "professional"
            ],
            close=close,
        )
    whose = whose_of(person) if person is not None else None
    inside = embedded(content, shown.entry.mime_type)
    as_shown = preview_of(inside, looking) if is_shown else NoPreview()
    is_inside = is_shown and inside.media_type != canonical(shown.entry.mime_type)
    size = size_of(inside.content) if is_inside else shown.entry.size
    file = ReadableFile(inside.media_type, size, is_inside)
    return DocumentPage(shown, _may(gathered.facts), as_shown, file, openings, whose, is_selected, beside)


def _is_selected(record: RecordId, document: DocumentId, actor: Actor) -> bool:
    """Whether this person keeps it at hand; inside ``within(record)``. A professional has no selection."""
    if not isinstance(actor, Holder | Representative | Carer):
        return False
    return document in selections.selected(record, account=account_of(actor))


def _of_same_examination(shown: ShownDocument, readable: Sequence[ShownDocument]) -> tuple[ShownDocument, ...]:
    numbers = examination_numbers(shown.entry)
    return tuple(
        one
        for one in readable
        if one.document != shown.document
        and one.status in (DocumentStatus.CURRENT, DocumentStatus.ARCHIVED)
        and not numbers.isdisjoint(examination_numbers(one.entry))
    )


def _told(record: RecordId, actor: Actor, env: Environment) -> bool:
    """Write down that titles of other documents were shown, as a list is; inside ``within(record)``."""
    at = env.clock.now()
    listed = facts.about_record(record, action=Action.LIST_DOCUMENTS, actor=actor, at=at, policy=env.policy)
    decision = decide(listed.facts)
    if isinstance(decision, Permit):
        write_down(decision, listed.wrapped_key, env=env, detail="same-examination")
    return isinstance(decision, Permit)


def whose_of(person: RecordPerson) -> Whose:
    """Give what a professional reads of the person at the head of a page."""
    traits = person.traits
    return Whose(traits.birth_name, traits.used_name, traits.given_names[0], traits.gender, traits.birth_date)


def _may(facts: Facts) -> frozenset[Action]:
    """Find the acts on this document that would be permitted; each is decided again when it is done."""
    acts = ON_WHAT_IS_THERE | {Action.REPLACE_DOCUMENT}
    asked = (replace(facts, action=action, declares_presence=True) for action in acts)
    return frozenset(one.action for one in asked if isinstance(decide(one), Permit))
