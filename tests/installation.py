"""An installation with people in it: the cast of the demo, and what each of them does to it through the use cases."""

import hashlib
from dataclasses import dataclass, replace
from datetime import date, datetime

from carnet.core.access.actors import Holder, Professional, StaffRole, StructureKind, StructureSoftware
from carnet.core.access.decision import Refusal
from carnet.core.documents.entry import Author, AuthorKind, DocumentEntry
from carnet.core.documents.submission import NonOpposition, Submission, SubmissionSet, SubmittedDocument
from carnet.core.identifiers import (
    DocumentId,
    OrganizationId,
    PatientIdentifier,
    PatientIdentifierSystem,
    PractitionerId,
    RecordId,
    UniqueId,
    nir_key,
)
from carnet.core.people import Gender, IdentityStatus, IdentityTraits, PersonName
from carnet.core.vocabulary.code import Code
from carnet.core.vocabulary.confidentiality import Confidentiality
from carnet.ports.environment import Environment
from carnet.store import directory
from carnet.store.directory import Organization, Practitioner
from carnet.store.records import RecordPerson
from carnet.usecases.consent.authorize_professional import Authorized, authorize_professional
from carnet.usecases.feeding.deposit_documents import Deposited, deposit_documents
from carnet.usecases.record.open_record import Opened, open_record
from tests.adapters.card_readers import consent_of, with_card
from tests.adapters.clocks import StoppedClock

HOSPITAL = OrganizationId("1440000289")
PRACTICE = OrganizationId("1440000297")
PHARMACY = OrganizationId("1440000305")


def professional(number: int, profession: str, where: OrganizationId, *, specialty: str = "") -> Professional:
    """Somebody who takes part in care; ``number`` makes their national identifier."""
    identifier = PractitionerId(f"8997{number:08d}")
    return Professional(identifier, profession, specialty, StaffRole.CARE, where, StructureKind.CARE)


KELLER = professional(1, "10", PRACTICE, specialty="SM26")
HADDAD = professional(2, "10", HOSPITAL, specialty="SM59")
HUGO = professional(3, "21", PHARMACY)
PAUL_PODIATRIST = professional(4, "80", PRACTICE)
NURSE = professional(5, "60", HOSPITAL)
SECRETARY = replace(professional(6, "", HOSPITAL), role=StaffRole.SECRETARY)
HOSPITAL_SOFTWARE = StructureSoftware(HOSPITAL, StructureKind.CARE)

NAMES = {
    KELLER: PersonName("Keller", "Anne", "Dr"),
    HADDAD: PersonName("Haddad", "Inès", "Dr"),
    HUGO: PersonName("Lemaire", "Hugo"),
    PAUL_PODIATRIST: PersonName("Roussel", "Paul"),
    NURSE: PersonName("Aubry", "Lise"),
    SECRETARY: PersonName("Petit", "Jeanne"),
}


def _ins(nir: str) -> PatientIdentifier:
    return PatientIdentifier(PatientIdentifierSystem.INS_NIR_DEMO, nir + nir_key(nir))


CAMILLE = RecordPerson(
    traits=IdentityTraits("MOREL", ("CAMILLE",), Gender.FEMALE, date(1984, 3, 12), "44109"),
    identity_status=IdentityStatus.QUALIFIED,
    identifiers=(_ins("2840344109025"),),
    mail="camille@example.org",
    phone="+33639980000",
)
GEORGES = RecordPerson(
    traits=IdentityTraits("BRUNET", ("GEORGES",), Gender.MALE, date(1948, 5, 2), "44109"),
    identity_status=IdentityStatus.QUALIFIED,
    identifiers=(_ins("1480544109031"),),
)


