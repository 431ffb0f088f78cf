"""Everything that a decision may look at: frozen, gathered before, complete."""

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from uuid import UUID

from carnet.core.access.actions import Action
from carnet.core.access.actors import Actor, Carer, Representative
from carnet.core.access.policy import Policy
from carnet.core.consent.agreement import Agreement
from carnet.core.consent.authorization import Authorization
from carnet.core.consent.showing import Offered, Showing
from carnet.core.consent.trusted_person import StayConfirmed
from carnet.core.documents.entry import DocumentStatus
from carnet.core.documents.hiding import Hiding
from carnet.core.documents.submission import NonOpposition
from carnet.core.emergency.access import EmergencyAccess, EmergencySwitches
from carnet.core.identifiers import DocumentId, OrganizationId, PractitionerId, RecordId
from carnet.core.record.carer import Caring
from carnet.core.record.online_opening import Application
from carnet.core.record.opening import OpeningFacts
from carnet.core.record.representation import Representation
from carnet.core.vocabulary.confidentiality import Confidentiality


class RecordStatus(Enum):
    """Where a record is in its life. A destroyed record is absent."""

    ABSENT = "absent"
    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class RecordFacts:
    """The record, as a decision needs it.

    ``hidden_classes``: the categories (class codes) that the person hides from professionals.
    ``emancipated_at``: since when a minor acts alone. ``protected_at``: since when an adult is protected by a judge's
    decision. ``parents``: how many holders of parental authority are in force.
    """

    id: RecordId
    status: RecordStatus
    switches: EmergencySwitches
    birth_date: date | None = None
    hidden_classes: frozenset[str] = frozenset()
    emancipated_at: datetime | None = None
    protected_at: datetime | None = None
    parents: int = 0
    is_of_the_dead: bool = False
    """Closed because the person died."""
    hides_places: bool = False
    """A court's or a protection decision hides places and establishments from somebody who represents the person."""


class BlockedBy(Enum):
    """Who shut a professional or a structure out: what a representative decided does not stop a secret visit."""

    HOLDER = "holder"
    REPRESENTATIVE = "representative"


@dataclass(frozen=True, slots=True)
class Tie:
    """What ties the actor to the record, read under the record's lock.

    For a professional: their own authorisation, their establishment's, the one a minor gave in a secret visit, who
    blocked either of them (the holder's block counts first) and whether further deposits are refused with it, whether
    they are the named treating physician, and their emergency access. For a representative: their power, and whether
    the other parent has agreed to the very act that is asked. For a carer: what they were let do.
    ``showings``: for a professional, what was shown to them and they have opened. ``software_is_out``: for whoever asks
    through an application that a person let in, whether that yes has ended, be it since the request began.
    """

    authorization: Authorization | None = None
    structure_authorization: Authorization | None = None
    secret_visit: Authorization | None = None
    secret_visit_id: UUID | None = None
    """Under which the trace keeps what is made in it."""
    blocked_by: BlockedBy | None = None
    deposits_are_refused: bool = False
    is_treating_physician: bool = False
    emergency: EmergencyAccess | None = None
    representation: Representation | None = None
    is_agreed_by_the_other_parent: bool = False
    caring: Caring | None = None
    showings: tuple[Showing, ...] = ()
    software_is_out: bool = False

    @property
    def is_blocked(self) -> bool:
        """Whether somebody shut this professional or their structure out."""
        return self.blocked_by is not None


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
    brought_by: str = ""
    """The account of the representative or carer who added it in the person's name; empty for anybody else."""
    hidings: frozenset[Hiding] = frozenset()
    hidden_from: frozenset[PractitionerId] = frozenset()
    """The professionals, named one by one, from whom the person hides it."""
    awaits_check: bool = False
    """Deposited by somebody blocked: it waits under « À vérifier » until the holder has looked."""
    announcement_due: datetime | None = None
    """Until when it waits for its announcement; None for one hidden from the person for their safety, or not at all."""
    announcement_extended: bool = False
    came_at: datetime | None = None
    """When it entered the record; None where no rule that looks at it can be asked (the clock's)."""
    blob: BlobRef | None = None

    def is_brought_by(self, actor: Actor) -> bool:
        """Tell whether this very person added it, as a representative or as a carer."""
        return isinstance(actor, Representative | Carer) and self.brought_by == actor.account

    def situation(self, actor: Actor, at: datetime) -> Hashable:
        """Tell this document from another for this actor at an instant: two of one situation are decided alike.

        Of the delay of an announcement only whether there is one counts, and whether it is over.
        """
        due = self.announcement_due
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
            self.is_brought_by(actor),
            self.hidings,
            identifier in self.hidden_from,
            self.awaits_check,
            due is not None,
            due is not None and due <= at,
            self.announcement_extended,
        )


@dataclass(frozen=True, slots=True)
class DepositFacts:
    """What somebody wants to deposit, as a decision needs it: the types, and what was recorded of the person's will.

    ``in_secret_visit``: it is made in a minor's secret visit. ``is_hidden_from_representatives``: every document of
    the deposit carries the code that hides it from them.
    """

    type_codes: frozenset[str]
    non_opposition: NonOpposition
    in_secret_visit: bool = False
    is_hidden_from_representatives: bool = False


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
    declares_presence: bool = False
    """The actor states that the person is present, able to answer, and asks for it."""
    refuses_emergencies: bool = False
    """The switches that are asked for close an emergency that the present ones allow."""
    opening: OpeningFacts | None = None
    """What proves who the person is, where a record is to be opened."""
    application: Application | None = None
    """What somebody who opens their own record online has shown."""
    is_questioned: bool = False
    """A reviewer asked this professional, with the person's agreement, to explain an access of theirs."""
    offered: Offered | None = None
    """The showing whose code a professional typed."""
    agreement: Agreement | None = None
    """What proves that the person agreed to this very act, where a statement is not enough."""
    stay: StayConfirmed | None = None
    """What a professional states that the trusted person confirms, for somebody who cannot answer."""

    def situation_of(self, document: DocumentFacts) -> Hashable:
        """Tell a document from another for this question: two documents of one situation are decided alike."""
        power, showings = self.tie.representation, self.tie.showings
        return (
            document.situation(self.actor, self.at),
            tuple(one.holds(document.id) for one in showings) if showings else (),
            power is not None and power.hides_places_of(document.came_at),
        )
