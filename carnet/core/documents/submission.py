"""What enters in one deposit: a submission set, its documents, and what each replaces (XDS ITI-41, MHD ITI-65)."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from carnet.core.documents.content import Content
from carnet.core.documents.entry import Author, DocumentEntry
from carnet.core.identifiers import DocumentId, PatientIdentifier, UniqueId
from carnet.core.vocabulary.code import Code


class NonOpposition(Enum):
    """What the deposit records of the person's will about being fed (PAM-Fr ZFA; L1111-15, R1111-47)."""

    DECLARED = "INO"
    """The depositor states that the person, informed, did not oppose."""
    BY_PROTOCOL = "NA"
    """Nothing was said: depositing is the statement, by the terms that the software accepted."""
    OPPOSED = "IO"
    """The person opposed: the deposit is refused."""


@dataclass(frozen=True, slots=True)
class SubmissionSet:
    """One act of depositing; its author is the depositor, recorded beside the authors of the documents."""

    unique_id: UniqueId
    source_id: str
    patient: PatientIdentifier
    author: Author
    content_type: Code | None
    submitted: datetime
    title: str
    non_opposition: NonOpposition


@dataclass(frozen=True, slots=True, repr=False)
class SubmittedDocument:
    """A document as it came: its metadata, its bytes, and the one that it replaces, if any.

    That one is named by the uniqueId that its producer gave it, or by the id under which it was shown.
    ``is_hidden_for_safety``: with INVISIBLE_PATIENT, that the person, for their safety, agreed not to see it: it waits
    for no announcement (product.md, « Masking »). Software has no word for it: through FHIR it is never said.
    """

    entry: DocumentEntry
    content: Content
    replaces: UniqueId | DocumentId | None = None
    is_hidden_for_safety: bool = False

    def __repr__(self) -> str:
        """Hide the content."""
        return "SubmittedDocument(…)"


@dataclass(frozen=True, slots=True)
class Submission:
    """A whole deposit: it enters entirely or not at all."""

    submission_set: SubmissionSet
    documents: tuple[SubmittedDocument, ...]
