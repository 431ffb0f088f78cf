"""Documents written: a deposit enters whole or not at all; a change of metadata is a new version, never an erasure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias
from uuid import UUID

from django.db import connection, transaction

from carnet.core.access.facts import BlobRef
from carnet.core.documents.entry import DocumentEntry, DocumentStatus
from carnet.core.documents.hiding import Hiding
from carnet.core.documents.submission import SubmissionSet
from carnet.core.identifiers import DocumentId, PractitionerId, RecordId, UniqueId
from carnet.core.vocabulary.confidentiality import Confidentiality
from carnet.ports.chance import Chance
from carnet.store import statement
from carnet.store.depositors import Depositor
from carnet.store.document_versions import Change, codes_of, hidings_of, people_of, write_version
from carnet.store.metadata import mark_authors, seal_entry
from carnet.store.models import DocumentRow
from carnet.store.sealing import NONCE_SIZE
from carnet.store.submissions import insert_submission_set
from carnet.store.words import seal_words

_DOCUMENT_COLUMNS = (
    "record_id", "id", "entry_uuid", "unique_id", "depositing_structure", "type_code", "class_code", "format_code",
    "facility_type", "practice_setting", "status", "confidentiality", "written_by", "written_in", "deposited_by",
    "by_patient", "hidings", "hidden_from", "awaits_check", "announcement_due", "announcement_extended",
    "mime_type", "size", "creation", "service_start", "service_stop",
    "submitted_at", "updated_at", "submission_id", "metadata_version", "blob_address", "blob_key",
    "sealed", "words", "authors_mark",
)  # fmt: skip
# Each document enters with the first version of its metadata, in one statement: neither exists without the other.
_INSERT = """
    with entered as (
        insert into document ({columns}) values {rows}
        on conflict (record_id, depositing_structure, unique_id) do nothing
        returning record_id, id, metadata_version, entry_uuid, submitted_at, status, confidentiality, hidings,
            hidden_from, awaits_check
    )
    insert into document_version (
        record_id, document_id, version, entry_uuid, at, status, confidentiality, hidings, hidden_from, awaits_check,
        event
    )
    select *, %s from entered
    returning document_id
"""
_ASSOCIATE = """
    insert into association (record_id, id, kind, source_id, target_id)
    values (%(record)s, %(id)s, 'RPLC', %(source)s, %(target)s)
