"""Who asks. Each door turns a session, a token or an assertion into exactly one of these."""

from dataclasses import dataclass, replace
from enum import Enum
from typing import TypeAlias
from uuid import UUID

from carnet.core.access.scopes import Permission
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
class Software:
    """The application through which somebody asks, when it has bounds. ``client``: the name under which it is known.

    ``may``: what it was let do; ``record``: the only record for which a person let it in, None for software of care;
    ``grant``: the number of that person's yes.
    """

    client: str
    may: frozenset[Permission]
    record: RecordId | None = None
    grant: UUID | None = None


@dataclass(frozen=True, slots=True)
class Holder:
    """The person whose record it is."""

    record: RecordId
    through: Software | None = None


@dataclass(frozen=True, slots=True)
class Representative:
    """Somebody who acts for a minor or a protected adult, under their own name. ``account`` is opaque."""

    account: str
    through: Software | None = None


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
    through: Software | None = None


@dataclass(frozen=True, slots=True)
class StructureSoftware:
    """The software of an establishment, acting in the establishment's name with no professional named."""

    organization: OrganizationId
    structure_kind: StructureKind
    through: Software | None = None


@dataclass(frozen=True, slots=True)
class InsurerFeed:
    """The national insurer's feed: it deposits reimbursements and reads nothing."""

    organization: OrganizationId
    through: Software | None = None


COUNTERS = frozenset({StructureKind.CARE, StructureKind.NATIONAL_INSURER})
"""Where clerks open records: the admission desk of an establishment, the counter of the national insurer."""


@dataclass(frozen=True, slots=True)
class OpeningClerk:
    """Somebody at the insurer's counter or at an admission desk who opens records with people, and reads nothing.

    ``agent``: the identifier under which their structure knows them.
    """

    agent: str
    organization: OrganizationId
    structure_kind: StructureKind


@dataclass(frozen=True, slots=True)
class SupportAgent:
    """An agent of the support desk: accounts, never content."""

    agent: str


@dataclass(frozen=True, slots=True)
class Reviewer:
    """Somebody bound by medical secrecy who reads what people wrote to the support desk, and never their records."""

    reviewer: str


@dataclass(frozen=True, slots=True)
class Applicant:
    """Somebody who opens their own record online and has none yet: what they have shown stands among the facts."""


@dataclass(frozen=True, slots=True)
class Heirs:
    """Those to whom a copy of a dead person's record is sent on paper, once a doctor decided it; never a session."""


@dataclass(frozen=True, slots=True)
class Clockwork:
    """The product itself, when the time has come for something."""

    job: str


Actor: TypeAlias = (
    Holder
    | Representative
    | Carer
    | Professional
    | StructureSoftware
    | InsurerFeed
    | OpeningClerk
    | SupportAgent
    | Reviewer
    | Applicant
    | Heirs
    | Clockwork
)


def software_of(actor: Actor) -> Software | None:
    """Give the application through which somebody asks; None when nothing bounds them but their own rights."""
    if isinstance(actor, Holder | Representative | Professional | StructureSoftware | InsurerFeed):
        return actor.through
    return None


def through(actor: Actor, software: Software) -> Actor:
    """Give somebody as they ask through an application. Raises ``TypeError`` for who never asks through any."""
    if isinstance(actor, Holder | Representative | Professional | StructureSoftware | InsurerFeed):
        return replace(actor, through=software)
    raise TypeError(f"{type(actor).__name__} asks through no application")
