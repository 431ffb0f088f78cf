"""The ids under which FHIR shows what is here: a record alone, or a record and something of it."""

import base64
from uuid import UUID

from carnet.core.identifiers import DocumentId, RecordId

_LENGTH = 26


def record_id_text(record: RecordId) -> str:
    """Write a record's id for a FHIR ``Patient.id``: 26 characters of base 32, lower case."""
    return _write(record)


def document_id_text(record: RecordId, document: DocumentId) -> str:
    """Write the id of a ``DocumentReference`` or a ``Binary``: the record's, a dash, the document's (53 characters)."""
    return f"{_write(record)}-{_write(document)}"


def read_record_id(text: str) -> RecordId | None:
    """Read a ``Patient.id``; nothing when it cannot be one of ours."""
    number = _read(text)
    return None if number is None else RecordId(number)


def read_document_id(text: str) -> tuple[RecordId, DocumentId] | None:
    """Read the id of a ``DocumentReference`` or a ``Binary``; nothing when it cannot be one of ours."""
    record_text, dash, document_text = text.partition("-")
    record, document = _read(record_text), _read(document_text)
    if not dash or record is None or document is None:
        return None
    return RecordId(record), DocumentId(document)


def _write(number: UUID) -> str:
    return base64.b32encode(number.bytes).decode("ascii").rstrip("=").lower()


def _read(text: str) -> UUID | None:
    if len(text) != _LENGTH or not text.isascii() or text != text.lower():
        return None
    try:
        number = UUID(bytes=base64.b32decode(f"{text.upper()}======"))
    except ValueError:
        return None
    return number if _write(number) == text else None
