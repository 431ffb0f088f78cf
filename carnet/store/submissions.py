"""Submission sets between their rows and their value: who deposited what, when, in which words."""

from collections.abc import Collection
from uuid import UUID

import orjson

from carnet.core.documents.submission import NonOpposition, SubmissionSet
from carnet.core.identifiers import RecordId, UniqueId
from carnet.core.vocabulary.code import Code
from carnet.store import statement
from carnet.store.depositors import Depositor
from carnet.store.metadata import author_from_json, author_to_json, patient_from_json, patient_to_json
from carnet.store.models import SubmissionSetRow
from carnet.store.sealing import Purpose, seal, unseal

_INSERT = """
    insert into submission_set (
        record_id, id, unique_id, source_id, submitted_at, depositor_person, depositor_structure,
        content_type, non_opposition, sealed
    ) values (
        %(record)s, %(id)s, %(unique_id)s, %(source_id)s, %(submitted_at)s, %(person)s, %(structure)s,
        %(content_type)s, %(non_opposition)s, %(sealed)s
    )
    on conflict (record_id, depositor_structure, unique_id) do nothing
    returning true
"""


def insert_submission_set(
    record: RecordId,
    submission_set: SubmissionSet,
    *,
    submission: UUID,
    depositor: Depositor,
    record_key: bytes,
    nonce: bytes,
) -> bool:
    """Write a submission set; false when its depositor has deposited one of the same uniqueId in this record.

    ``submission``: a new random number. Its title and the name of its author are sealed with 12 bytes of ``nonce``.
    """
    content_type = submission_set.content_type
    hidden = {
        "patient": patient_to_json(submission_set.patient),
        "author": author_to_json(submission_set.author),
        "content_type": [content_type.system, content_type.label] if content_type is not None else None,
        "title": submission_set.title,
    }
    sealed = seal(
        orjson.dumps(hidden),
        record_key=record_key,
        purpose=Purpose.SUBMISSION,
        record=record,
        row=submission.bytes,
        nonce=nonce,
    )
    inserted = statement.run(
        _INSERT,
        {
            "record": record,
            "id": submission,
            "unique_id": submission_set.unique_id.value,
            "source_id": submission_set.source_id,
            "submitted_at": submission_set.submitted,
            "person": depositor.person.value if depositor.person is not None else "",
            "structure": depositor.structure,
            "content_type": content_type.value if content_type is not None else "",
            "non_opposition": submission_set.non_opposition.value,
            "sealed": sealed,
        },
    )
    return bool(inserted)


def read_submission_set(record: RecordId, submission: UUID, *, record_key: bytes) -> SubmissionSet | None:
    """Read a submission set as it was deposited; None when the record has none of this number."""
    return read_submission_sets(record, (submission,), record_key=record_key).get(submission)


def read_submission_sets(
    record: RecordId, submissions: Collection[UUID], *, record_key: bytes
) -> dict[UUID, SubmissionSet]:
    """Read submission sets as they were deposited, in one statement; those that the record has, by their numbers."""
    rows = SubmissionSetRow.objects.filter(record_id=record, id__in=submissions)
    return {row.id: _opened(record, row, record_key) for row in rows}


def _opened(record: RecordId, row: SubmissionSetRow, record_key: bytes) -> SubmissionSet:
    hidden = orjson.loads(
        unseal(bytes(row.sealed), record_key=record_key, purpose=Purpose.SUBMISSION, record=record, row=row.id.bytes)
    )
    return SubmissionSet(
        unique_id=UniqueId(row.unique_id),
        source_id=row.source_id,
        patient=patient_from_json(hidden["patient"]),
        author=author_from_json(hidden["author"]),
        content_type=Code(row.content_type, *hidden["content_type"]) if hidden["content_type"] is not None else None,
        submitted=row.submitted_at,
        title=hidden["title"],
        non_opposition=NonOpposition(row.non_opposition),
    )