"""
_REPLACEABLE = (DocumentStatus.CURRENT, DocumentStatus.ARCHIVED)


@dataclass(frozen=True, slots=True)
class AdmittedDocument:
    """A document found fit to enter, its bytes already stored. ``id``: a new random number, to which they are bound.

    ``hidings``, ``hidden_from``, ``awaits_check``: from whom it is withheld from its first version on, beyond its
    confidentiality codes (``DocumentFacts``). ``announcement_due``, ``announcement_extended``: until when it waits for
    its announcement, and whether that was put off already. ``words``: what a search looks through
    (``carnet.formats.words.pack``).
    """

    id: DocumentId
    entry: DocumentEntry
    blob: BlobRef
    replaces: DocumentId | None = None
    hidings: frozenset[Hiding] = frozenset()
    hidden_from: frozenset[PractitionerId] = frozenset()
    awaits_check: bool = False
    announcement_due: datetime | None = None
    announcement_extended: bool = False
    words: bytes = b""


@dataclass(frozen=True, slots=True)
class Deposited:
    """The whole deposit is in. ``entry_uuids``: of each document, in the order they were given."""

    submission: UUID
    entry_uuids: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class AlreadyDeposited:
    """Nothing entered: this structure has deposited the submission set, or these documents, before."""

    submission_set: bool
    documents: tuple[UniqueId, ...] = ()


@dataclass(frozen=True, slots=True)
class AlreadyReplaced:
    """Nothing entered: a document that was to be replaced had meanwhile been replaced or deleted."""

    document: DocumentId


DepositResult: TypeAlias = Deposited | AlreadyDeposited | AlreadyReplaced


def deposit(
    record: RecordId,
    submission_set: SubmissionSet,
    documents: Sequence[AdmittedDocument],
    *,
    submission: UUID,
    depositor: Depositor,
    at: datetime,
    event: UUID,
    record_key: bytes,
    chance: Chance,
) -> DepositResult:
    """Write a whole deposit: the set, its documents, their first versions, and what each replaces, now superseded.

    Inside ``within(record)``, after the bytes were stored and before the trace. ``submission``: a new random number;
    ``at``: the instant of storing; ``event``: the line of the history that tells of it. A uniqueId is unique for its
    depositing structure within the record: of two deposits at once, the second waits for the first and is told.
    Expected refusals are values, and leave nothing behind: the trace of the attempt can still be written.
    """
    with transaction.atomic():
        result = _deposit(
            record,
            submission_set,
            documents,
            submission=submission,
            depositor=depositor,
            at=at,
            event=event,
            record_key=record_key,
            chance=chance,
        )
        if not isinstance(result, Deposited):
            transaction.set_rollback(True)
    return result


def _deposit(
    record: RecordId,
    submission_set: SubmissionSet,
    documents: Sequence[AdmittedDocument],
    *,
    submission: UUID,
    depositor: Depositor,
    at: datetime,
    event: UUID,
    record_key: bytes,
    chance: Chance,
) -> DepositResult:
    nonce = chance.secret(NONCE_SIZE)
    if not insert_submission_set(
        record, submission_set, submission=submission, depositor=depositor, record_key=record_key, nonce=nonce
    ):
        return AlreadyDeposited(submission_set=True)
    entry_uuids = {document.id: chance.identifier() for document in documents}
    rows = [
        _row(
            record,
            document,
            entry_uuid=entry_uuids[document.id],
            submission=submission,
            depositor=depositor,
            at=at,
            sealed=seal_entry(
                document.entry,
                record=record,
                document=document.id,
                record_key=record_key,
                nonce=chance.secret(NONCE_SIZE),
            ),
            words=_sealed_words(document, record=record, record_key=record_key, chance=chance),
            authors_mark=mark_authors(document.entry, record_key=record_key),
        )
        # Always in the same order: two deposits of the same documents wait for each other, they never deadlock.
        for document in sorted(documents, key=lambda document: document.entry.unique_id.value)
    ]
    entered = _insert(rows, event)
    refused = tuple(document.entry.unique_id for document in documents if document.id not in entered)
    if refused:
        return AlreadyDeposited(submission_set=False, documents=refused)
    for source, target in sorted((document.id, document.replaces) for document in documents if document.replaces):
        if not write_version(
            record, target, Change(status=DocumentStatus.SUPERSEDED), at=at, event=event,
            entry_uuid=chance.identifier(), from_statuses=_REPLACEABLE,
        ):  # fmt: skip
            return AlreadyReplaced(target)
        statement.run(_ASSOCIATE, {"record": record, "id": chance.identifier(), "source": source, "target": target})
    return Deposited(submission, tuple(entry_uuids[document.id] for document in documents))


def _row(
    record: RecordId,
    document: AdmittedDocument,
    *,
    entry_uuid: UUID,
    submission: UUID,
    depositor: Depositor,
    at: datetime,
    sealed: bytes,
    words: bytes,
    authors_mark: bytes,
) -> tuple[Any, ...]:
    entry, blob = document.entry, document.blob
    return (
        record, document.id, entry_uuid, entry.unique_id.value, depositor.structure,
        entry.type_code.value, entry.class_code.value, entry.format_code.value,
        entry.facility_type.value if entry.facility_type is not None else "",
        entry.practice_setting.value if entry.practice_setting is not None else "",
        DocumentStatus.CURRENT.value,
        codes_of(entry.confidentiality),
        sorted(practitioner.value for practitioner in entry.written_by()),
        sorted(organization.value for organization in entry.authoring_organizations()),
        depositor.person.value if depositor.person is not None else "",
        depositor.by_patient,
        hidings_of(document.hidings),
        people_of(document.hidden_from),
        document.awaits_check, document.announcement_due, document.announcement_extended,
        entry.mime_type, entry.size, entry.creation, entry.service_start, entry.service_stop,
        at, at, submission, 1, blob.address, blob.wrapped_key, sealed, words, authors_mark,
    )  # fmt: skip


def _sealed_words(document: AdmittedDocument, *, record: RecordId, record_key: bytes, chance: Chance) -> bytes:
    if not document.words:
        return b""
    return seal_words(
        document.words,
        record=record,
        document=document.id,
        record_key=record_key,
        nonce=chance.secret(NONCE_SIZE),
    )


def _insert(rows: Sequence[tuple[Any, ...]], event: UUID) -> set[DocumentId]:
    row = "(" + ", ".join(["%s"] * len(_DOCUMENT_COLUMNS)) + ")"
    sql = _INSERT.format(columns=", ".join(_DOCUMENT_COLUMNS), rows=", ".join([row] * len(rows)))
    with connection.cursor() as cursor:
        cursor.execute(sql, [*(value for row in rows for value in row), event])
        return {DocumentId(identifier) for (identifier,) in cursor.fetchall()}


def change_visibility(
    record: RecordId,
    document: DocumentId,
    *,
    confidentiality: frozenset[Confidentiality] | None = None,
    hidings: frozenset[Hiding] | None = None,
    hidden_from: frozenset[PractitionerId] | None = None,
    awaits_check: bool | None = None,
    at: datetime,
    event: UUID,
    entry_uuid: UUID,
) -> int | None:
    """Say anew from whom a document is withheld, in a new version of its metadata; give that version's number.

    What is None stays as it is. Inside ``within(record, exclusive=True)``. ``entry_uuid``: a new random number;
    ``event``: the line of the history that tells of it. None when the record has no such document, or a deleted one.
    """
    change = Change(
        confidentiality=confidentiality, hidings=hidings, hidden_from=hidden_from, awaits_check=awaits_check
    )
    return write_version(record, document, change, at=at, event=event, entry_uuid=entry_uuid)


def change_status(
    record: RecordId, document: DocumentId, status: DocumentStatus, *, at: datetime, event: UUID, entry_uuid: UUID
) -> int | None:
    """Give a document another status, in a new version of its metadata; arguments as above. Deleted is final."""
    return write_version(record, document, Change(status=status), at=at, event=event, entry_uuid=entry_uuid)


def find_by_unique_id(record: RecordId, depositing_structure: str, unique_id: UniqueId) -> DocumentId | None:
    """Find the document that a structure deposited under a uniqueId, whatever its status. Inside ``within(record)``.

    ``depositing_structure``: ``Depositor.structure``. What is found must still be decided before it is told.
    """
    found = (
        DocumentRow.objects.filter(
            record_id=record, depositing_structure=depositing_structure, unique_id=unique_id.value
        )
        .values_list("id", flat=True)
        .first()
    )
    return DocumentId(found) if found is not None else None


def names_bytes(address: str) -> bool:
    """Whether a document of any record names these stored bytes. For the worker, in no record's context."""
    return DocumentRow.objects.filter(blob_address=address).exists()
