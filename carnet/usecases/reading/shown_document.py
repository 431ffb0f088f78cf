"""A document as a reader may see it: what every door renders."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from carnet.core.documents.entry import DocumentEntry, DocumentStatus
from carnet.core.identifiers import DocumentId, RecordId


@dataclass(frozen=True, slots=True)
class ShownDocument:
    """The metadata of one document, decided for one reader.

    ``entry``: its metadata with the visibility codes of today. ``version`` and ``updated_at``: of the metadata, from 1.
    ``replaces``: the document whose successor this one is, when the reader may see that one too.
    """

    record: RecordId
    document: DocumentId
    entry: DocumentEntry
    entry_uuid: UUID
    status: DocumentStatus
    version: int
    submitted_at: datetime
    updated_at: datetime
    replaces: DocumentId | None = None
