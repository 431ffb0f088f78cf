"""Who asks. Each door turns a session, a token or an assertion into exactly one of these."""

from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

from carnet.core.identifiers import OrganizationId, PractitionerId, RecordId
from carnet.core.vocabulary.purposes import Purpose


class StaffRole(Enum):
    """What somebody does in their structure. A secretary or a clerk has no profession code of their own."""

    CARE = "care"
    SECRETARY = "secretary"
    ADMINISTRATIVE = "administrative"
    SERVICE = "service"


class StructureKind(Enum):
    """What a structure is for, as the rules need it."""

    CARE = "care"
    SAMU = "samu"
    NATIONAL_INSURER = "national-insurer"
    PRIVATE_INSURER = "private-insurer"
    EMPLOYER = "employer"
    OCCUPATIONAL_HEALTH = "occupational-health"


@dataclass(frozen=True, slots=True)
class Holder:
    """The person whose record it is."""

    record: RecordId


@dataclass(frozen=True, slots=True)
class Representative:
    """Somebody who acts for a minor or a protected adult, under their own name. ``account`` is opaque."""

    account: str


@dataclass(frozen=True, slots=True)
class Carer:
    """Somebody whom an adult lets read and add (*aidant*), under their own name. ``account`` is opaque."""

    account: str


@dataclass(frozen=True, slots=True)
class Professional:
    """A named health professional, in one structure, for one purpose.

    ``profession``: code of TRE_G15, or empty for staff who have none. ``specialty``: code of TRE_R01, or empty.
    """

    identifier: PractitionerId
    profession: str
    specialty: str
    role: StaffRole
    organization: OrganizationId | None
    structure_kind: StructureKind
    purpose: Purpose = Purpose.TREATMENT


@dataclass(frozen=True, slots=True)
class StructureSoftware:
    """The software of an establishment, acting in the establishment's name with no professional named."""

    organization: OrganizationId
    structure_kind: StructureKind


@dataclass(frozen=True, slots=True)
class InsurerFeed:
    """The national insurer's feed: it deposits reimbursements and reads nothing."""

    organization: OrganizationId


@dataclass(frozen=True, slots=True)
class SupportAgent:
    """An agent of the support desk: accounts, never content."""

    agent: str


@dataclass(frozen=True, slots=True)
class Clockwork:
    """The product itself, when the time has come for something."""

    job: str


Actor: TypeAlias = (
    Holder | Representative | Carer | Professional | StructureSoftware | InsurerFeed | SupportAgent | Clockwork
)
