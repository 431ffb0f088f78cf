"""The people of these tests, all invented, and a valid world to start from and to change one thing in."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from carnet.core.access.actions import Action
from carnet.core.access.actors import Professional, StaffRole, StructureKind
from carnet.core.access.facts import BlobRef
from carnet.core.access.matrix import Matrix
from carnet.core.access.policy import Policy
from carnet.core.audit.events import AuditEvent, Door, Outcome, Party
from carnet.core.documents.entry import Author, AuthorKind, DocumentEntry
from carnet.core.documents.submission import NonOpposition, SubmissionSet
from carnet.core.emergency.access import EmergencySwitches
from carnet.core.identifiers import (
    DocumentId,
    OrganizationId,
    PatientIdentifier,
    PatientIdentifierSystem,
    PractitionerId,
    RecordId,
    UniqueId,
)
from carnet.core.people import Gender, IdentityStatus, IdentityTraits, PersonName
from carnet.core.vocabulary.code import Code
from carnet.core.vocabulary.confidentiality import Confidentiality
from carnet.infra.chance import SystemChance
from carnet.ports.keyring import Keyring
from carnet.store import access_log, documents, records
from carnet.store.context import within
from carnet.store.depositors import Depositor, depositor_of
from carnet.store.records import RecordPerson

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
CHANCE = SystemChance()

KELLER = PractitionerId("899700000017")
HADDAD = PractitionerId("899700000025")
PAUL = PractitionerId("899700000033")
HOSPITAL = OrganizationId("1990000017")
OTHER_HOSPITAL = OrganizationId("1990000025")

SWITCHES = EmergencySwitches(samu=True, break_the_glass=True, masked_documents=False)
POLICY = Policy(
    name="2018",
    matrix=Matrix("2018", {}),
    initial_switches=SWITCHES,
    structure_counts_as_author=False,
    occupational_health_may_read=False,
)

DR_KELLER = Professional(
    identifier=KELLER,
    profession="10",
    specialty="SM26",
    role=StaffRole.CARE,
    organization=HOSPITAL,
    structure_kind=StructureKind.CARE,
)
DR_KELLER_IN_TOWN = replace(DR_KELLER, organization=None)
DR_HADDAD = replace(DR_KELLER, identifier=HADDAD, organization=OTHER_HOSPITAL)

CAMILLE = RecordPerson(
    traits=IdentityTraits(
        birth_name="EXEMPLE",
        given_names=("Camille", "Zoé"),
        gender=Gender.FEMALE,
        birth_date=date(1987, 3, 14),
        birth_place="63113",
        used_name="MODELE",
    ),
    identity_status=IdentityStatus.QUALIFIED,
    identifiers=(PatientIdentifier(PatientIdentifierSystem.INS_NIR_DEMO, "287036311312345"),),
    mail="camille@example.org",
    phone="+33600000000",
)
GEORGES = replace(
    CAMILLE,
    traits=replace(CAMILLE.traits, given_names=("Georges",), gender=Gender.MALE, birth_date=date(1944, 1, 2)),
    identifiers=(PatientIdentifier(PatientIdentifierSystem.INS_NIR_DEMO, "144016311398765"),),
    mail="",
    phone="",
)


@dataclass(frozen=True, slots=True, repr=False)
class OpenRecord:
    """A record that was opened, with its key at hand."""

    id: RecordId
    key: bytes


def digests_of(person: RecordPerson, keyring: Keyring) -> list[bytes]:
    """The keyed digests under which a person is found."""
    return [keyring.lookup_digest(records.lookup_text(identifier)) for identifier in person.identifiers]


def open_record(person: RecordPerson, keyring: Keyring) -> OpenRecord:
    """Open the record of somebody who has none."""
    record = RecordId(CHANCE.identifier())
    wrapped = keyring.new_record_key(record=record.bytes)
    key = keyring.open_record_key(wrapped, record=record.bytes)
    with within(record):
        created = records.create(
            record,
            at=NOON,
            birth_date=person.traits.birth_date,
            switches=SWITCHES,
            wrapped_key=wrapped,
            person=person,
            digests=digests_of(person, keyring),
            record_key=key,
            nonce=CHANCE.secret(12),
        )
    assert created == records.Created(record)
    return OpenRecord(record, key)


def letter(number: int = 1, *, hidden: frozenset[Confidentiality] = frozenset()) -> DocumentEntry:
    """A discharge letter by Dr Keller, in the hospital's name."""
    return DocumentEntry(
        unique_id=UniqueId(f"urn:oid:1.2.250.1.999.{number}"),
        patient=CAMILLE.identifiers[0],
        type_code=Code("34112-3", "2.16.840.1.113883.6.1", "CR hospitalisation"),
        class_code=Code("10", "1.2.250.1.213.1.1.4.1", "Compte rendu"),
        format_code=Code("urn:ihe:iti:xds-sd:pdf:2008", "1.3.6.1.4.1.19376.1.2.3"),
        title=f"Lettre de sortie {number}",
        language="fr-FR",
        creation=NOON + timedelta(minutes=number),
        service_start=NOON - timedelta(days=1),
        service_stop=NOON,
        confidentiality=frozenset({Confidentiality.NORMAL}) | hidden,
        authors=(
            Author(
                AuthorKind.PROFESSIONAL,
                KELLER,
                PersonName("KELLER", "Anne", "Dr"),
                Code("G15_10/SM26", "1.2.250.1.71.4.2.5", "Médecin généraliste"),
                HOSPITAL,
                "Hôpital d’exemple",
            ),
        ),
        legal_authenticator=Author(AuthorKind.PROFESSIONAL, HADDAD, PersonName("HADDAD", "Nour", "Dr")),
        facility_type=Code("SA01", "1.2.250.1.71.4.2.4", "Établissement public de santé"),
        practice_setting=Code("ETABLISSEMENT", "1.2.250.1.213.1.1.4.9", "Établissement de santé"),
        mime_type="application/pdf",
        size=1200,
        sha1="da39a3ee5e6b4b0d3255bfef95601890afd80709",
        events=(Code("DEP", "1.2.250.1.213.1.1.4.2", "Dépistage"),),
        comments="Relu par le service.",
    )


