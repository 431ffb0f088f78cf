"""Change what is known of a document – from whom it is hidden, where it is put, whether it is there – in one go."""

from dataclasses import dataclass
from typing import TypeAlias

from carnet.core.access.actions import Action
from carnet.core.access.actors import Actor, Holder
from carnet.core.access.decide import decide
from carnet.core.access.decision import Decision, Permit, Refusal
from carnet.core.access.seen import Told, labels_for, seen_versions
from carnet.core.defects import Defect
from carnet.core.documents.entry import DocumentStatus
from carnet.core.documents.wished import PUTTING_AWAY, ReadWish, Standing, Wished, acts_of
from carnet.core.identifiers import NO_DOCUMENT, NOBODYS_RECORD, DocumentId, RecordId, UniqueId
from carnet.core.vocabulary.confidentiality import Confidentiality
from carnet.ports.environment import Environment
from carnet.store import deposits_made, documents, facts
from carnet.store.context import within
from carnet.store.depositors import DEPOSITORS, depositor_of
from carnet.store.facts import Gathered
from carnet.usecases.confidentiality.announce_document import announce
from carnet.usecases.confidentiality.mask_document import NotAnnouncedYet, change_mask
from carnet.usecases.family.hide_from_representatives import AlreadyShown, keep_from_representatives
from carnet.usecases.feeding.archive_document import NotShelvable, move
from carnet.usecases.feeding.delete_document import delete
from carnet.usecases.reading.list_documents import choose
from carnet.usecases.reading.shown_document import ShownDocument
from carnet.usecases.record.find_record import RecordReference, find_record
from carnet.usecases.trace import write_down


@dataclass(frozen=True, slots=True)
class Numbered:
    """A document by one of its numbers: the uniqueId of its producer, or that of its metadata (``urn:uuid:…``).

    ``record``: in which record; None: among those that the one who asks has deposited.
    """

    number: str
    record: RecordReference | None = None


Which: TypeAlias = tuple[RecordId, DocumentId] | Numbered


@dataclass(frozen=True, slots=True)
class Changed:
    """It is done, entirely. ``shown``: the document as it is now for who asked, None when they do not read it.

    ``is_deleted``: nobody reads it any more; ``shown`` is then as it was last.
    """

    shown: ShownDocument | None
    is_deleted: bool = False


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """Nothing was done: the change has these defects."""

    defects: tuple[Defect, ...]


@dataclass(frozen=True, slots=True)
class AnotherVersion:
    """Nothing was done: the version that the change was meant for is not the present one."""


@dataclass(frozen=True, slots=True)
class SeveralDocuments:
    """Nothing was done: several documents have this number."""


Answer: TypeAlias = (
    Changed
    | NotUnderstood
    | AnotherVersion
    | SeveralDocuments
    | NotAnnouncedYet
    | NotShelvable
    | AlreadyShown
    | Refusal
)


def change_document(
    which: Which,
    read_wish: ReadWish,
    *,
    versions: tuple[str, ...] = (),
    person_asks: bool = False,
    actor: Actor,
    env: Environment,
) -> Answer:
    """Change a document's metadata (DMP TD3.3a–d): every act that this takes, or none of them.

    ``read_wish`` tells what is wanted once it is known what the asker has before them. ``versions``: the only ones
    that it is meant for, when there are any (``If-Match``). ``person_asks``: the statement of a professional that the
    person, present, asks for it. Whoever may not read the document learns nothing of it, whatever they send; its
    author deletes it without reading it (EX_3.3-1060).
    """
    record, known = _find(which, actor=actor, env=env)
    with within(record, exclusive=True):
        found = known if isinstance(known, frozenset) else _numbered(record, known, actor=actor, env=env)
        if len(found) > 1:
            _trace_several(record, actor, env)
            return SeveralDocuments()
        one = next(iter(found), NO_DOCUMENT)
        at = env.clock.now()
        gathered = facts.about_document(record, one, action=Action.READ_DOCUMENT, actor=actor, at=at, policy=env.policy)
        reading = decide(gathered.facts)
        wished = read_wish(_standing(gathered, reading))
        acts = acts_of(wished) if isinstance(wished, Wished) else wished
        defects = tuple(act for act in acts if isinstance(act, Defect))
        actions = tuple(act for act in acts if isinstance(act, Action))
        is_deletion = actions == (Action.DELETE_DOCUMENT,)
        if isinstance(reading, Refusal) and (defects or not is_deletion):
            write_down(reading, gathered.wrapped_key, env=env)
            return reading
        if defects:
            detail = " ".join(sorted({defect.code for defect in defects}))
            write_down(reading, gathered.wrapped_key, env=env, detail=detail, is_defective=True)
            return NotUnderstood(defects)
        if versions and (isinstance(reading, Refusal) or _number(gathered) not in versions):
            write_down(reading, gathered.wrapped_key, env=env, detail="another-version", is_defective=True)
            return AnotherVersion()
        if not actions:
            write_down(reading, gathered.wrapped_key, env=env, detail="metadata")
        last = _shown(record, one, gathered, actor, env) if is_deletion and isinstance(reading, Permit) else None
        stopped = _all(record, one, actions, gathered, person_asks=person_asks, actor=actor, env=env)
        if stopped is not None:
            return stopped
        if is_deletion:
            return Changed(last, is_deleted=True)
        return Changed(_shown(record, one, gathered, actor, env))


