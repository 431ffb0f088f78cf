"""What professionals are told on a list of their own, apart from what patients are sent."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from uuid import UUID

from carnet.core.identifiers import RecordId


class NoticeKind(Enum):
    """What a professional may be told (product.md, « Emergency », « History », « Masking »)."""

    EMERGENCY = "emergency"
    """A record whose treating physician they are was opened in an emergency."""
    CONTEST = "contest"
    """A person contests one of their accesses."""
    ANNOUNCEMENT = "announcement"
    """A document that they deposited still waits for its announcement to the person."""
    NOT_THEIRS = "not-theirs"
    """The person says that a document which they wrote is not theirs: it is set aside until they answer."""
    READ_NOT_THEIRS = "read-not-theirs"
    """A document that they have read is set aside: it may be somebody else's."""
    REQUEST = "request"
    """A person asks them to correct or to withdraw a document that they wrote."""
    REQUEST_HANDED = "request-handed"
    """The author of a document passes such a request on to their structure."""
    QUESTION = "question"
    """A reviewer asks them to explain an access that the person contests, and agreed to have asked about."""
    READ_REMOVED = "read-removed"
    """A document that they have read was not the person's: it is withdrawn."""


@dataclass(frozen=True, slots=True)
class ProfessionalNotice:
    """One of them: it names the record by its number, nobody, and nothing medical. ``due_at``: when it came."""

    id: UUID
    kind: NoticeKind
    record: RecordId
    due_at: datetime
    read_at: datetime | None
