"""What the header of a CDA says, once read: plain values, no XML."""

from dataclasses import dataclass
from datetime import datetime

from carnet.core.documents.entry import Author
from carnet.core.identifiers import OrganizationId, PatientIdentifier, UniqueId
from carnet.core.people import IdentityTraits
from carnet.core.vocabulary.code import Code
from carnet.core.vocabulary.confidentiality import Confidentiality
from carnet.formats.cda.timestamps import Timestamp

NATIONAL_RECORD = "1.2.250.1.213.4.1"
"""The custodian of what a patient writes: the national record itself, which is no structure (domain.md 3.4)."""


@dataclass(frozen=True, slots=True)
class Custodian:
    """Who keeps the original. ``organization`` is absent for the national record."""

    organization: OrganizationId | None
    name: str


@dataclass(frozen=True, slots=True)
class ServiceEvent:
    """An act that the document is about. The principal one has a beginning and a practice setting (JDV_J04)."""

    code: Code | None
    start: datetime | None = None
    stop: datetime | None = None
    performer: Author | None = None
    practice_setting: Code | None = None


@dataclass(frozen=True, slots=True, repr=False)
class CdaHeader:
    """The header of a CDA R2 document in the minimal structure of the CI-SIS, each value checked by itself.

    ``patient_identifiers``: the INS of the person, the one that counts first, the INS-C last. ``traits``: only where
    all five are there. ``templates``: the OIDs that the document claims. ``self_presenting``: it came inside a style
    sheet.
    """

    unique_id: UniqueId
    set_id: UniqueId | None
    version_number: int | None
    type_code: Code
    title: str
    effective: Timestamp
    confidentiality: frozenset[Confidentiality]
    language: str
    patient_identifiers: tuple[PatientIdentifier, ...]
    traits: IdentityTraits | None
    authors: tuple[Author, ...]
    legal_authenticator: Author
    custodian: Custodian
    service_events: tuple[ServiceEvent, ...]
    facility_type: Code
    replaces: UniqueId | None
    templates: frozenset[str]
    format_code: Code
    self_presenting: bool

    def __repr__(self) -> str:
        """Hide the person and the title."""
        return "CdaHeader(…)"

    @property
    def effective_time(self) -> datetime:
        """When the document was made, with its zone."""
        return self.effective.at

    @property
    def patient(self) -> PatientIdentifier:
        """The INS under which the document is filed."""
        return self.patient_identifiers[0]

    @property
    def principal_event(self) -> ServiceEvent:
        """The act that gives its period and its practice setting to the document."""
        return next(event for event in self.service_events if is_principal(event))

    @property
    def events(self) -> tuple[Code, ...]:
        """The codes of the acts and diseases (XDS eventCodeList), each once."""
        return tuple(dict.fromkeys(event.code for event in self.service_events if event.code is not None))


def is_principal(event: ServiceEvent) -> bool:
    """Whether an act is complete enough to be the principal one."""
    return event.start is not None and event.practice_setting is not None