def _find(which: Which, *, actor: Actor, env: Environment) -> tuple[RecordId, frozenset[DocumentId] | str]:
    """Tell in which record the document is, and which one; or its number, where it is looked for in the record."""
    if not isinstance(which, Numbered):
        return which[0], frozenset({which[1]})
    if which.record is not None:
        return find_record(which.record, env=env), which.number
    if isinstance(actor, Holder):
        return actor.record, which.number
    if not isinstance(actor, DEPOSITORS):
        return NOBODYS_RECORD, frozenset()
    name = deposits_made.name(depositor_of(actor).structure, which.number)
    found = deposits_made.find(env.keyring.lookup_digest(name))
    documents_found = frozenset(document for _, document in found)
    return (found[0][0] if len(found) == 1 else NOBODYS_RECORD), documents_found


def _trace_several(record: RecordId, actor: Actor, env: Environment) -> None:
    gathered = facts.about_record(
        record, action=Action.LIST_DOCUMENTS, actor=actor, at=env.clock.now(), policy=env.policy
    )
    write_down(decide(gathered.facts), gathered.wrapped_key, env=env, detail="several-documents", is_defective=True)


def _numbered(record: RecordId, number: str, *, actor: Actor, env: Environment) -> frozenset[DocumentId]:
    """Find the documents of a number that the asker may read, and the one that they deposited under it."""
    listed = facts.about_documents(
        record, action=Action.READ_DOCUMENT, actor=actor, at=env.clock.now(), policy=env.policy
    )
    key = env.keyring.open_record_key(listed.wrapped_key, record=listed.facts.record.id.bytes)
    found = {
        one.document
        for one in choose(listed, record_key=key)
        if number in (one.entry.unique_id.value, f"urn:uuid:{one.entry_uuid}")
    }
    if isinstance(actor, DEPOSITORS):
        own = documents.find_by_unique_id(record, depositor_of(actor).structure, UniqueId(number))
        found |= {own} if own is not None and not found else set()
    return frozenset(found)


def _standing(gathered: Gathered, reading: Decision) -> Standing:
    document = gathered.facts.document
    if isinstance(reading, Refusal) or document is None:
        return Standing()
    labels = labels_for(gathered.facts, document).confidentiality
    return Standing(tuple(sorted(labels, key=lambda label: label.value)), document.status)


def _number(gathered: Gathered) -> str:
    """Tell the version of the document that the asker has before them."""
    if gathered.document is None:
        return ""
    (seen,) = seen_versions(gathered.facts, [Told(gathered.document.facts, gathered.document.versions)])
    return str(seen.number if seen is not None else gathered.document.metadata.version)


def _all(
    record: RecordId,
    document: DocumentId,
    actions: tuple[Action, ...],
    gathered: Gathered,
    *,
    person_asks: bool,
    actor: Actor,
    env: Environment,
) -> NotAnnouncedYet | NotShelvable | AlreadyShown | Refusal | None:
    """Do every act, or none: of several, each is decided before the first is done. Nothing when all is done."""
    current = gathered.facts.document
    if len(actions) > 1 and current is not None:
        if PUTTING_AWAY & set(actions) and current.status is DocumentStatus.SUPERSEDED:
            return NotShelvable()
        if Action.MASK_DOCUMENT in actions and Confidentiality.HIDDEN_FROM_PATIENT in current.confidentiality:
            return NotAnnouncedYet()
        for action in actions:
            asked = facts.about_document(
                record,
                document,
                action=action,
                actor=actor,
                at=env.clock.now(),
                policy=env.policy,
                declares_presence=person_asks,
            )
            decision = decide(asked.facts)
            if isinstance(decision, Refusal):
                write_down(decision, asked.wrapped_key, env=env)
                return decision
    for action in actions:
        answer = _do(action, record, document, person_asks=person_asks, actor=actor, env=env)
        if isinstance(answer, NotAnnouncedYet | NotShelvable | AlreadyShown | Refusal):
            return answer
    return None


def _do(
    action: Action, record: RecordId, document: DocumentId, *, person_asks: bool, actor: Actor, env: Environment
) -> object:
    match action:
        case Action.MASK_DOCUMENT | Action.UNMASK_DOCUMENT:
            return change_mask(action, record, document, person_asks=person_asks, actor=actor, env=env)
        case Action.ANNOUNCE_DOCUMENT:
            return announce(record, document, person_is_present=person_asks, actor=actor, env=env)
        case Action.HIDE_FROM_REPRESENTATIVES:
            return keep_from_representatives(record, document, minor_asks=person_asks, actor=actor, env=env)
        case Action.DELETE_DOCUMENT:
            return delete(record, document, actor=actor, env=env)
        case _:
            return move(action, record, document, actor=actor, env=env)


def _shown(
    record: RecordId, document: DocumentId, gathered: Gathered, actor: Actor, env: Environment
) -> ShownDocument | None:
    """Show the document to who asked, if they read it."""
    listed = facts.about_documents(
        record, action=Action.READ_DOCUMENT, actor=actor, at=env.clock.now(), policy=env.policy
    )
    key = env.keyring.open_record_key(gathered.wrapped_key, record=record.bytes)
    return next((one for one in choose(listed, record_key=key) if one.document == document), None)
