"""The metadata of a document, under their IHE XDS names (ITI TF-3 4.2.3.2; CI-SIS « Partage de documents »)."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from carnet.core.identifiers import OrganizationId, PatientIdentifier, PractitionerId, UniqueId
from carnet.core.people import PersonName
from carnet.core.vocabulary.code import Code
from carnet.core.vocabulary.confidentiality import Confidentiality


class DocumentStatus(Enum):
    """The states of a document (DMP TD3.3; XDS availabilityStatus)."""

    CURRENT = "current"
    SUPERSEDED = "superseded"
    ARCHIVED = "archived"
    DELETED = "deleted"


class AuthorKind(Enum):
    """What sort of author signs a document."""

    PROFESSIONAL = "professional"
    PATIENT = "patient"
    DEVICE = "device"
    INSURER = "insurer"


@dataclass(frozen=True, slots=True)
class Author:
    """Who wrote or took responsibility for a document (XDS author: authorPerson, authorInstitution, authorSpecialty).

    ``person`` is absent for a device or a software; ``role`` is a code of JDV_J01 (``G15_10/SM26`` …).
    """

    kind: AuthorKind
    person: PractitionerId | None = None
    name: PersonName | None = None
    role: Code | None = None
    organization: OrganizationId | None = None
    organization_name: str = ""


@dataclass(frozen=True, slots=True)
class ReferenceId:
    """The number of something that a document is tied to: an order, an examination, a stay (XDS referenceIdList, CXi).

    ``system``: the OID or the URI of who gave the number. ``kind``: what it numbers
    (``urn:ihe:iti:xds:2013:accession`` …), or nothing.
    """

    value: str
    system: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class DocumentEntry:
    """What is known of a document without opening it. Dates carry their time zone.

    ``sha1`` is hexadecimal and, with ``size`` (bytes), describes the content exactly as it was sent.
    """

    unique_id: UniqueId
    patient: PatientIdentifier
    type_code: Code
    class_code: Code
    format_code: Code
    title: str
    language: str
    creation: datetime
    service_start: datetime | None
    service_stop: datetime | None
    confidentiality: frozenset[Confidentiality]
    authors: tuple[Author, ...]
    legal_authenticator: Author | None
    facility_type: Code | None
    practice_setting: Code | None
    mime_type: str
    size: int
    sha1: str
    events: tuple[Code, ...] = ()
    comments: str = ""
    references: tuple[ReferenceId, ...] = ()

    def written_by(self) -> frozenset[PractitionerId]:
        """The persons whom the DMP holds for its authors: authorPerson and legal authenticator (EX_2.1-1140)."""
        signed = (*self.authors, self.legal_authenticator)
        return frozenset(author.person for author in signed if author is not None and author.person is not None)

    def authoring_organizations(self) -> frozenset[OrganizationId]:
        """The structures in whose name it was written."""
        return frozenset(author.organization for author in self.authors if author.organization is not None)
