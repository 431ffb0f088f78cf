"""A file on its way into a record: sent by the person, looked at by them, and not yet a document."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from carnet.core.documents.entry import DocumentEntry, DocumentStatus
from carnet.core.documents.image_label import ImageLabel
from carnet.core.identifiers import DocumentId
from carnet.core.vocabulary.document_types import ReservedDepositor, document_types

LARGEST_ADDED = 10 * 1024 * 1024
"""Bytes of one file that a person adds (product.md, « Documents »)."""

MOST_DRAFTS = 10
"""How many somebody has under way at once in one record."""

LASTING = timedelta(hours=24)
"""How long a draft waits: time to find the network again, or to come back in the evening."""

PIECE = 512 * 1024
"""Bytes of one piece of an upload that may be taken up again: seconds of a bad network, never more, are lost."""

MADE_BY_THE_RECORD = frozenset({"DOCPAT08"})
"""Types of the person that pages write themselves, from what was typed in them: never chosen for a file."""

USUAL_TYPE = "EXPPAT_2"
"""« Autre document du patient »: what a file is until somebody says more."""

TYPE_OF_IMAGES = "DOCPAT04"
"""« Imagerie déposée par le patient »: what a picture of a machine is until somebody says otherwise."""


@dataclass(frozen=True, slots=True, repr=False)
class Replaced:
    """The document of the person that a file will replace, as it was when the file was chosen."""

    document: DocumentId
    title: str
    type_code: str
    day: date

    def __repr__(self) -> str:
        """Hide the title."""
        return f"Replaced({self.document})"


@dataclass(frozen=True, slots=True, repr=False)
class Draft:
    """One of them. ``by``: in whose name, as ``Depositor.structure``; the only one who sees it.

    ``digest``: the SHA-256 of the file as it was chosen, in hexadecimal: the same file is not added twice. ``size``,
    ``received``: its bytes as chosen, and those that came so far. ``media_type``: empty until it ``is_ready``, that is
    until all of it came, was examined, and, for a picture, was freed of what tells where it was taken. ``label``: what
    a picture of a machine says of itself, None for every other file. ``after``: what it will replace, None for a file
    that is added beside the others.
    """

    id: UUID
    by: str
    name: str
    digest: str
    size: int
    began_at: datetime
    expires_at: datetime
    received: int = 0
    media_type: str = ""
    is_ready: bool = False
    label: ImageLabel | None = None
    after: Replaced | None = None

    def __repr__(self) -> str:
        """Hide the name of the file."""
        return f"Draft({self.id})"


def types_of_the_person() -> tuple[str, ...]:
    """List the types among which somebody chooses for what they add, in the order of the published value set."""
    return tuple(
        code
        for code, known in document_types().items()
        if known.reserved_depositor is ReservedDepositor.PATIENT and code not in MADE_BY_THE_RECORD
    )


def is_put_right_here(entry: DocumentEntry, status: DocumentStatus) -> bool:
    """Whether a document of the person has a form by which it is replaced: current, and of a type that they choose."""
    return status is DocumentStatus.CURRENT and entry.type_code.value in types_of_the_person()