@dataclass(slots=True)
class Installation:
    """An installation, and what its people do to it. Each verb fails the test when it is refused."""

    env: Environment

    def knows_everybody(self) -> None:
        """Fill the directory."""
        names = {HOSPITAL: "CHU des Deux-Rives", PRACTICE: "Cabinet du Port", PHARMACY: "Pharmacie du Marché"}
        for organization, called in names.items():
            directory.save_organization(Organization(organization, called, StructureKind.CARE))
        for someone, name in NAMES.items():
            directory.save_practitioner(Practitioner(someone.identifier, name, someone.profession, someone.specialty))
            assert someone.organization is not None
            directory.add_member(someone.identifier, someone.organization, role=someone.role)

    def opens(self, person: RecordPerson) -> RecordId:
        """Hugo opens the record of somebody who is present and agrees."""
        env = self.env
        assistance = with_card(person, actor=HUGO, env=env)
        opened = open_record(person, consent=consent_of(person, env=env), assistance=assistance, actor=HUGO, env=env)
        assert isinstance(opened, Opened)
        return opened.record

    def authorizes(
        self, record: RecordId, someone: Professional | OrganizationId, *, until: datetime | None = None
    ) -> None:
        """The holder lets somebody in."""
        grantee = someone if isinstance(someone, OrganizationId) else someone.identifier
        answer = authorize_professional(record, grantee, until=until, actor=Holder(record), env=self.env)
        assert isinstance(answer, Authorized), answer

    def receives(
        self, person: RecordPerson, document: SubmittedDocument, *, from_: Professional | StructureSoftware
    ) -> DocumentId:
        """Somebody deposits a document."""
        answer = deposit_documents(submission_of(person, document), actor=from_, env=self.env)
        assert isinstance(answer, Deposited), answer
        return answer.documents[0]

    def at(self, instant: datetime) -> None:
        """Time passes."""
        clock = self.env.clock
        assert isinstance(clock, StoppedClock)
        clock.instant = instant


def note(
    person: RecordPerson,
    *,
    by: Professional = KELLER,
    number: int = 1,
    type_code: str = "34112-3",
    class_code: str = "10",
    hidden: frozenset[Confidentiality] = frozenset(),
    text: str = "Compte rendu de séjour.",
    replaces: UniqueId | DocumentId | None = None,
) -> SubmittedDocument:
    """A plain text document, as the web would deposit it."""
    content = text.encode()
    at = datetime.fromisoformat("2026-11-20T09:00:00+01:00")
    entry = DocumentEntry(
        unique_id=UniqueId(f"urn:oid:1.2.250.1.999.1.{number}"),
        patient=person.identifiers[0],
        type_code=Code(type_code, "2.16.840.1.113883.6.1"),
        class_code=Code(class_code, "1.2.250.1.213.1.1.4.1"),
        format_code=Code("urn:ihe:iti:xds:2017:mimeTypeSufficient", "1.3.6.1.4.1.19376.1.2.3"),
        title="Compte rendu",
        language="fr-FR",
        creation=at,
        service_start=at,
        service_stop=None,
        confidentiality=frozenset({Confidentiality.NORMAL}) | hidden,
        authors=(Author(AuthorKind.PROFESSIONAL, by.identifier, NAMES.get(by)),),
        legal_authenticator=None,
        facility_type=None,
        practice_setting=None,
        mime_type="text/plain",
        size=len(content),
        sha1=hashlib.sha1(content, usedforsecurity=False).hexdigest(),
    )
    return SubmittedDocument(entry, content, replaces)


def submission_of(
    person: RecordPerson,
    *documents: SubmittedDocument,
    non_opposition: NonOpposition = NonOpposition.DECLARED,
) -> Submission:
    """One deposit of these documents."""
    first = documents[0].entry
    submission_set = SubmissionSet(
        unique_id=UniqueId(f"{first.unique_id.value}.9"),
        source_id="1.2.250.1.999",
        patient=person.identifiers[0],
        author=first.authors[0],
        content_type=None,
        submitted=first.creation,
        title="",
        non_opposition=non_opposition,
    )
    return Submission(submission_set, documents)


def refused(answer: object) -> Refusal:
    """The refusal that an answer must be."""
    assert isinstance(answer, Refusal), answer
    return answer
