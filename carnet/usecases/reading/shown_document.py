"""A document as a reader may see it: what every door renders."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from carnet.core.documents.entry import DocumentEntry, DocumentStatus
from carnet.core.documents.hiding import Hiding
from carnet.core.identifiers import DocumentId, PractitionerId, RecordId


@dataclass(frozen=True, slots=True)
class ShownDocument:
    """The metadata of one document, decided for one reader.

    ``entry``: its metadata with the visibility codes of today that this reader is shown. ``version``, ``entry_uuid``
    and ``updated_at``: of the metadata, from 1, moved only by what this reader could see.
    ``replaces``: the document whose successor this one is, when the reader may see that one too.
    ``hidings``, ``hidden_from``, ``awaits_check``: from whom it is withheld beyond its codes, as far as they are shown.
    ``announcement_due``: until when it waits for its announcement to the person.
    ``is_masked``: whether it is withheld from professionals by any of these means, or by its category.
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
    hidings: frozenset[Hiding] = frozenset()
    hidden_from: frozenset[PractitionerId] = frozenset()
    awaits_check: bool = False
    is_masked: bool = False
    announcement_due: datetime | None = None
