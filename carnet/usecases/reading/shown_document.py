"""A document as a reader may see it: what every door renders."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from uuid import UUID

from carnet.core.access.actors import Actor, Holder
from carnet.core.access.facts import DocumentFacts
from carnet.core.documents.entry import DocumentEntry, DocumentStatus
from carnet.core.documents.hiding import Hiding
from carnet.core.identifiers import DocumentId, PractitionerId, RecordId
from carnet.core.vocabulary.confidentiality import Confidentiality


class BroughtBy(Enum):
    """Who added a document that comes from the person's side, as its reader knows them."""

    READER = "reader"
    PERSON = "person"
    SOMEBODY_FOR_THEM = "somebody-for-them"


def who_brought(document: DocumentFacts, actor: Actor) -> BroughtBy | None:
    """Tell a reader who added a document; None for one that comes from a professional, a structure, the insurer."""
    if not document.by_patient:
        return None
    if document.brought_by:
        return BroughtBy.READER if document.is_brought_by(actor) else BroughtBy.SOMEBODY_FOR_THEM
    return BroughtBy.READER if isinstance(actor, Holder) else BroughtBy.PERSON


@dataclass(frozen=True, slots=True)
class ShownDocument:
    """The metadata of one document, decided for one reader.

    ``entry``: its metadata with the visibility codes of today that this reader is shown. ``version``, ``entry_uuid``
    and ``updated_at``: of the metadata, from 1, moved only by what this reader could see.
    ``replaces``: the document whose successor this one is, when the reader may see that one too.
    ``hidings``, ``hidden_from``, ``awaits_check``: from whom it is withheld beyond its codes, as far as they are shown.
    ``announcement_due``: until when it waits for its announcement to the person.
    ``is_masked``: whether it is withheld from professionals by any of these means, or by its category.
    ``brought_by``: who added it, if it comes from the person's side.
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
    brought_by: BroughtBy | None = None

    @property
    def is_kept_from_parents(self) -> bool:
        """Whether it is hidden from representatives, or held from them until somebody sorts it."""
        return Confidentiality.HIDDEN_FROM_REPRESENTATIVES in self.entry.confidentiality or Hiding.HELD in self.hidings
