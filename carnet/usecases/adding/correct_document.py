"""Something that the person added is put right in its place: a new version, with another title, category or day."""

from dataclasses import dataclass
from typing import TypeAlias

from carnet.core.access.actions import Action
from carnet.core.access.actors import Actor
from carnet.core.access.decide import decide
from carnet.core.access.decision import Refusal
from carnet.core.documents.draft import Replaced, is_put_right_here, types_of_the_person
from carnet.core.identifiers import DocumentId, RecordId, UniqueId
from carnet.core.record.majority import PARIS
from carnet.formats.media_types import DICOM, IN_LEVEL_1
from carnet.formats.preview import embedded
from carnet.ports.environment import Environment
from carnet.store import facts
from carnet.store.context import within
from carnet.usecases.adding.adder import NotKept, who_adds
from carnet.usecases.adding.keep_files import Kept, SentFile, keep_files
from carnet.usecases.adding.own_document import Wish, former_of, make_document, person_of, submission_of
from carnet.usecases.confidentiality.related_documents import related_documents
from carnet.usecases.feeding.deposit_documents import AlreadyThere, Deposited, Rejected, deposit_documents
from carnet.usecases.reading.read_document import read_document
from carnet.usecases.reading.shown_document import ShownDocument
from carnet.usecases.trace import write_down


@dataclass(frozen=True, slots=True)
class Correctable:
    """A document that they may put right, as it is now."""

    shown: ShownDocument


@dataclass(frozen=True, slots=True)
class NotCorrectable:
    """It was replaced already, put away, or written by a page of the record, where it is put right."""


@dataclass(frozen=True, slots=True)
class NotReplaced:
    """The file that was chosen for a document is not kept: ``refused`` says why, ``shown`` is the document."""

    shown: ShownDocument
    refused: NotKept


Answer: TypeAlias = Deposited | Rejected | AlreadyThere | NotCorrectable | Refusal


def see_correctable(
    record: RecordId, document: DocumentId, *, actor: Actor, env: Environment
) -> Correctable | NotCorrectable | Refusal:
    """Show what may be put right of a document: an author may replace (product.md, « Documents »). Traced as a list."""
    refusal = _refusal(record, document, actor, env)
    if refusal is not None:
        return refusal
    related = related_documents(record, document, actor=actor, env=env)
    if isinstance(related, Refusal):
        return related
    shown = related.document
    if shown is None or not is_put_right_here(shown.entry, shown.status):
        return NotCorrectable()
    return Correctable(shown)


def correct_document(record: RecordId, document: DocumentId, wish: Wish, *, actor: Actor, env: Environment) -> Answer:
    """Replace a document of one's own by a new version of the same file (DMP TD2.1), by the function of every door.

    The file is read again, which the history says; the old version is superseded, and the new one inherits from whom
    it is hidden. ``ValueError`` for a type that is not the person's.
    """
    if wish.type_code not in types_of_the_person():
        raise ValueError("a person adds documents of their own types")
    correctable = see_correctable(record, document, actor=actor, env=env)
    if not isinstance(correctable, Correctable):
        return correctable
    with within(record):
        adder = who_adds(record, actor=actor, env=env)
        if isinstance(adder, Refusal):
            return adder
        person = person_of(record, adder)
        former = former_of(record, document, actor=actor, env=env)
    opened = read_document(record, document, actor=actor, env=env)
    if isinstance(opened, Refusal):
        return opened
    file = embedded(b"".join(opened.chunks), opened.mime_type)
    if file.media_type not in IN_LEVEL_1 | {DICOM}:
        return NotCorrectable()
    # One document has one successor: the same form sent twice meets itself.
    made = env.keyring.lookup_digest(f"corrected:{record}:{document}")
    number = UniqueId(f"urn:oid:2.25.{int.from_bytes(made[:16], 'big')}")
    version = make_document(file.media_type, wish, file.whole, number, person, after=former, env=env)
    if isinstance(version, Rejected):
        return version
    return deposit_documents(submission_of((version,), person, env=env), actor=actor, env=env)


def replace_file(
    record: RecordId, document: DocumentId, file: SentFile, *, actor: Actor, env: Environment
) -> Kept | NotReplaced | NotCorrectable | Refusal:
    """Keep a file that will replace a document: looked at first, as what is added, with what is said of the old one."""
    correctable = see_correctable(record, document, actor=actor, env=env)
    if not isinstance(correctable, Correctable):
        return correctable
    entry = correctable.shown.entry
    day = (entry.service_start or entry.creation).astimezone(PARIS).date()
    after = Replaced(document, entry.title, entry.type_code.value, day)
    kept = keep_files(record, [file], after=after, actor=actor, env=env)
    if isinstance(kept, Kept) and kept.refused:
        return NotReplaced(correctable.shown, kept.refused[0])
    return kept


def _refusal(record: RecordId, document: DocumentId, actor: Actor, env: Environment) -> Refusal | None:
    """Decide whether they may replace it; what may be is not traced yet: the deposit will be."""
    with within(record):
        gathered = facts.about_document(
            record, document, action=Action.REPLACE_DOCUMENT, actor=actor, at=env.clock.now(), policy=env.policy
        )
        decision = decide(gathered.facts)
        if not isinstance(decision, Refusal):
            return None
        write_down(decision, gathered.wrapped_key, env=env)
    return decision
