"""A submission enters a record, entirely or not at all: the same function for every door."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeAlias
from uuid import UUID

from carnet.core.access.actions import Action
from carnet.core.access.actors import Actor
from carnet.core.access.decide import decide
from carnet.core.access.decision import Decision, Permit, Refusal
from carnet.core.access.facts import DepositFacts, DocumentFacts
from carnet.core.access.standing import is_in_secret_visit
from carnet.core.defects import Defect
from carnet.core.documents.admission import examine
from carnet.core.documents.entry import DocumentStatus
from carnet.core.documents.submission import Submission, SubmittedDocument
from carnet.core.identifiers import DocumentId, RecordId
from carnet.core.record.majority import is_minor
from carnet.core.vocabulary.confidentiality import Confidentiality
from carnet.formats.cda.model import CdaHeader
from carnet.ports.environment import Environment
from carnet.store import deposits_made, documents, facts
from carnet.store.context import within
from carnet.store.depositors import Depositor, depositor_of
from carnet.store.documents import AdmittedDocument, AlreadyDeposited, AlreadyReplaced
from carnet.store.facts import Gathered
from carnet.usecases.feeding.examination import Examined, examine_contents, replacement_defect
from carnet.usecases.feeding.searched import searched
from carnet.usecases.feeding.withholding import admit, inheriting, origin_of_masks
from carnet.usecases.notices.new_document import tell_new_document
from carnet.usecases.professional.owe_announcements import owe_announcements
from carnet.usecases.reading.shown_document import ShownDocument
from carnet.usecases.record.find_record import find_record
from carnet.usecases.trace import write_down


@dataclass(frozen=True, slots=True)
class Deposited:
    """What entered. ``receipts``: each document as it was recorded, in the order of the submission."""

    record: RecordId
    submission: UUID
    at: datetime
    receipts: tuple[ShownDocument, ...]

    @property
    def documents(self) -> tuple[DocumentId, ...]:
        """The ids of the documents, in the order of the submission."""
        return tuple(receipt.document for receipt in self.receipts)


@dataclass(frozen=True, slots=True)
class Rejected:
    """Nothing entered: what was sent has these defects."""

    defects: tuple[Defect, ...]


@dataclass(frozen=True, slots=True)
class AlreadyThere:
    """Nothing entered: this structure has deposited this uniqueId in this record before, as ``documents``."""

    record: RecordId
    documents: tuple[DocumentId, ...]


Answer: TypeAlias = Deposited | Rejected | AlreadyThere | Refusal


@dataclass(frozen=True, slots=True)
class Ready:
    """A submission that may enter: the key of its record, and what each document replaces, with its visibility."""

    gathered: Gathered
    permit: Permit
    documents: tuple[SubmittedDocument, ...]
    targets: tuple[DocumentFacts | None, ...]


def deposit_documents(submission: Submission, *, actor: Actor, env: Environment) -> Answer:
    """Deposit documents (DMP TD2, TD2.1; ITI-65, ITI-105, ITI-41).

    Decided twice: before the bytes are stored, so that nothing is kept of a refused deposit, and in the transaction
    that writes the rows, so that a block or a closure in between counts. Bytes are durable before the rows that name
    them. Every attempt is traced, whatever its end.
    """
    record = find_record(submission.submission_set.patient, env=env)
    examined = examine_contents(submission, actor=actor, env=env)
    with within(record):
        ready = gather_deposit(record, submission, examined, action=Action.DEPOSIT_DOCUMENTS, actor=actor, env=env)
    if not isinstance(ready, Ready):
        return ready
    record_key = env.keyring.open_record_key(ready.gathered.wrapped_key, record=record.bytes)
    stored = []
    for document in ready.documents:
        number = DocumentId(env.chance.identifier())
        blob = env.blobs.put(
            document.content,
            record=record,
            document=number,
            record_key=record_key,
            mime_type=document.entry.mime_type,
        )
        stored.append((number, blob, searched(document)))
    with within(record):
        again = gather_deposit(record, submission, examined, action=Action.DEPOSIT_DOCUMENTS, actor=actor, env=env)
        if not isinstance(again, Ready):
            return again
        # The visibility that a new version inherits is that of this moment, not of before the bytes were stored.
        admitted = tuple(
            admit(document, number, blob, target, words=words, gathered=again.gathered, delay=env.announcement_delay)
            for (number, blob, words), document, target in zip(stored, again.documents, again.targets, strict=True)
        )
        return _enter(again, admitted, submission, depositor_of(actor), env)


def gather_deposit(
    record: RecordId,
    submission: Submission,
    examined: Examined,
    *,
    action: Action,
    actor: Actor,
    env: Environment,
) -> Ready | Rejected | Refusal:
    """Gather and decide, inside ``within(record)``; trace and answer what may not enter.

    ``examined``: what its files say; ``action``: what is asked of the record. What may enter is not traced yet:
    whoever asked has still to do something with it.
    """
    asked = DepositFacts(
        type_codes=frozenset(document.entry.type_code.value for document in submission.documents),
        non_opposition=submission.submission_set.non_opposition,
        is_hidden_from_representatives=all(
            Confidentiality.HIDDEN_FROM_REPRESENTATIVES in document.entry.confidentiality
            for document in submission.documents
        ),
    )
    at = env.clock.now()
    gathered = facts.about_record(record, action=action, actor=actor, at=at, policy=env.policy)
    asked = replace(asked, in_secret_visit=is_in_secret_visit(gathered.facts))
    gathered = replace(gathered, facts=replace(gathered.facts, deposit=asked))
    decision: Decision = decide(gathered.facts)
    if isinstance(decision, Refusal):
        write_down(decision, gathered.wrapped_key, env=env)
        return decision
    defects = [*examine(submission, is_minor=is_minor(gathered.facts.record.birth_date, at=at)), *examined.defects]
    ready: list[SubmittedDocument] = []
    targets: list[DocumentFacts | None] = []
    for index, document in enumerate(submission.documents):
        target = _replaced(record, document, examined.headers[index], index, defects, actor=actor, env=env)
        targets.append(target)
        ready.append(inheriting(document, target, index, defects))
    if defects:
        detail = " ".join(sorted({defect.code for defect in defects}))
        write_down(decision, gathered.wrapped_key, env=env, detail=detail, is_defective=True)
        return Rejected(tuple(defects))
    return Ready(gathered, decision, tuple(ready), tuple(targets))


def _replaced(
    record: RecordId,
    document: SubmittedDocument,
    header: CdaHeader | None,
    index: int,
    defects: list[Defect],
    *,
    actor: Actor,
    env: Environment,
) -> DocumentFacts | None:
    """Decide whether the actor may replace what this document replaces; what they may not see is as if it never was."""
    place = f"documents[{index}].replaces"
    named = document.replaces if document.replaces is not None or header is None else header.replaces
    if named is None:
        return None
    target = (
        named if isinstance(named, UUID) else documents.find_by_unique_id(record, depositor_of(actor).structure, named)
    )
    gathered = facts.about_document(
        record,
        target if target is not None else DocumentId(env.chance.identifier()),
        action=Action.REPLACE_DOCUMENT,
        actor=actor,
        at=env.clock.now(),
        policy=env.policy,
    )
    decision = decide(gathered.facts)
    if document.replaces is None:
        # A header may name a version that never came here; one that this actor could replace must be announced.
        defect = replacement_defect(header, None, where=place) if isinstance(decision, Permit) else None
        defects += [defect] if defect is not None else []
        return None
    if isinstance(decision, Refusal):
        write_down(decision, gathered.wrapped_key, env=env)
        defects.append(
            Defect(
                "replaced-document-not-found",
                place,
                "This depositor has no document of that identifier to replace here.",
                "Send the id or the uniqueId of a document that its author deposited in this record.",
            )
        )
        return None
    replaced = gathered.facts.document
    if gathered.document is not None:
        defect = replacement_defect(header, gathered.document.metadata.unique_id, where=f"documents[{index}]")
        defects += [defect] if defect is not None else []
    if replaced is not None and replaced.status is DocumentStatus.SUPERSEDED:
        defects.append(
            Defect(
                "already-superseded",
                place,
                "The document to replace has been replaced already.",
                "Replace its latest version.",
            )
        )
    return replaced


def _enter(
    ready: Ready,
    admitted: tuple[AdmittedDocument, ...],
    submission: Submission,
    depositor: Depositor,
    env: Environment,
) -> Deposited | AlreadyThere | Rejected:
    """Write the rows, the trace and what is owed, in the present transaction."""
    record = ready.gathered.facts.record.id
    at, event, number = ready.gathered.facts.at, env.chance.identifier(), env.chance.identifier()
    record_key = env.keyring.open_record_key(ready.gathered.wrapped_key, record=record.bytes)
    result = documents.deposit(
        record,
        submission.submission_set,
        admitted,
        submission=number,
        depositor=depositor,
        at=at,
        event=event,
        record_key=record_key,
        chance=env.chance,
    )
    key = ready.gathered.wrapped_key
    match result:
        case AlreadyDeposited():
            there = already_there(record, submission, depositor)
            write_down(ready.permit, key, env=env, documents=there, detail="already-deposited", is_defective=True)
            return AlreadyThere(record, there)
        case AlreadyReplaced():
            write_down(ready.permit, key, env=env, detail="already-superseded", is_defective=True)
            return Rejected(
                (
                    Defect(
                        "already-superseded",
                        "documents",
                        "A document to replace was replaced by somebody else meanwhile.",
                        "Read its latest version, then replace that one.",
                    ),
                )
            )
        case documents.Deposited(entry_uuids=entry_uuids):
            deposits_made.remember(record, _numbers(admitted, depositor, env))
            write_down(
                ready.permit,
                key,
                env=env,
                documents=tuple(one.id for one in admitted),
                detail=origin_of_masks(ready.documents, ready.targets, gathered=ready.gathered),
                event=event,
            )
            owe_announcements(ready.permit, admitted, env=env)
            tell_new_document(ready.permit, ((one.entry.confidentiality, one.hidings) for one in admitted), env=env)
    # A receipt says nothing of what the person chose: its document is as it was sent, and as the old version was.
    receipts = tuple(
        ShownDocument(record, one.id, sent.entry, entry_uuid, DocumentStatus.CURRENT, 1, at, at, one.replaces)
        for one, sent, entry_uuid in zip(admitted, ready.documents, entry_uuids, strict=True)
    )
    return Deposited(record, number, at, receipts)


def _numbers(
    admitted: tuple[AdmittedDocument, ...], depositor: Depositor, env: Environment
) -> list[tuple[bytes, DocumentId]]:
    """Make the digests under which their depositor will find these documents again."""
    digest = env.keyring.lookup_digest
    return [(digest(deposits_made.name(depositor.structure, one.entry.unique_id.value)), one.id) for one in admitted]


def already_there(record: RecordId, submission: Submission, depositor: Depositor) -> tuple[DocumentId, ...]:
    """Find the documents that this structure deposited before: the line that names them is as visible as they are."""
    uniques = (one.entry.unique_id for one in submission.documents)
    found = (documents.find_by_unique_id(record, depositor.structure, one) for one in uniques)
    return tuple(document for document in found if document is not None)