def admitted(entry: DocumentEntry, *, replaces: DocumentId | None = None) -> documents.AdmittedDocument:
    """The same, found fit to enter, its bytes stored somewhere."""
    blob = BlobRef(f"sha256/{CHANCE.secret(16).hex()}", CHANCE.secret(61), entry.size)
    return documents.AdmittedDocument(DocumentId(CHANCE.identifier()), entry, blob, replaces)


def submission_set(unique_id: str) -> SubmissionSet:
    """A deposit made by Dr Keller for the hospital."""
    return SubmissionSet(
        unique_id=UniqueId(unique_id),
        source_id="1.2.250.1.999.7",
        patient=CAMILLE.identifiers[0],
        author=letter().authors[0],
        content_type=Code("04", "1.2.250.1.213.2.2", "Hospitalisation"),
        submitted=NOON,
        title="Sortie d’hospitalisation",
        non_opposition=NonOpposition.DECLARED,
    )


def deposit(
    record: OpenRecord,
    *entered: documents.AdmittedDocument,
    depositor: Depositor | None = None,
    set_unique_id: str | None = None,
) -> documents.DepositResult:
    """Deposit documents, inside ``within``; by Dr Keller at the hospital unless somebody else is named."""
    return documents.deposit(
        record.id,
        submission_set(set_unique_id or f"urn:oid:2.25.{CHANCE.identifier().int}"),
        entered,
        submission=CHANCE.identifier(),
        depositor=depositor or depositor_of(DR_KELLER),
        at=NOON,
        event=CHANCE.identifier(),
        record_key=record.key,
        chance=CHANCE,
    )


def deposited(record: OpenRecord, entry: DocumentEntry, *, replaces: DocumentId | None = None) -> DocumentId:
    """Deposit one document in a transaction of its own, and give its number."""
    document = admitted(entry, replaces=replaces)
    with within(record.id):
        assert isinstance(deposit(record, document), documents.Deposited)
    return document.id


def a_line(record: RecordId, *, at: datetime = NOON, reason: str = "") -> AuditEvent:
    """Somebody has listed the documents of a record."""
    return AuditEvent(
        id=CHANCE.identifier(),
        record=record,
        at=at,
        action=Action.LIST_DOCUMENTS,
        outcome=Outcome.DONE,
        actor=Party("professional", KELLER.value, "10", "SM26", HOSPITAL.value),
        door=Door.FHIR,
        purpose="TREAT",
        rules=("PRO-01",),
        documents=(DocumentId(UUID(int=7)),),
        reason=reason,
    )


def trace(event: AuditEvent, key: bytes) -> bytes:
    """Write a line down, inside ``within``, and give its leaf."""
    return access_log.append(event, record_key=key, salt=CHANCE.secret(16), nonce=CHANCE.secret(12))
