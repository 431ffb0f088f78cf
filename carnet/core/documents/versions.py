"""The versions of a document's metadata: what each said of it, and since when."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from carnet.core.documents.entry import DocumentStatus
from carnet.core.documents.hiding import Hiding
from carnet.core.identifiers import PractitionerId
from carnet.core.vocabulary.confidentiality import Confidentiality


@dataclass(frozen=True, slots=True)
class Version:
    """One version, all that a later one may say otherwise. ``number``: from 1; ``entry_uuid``: its own (XDS)."""

    number: int
    entry_uuid: UUID
    at: datetime
    status: DocumentStatus
    confidentiality: frozenset[Confidentiality]
    hidings: frozenset[Hiding] = frozenset()
    hidden_from: frozenset[PractitionerId] = frozenset()
    awaits_check: bool = False


def without_replacing(versions: tuple[Version, ...]) -> tuple[DocumentStatus, ...]:
    """Tell the status of each version, oldest first, as if the document had never been replaced.

    A superseded one keeps the status that it had before; a document enters current.
    """
    statuses: list[DocumentStatus] = []
    before = DocumentStatus.CURRENT
    for version in versions:
        if version.status is not DocumentStatus.SUPERSEDED:
            before = version.status
        statuses.append(before)
    return tuple(statuses)
