"""Everything that a decision may look at: frozen, gathered before, complete."""

from collections.abc import Hashable
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum

from carnet.core.access.actions import Action
from carnet.core.access.actors import Actor
from carnet.core.access.policy import Policy
from carnet.core.consent.authorization import Authorization
from carnet.core.documents.entry import DocumentStatus
from carnet.core.documents.submission import NonOpposition
from carnet.core.emergency.access import EmergencyAccess, EmergencySwitches
from carnet.core.identifiers import DocumentId, OrganizationId, PractitionerId, RecordId
from carnet.core.vocabulary.confidentiality import Confidentiality


class RecordStatus(Enum):
    """Where a record is in its life. A destroyed record is absent."""

    ABSENT = "absent"
    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class RecordFacts:
    """The record, as a decision needs it."""

    id: RecordId
    status: RecordStatus
    switches: EmergencySwitches
    birth_date: date | None = None


@dataclass(frozen=True, slots=True)
class Tie:
    """What ties the actor to the record, read under the record's lock.

    For a professional: their own authorisation, their establishment's, whether either is blocked, whether they are
    the named treating physician, and their emergency access. For a representative: from when, until when.
    """

    authorization: Authorization | None = None
    structure_authorization: Authorization | None = None
    is_blocked: bool = False
    is_treating_physician: bool = False
    emergency: EmergencyAccess | None = None
    represents_from: datetime | None = None
    represents_until: datetime | None = None


NO_TIE = Tie()


@dataclass(frozen=True, slots=True)
class BlobRef:
    """Where the bytes of a document lie: the address of the ciphertext, and the wrapped key that opens it."""

    address: str
    wrapped_key: bytes
    size: int


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """A document, as a decision needs it."""

    id: DocumentId
    type_code: str
    class_code: str
    status: DocumentStatus
    confidentiality: frozenset[Confidentiality]
    written_by: frozenset[PractitionerId]
    written_in: frozenset[OrganizationId]
    deposited_by: PractitionerId | None
    """The *named* professional who deposited it; never a structure, a software or a team as such."""
    by_patient: bool = False
    blob: BlobRef | None = None

    def situation(self, actor: Actor) -> Hashable:
        """Tell this document from another for this actor: two documents of one situation are decided alike."""
        identifier = getattr(actor, "identifier", None)
        organization = getattr(actor, "organization", None)
        return (
            self.type_code,
            self.class_code,
            self.status,
            self.confidentiality,
            identifier in self.written_by,
            organization in self.written_in,
            identifier is not None and identifier == self.deposited_by,
            self.by_patient,
        )


@dataclass(frozen=True, slots=True)
class DepositFacts:
    """What somebody wants to deposit, as a decision needs it: the types, and what was recorded of the person's will."""

    type_codes: frozenset[str]
    non_opposition: NonOpposition


@dataclass(frozen=True, slots=True)
class Concerned:
    """The professional or structure that an act bears on: authorised, blocked, named treating physician."""

    profession: str
    authorization: Authorization | None = None
    is_blocked: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """One question: whether this actor may do this, at this instant, to this record or to this document of it."""

    action: Action
    actor: Actor
    at: datetime
    policy: Policy
    record: RecordFacts
    tie: Tie = NO_TIE
    document: DocumentFacts | None = None
    deposit: DepositFacts | None = None
    concerned: Concerned | None = None
    declares_presence: bool = field(default=False)
    """The actor states that the person is present, able to answer, and asks for it."""
