"""What can be wrong with primitive values, codes and references."""

from tests.formats.fhir.fault import CONSENT, DEPOSIT, DOCUMENT, HEALTH_DOCUMENT, PATIENT, Fault
from tests.formats.fhir.resources import REMOVED, contained_people, damaged, unknown

PEOPLE = contained_people()
WITHOUT_STATUS = damaged(DOCUMENT, "status", REMOVED)
WITHOUT_STRUCTURE = damaged(DOCUMENT, "contained", PEOPLE[:2])
WITHOUT_SOURCE_PATIENT = damaged(DOCUMENT, "contained", PEOPLE[1:])

FAULTS: dict[str, Fault] = {
    # primitives
    "an instant without seconds": Fault(
        DOCUMENT, "date", "2026-06-12T10:00+02:00", "bad-primitive", "DocumentReference.date"
    ),
    "an instant without a time zone": Fault(
        DOCUMENT, "date", "2026-06-12T10:00:00", "bad-primitive", "DocumentReference.date"
    ),
    "a day that no calendar has": Fault(PATIENT, "birthDate", "2026-02-29", "bad-primitive", "Patient.birthDate"),
    "a date written as in France": Fault(PATIENT, "birthDate", "31/12/1999", "bad-primitive", "Patient.birthDate"),
    "a dateTime with a time and no zone": Fault(
        CONSENT, "dateTime", "2026-06-12T10:00:00", "bad-primitive", "Consent.dateTime"
    ),
    "an id with an underscore": Fault(DOCUMENT, "id", "cr_1", "bad-primitive", "DocumentReference.id"),
    "a URI with a space": Fault(
        CONSENT, "policy.0.uri", "https://example.org/a b", "bad-primitive", "Consent.policy[0].uri"
    ),
    "a negative size": Fault(
        DOCUMENT, "content.0.attachment.size", -1, "bad-primitive", "DocumentReference.content[0].attachment.size"
    ),
    "a size beyond 31 bits": Fault(
        DOCUMENT, "content.0.attachment.size", 2**31, "bad-primitive", "DocumentReference.content[0].attachment.size"
    ),
    "a size with a fraction": Fault(
        DOCUMENT, "content.0.attachment.size", 11.0, "bad-primitive", "DocumentReference.content[0].attachment.size"
    ),
    "a rank of zero": Fault(PATIENT, "telecom.0.rank", 0, "bad-primitive", "Patient.telecom[0].rank"),
    "base64 without its padding": Fault(
        DEPOSIT, "entry.3.resource.data", "Qm9uam91ciAhISE", "bad-primitive", "Bundle.entry[3].resource.data"
    ),
    "base64 with the alphabet of URLs": Fault(
        DOCUMENT,
        "content.0.attachment.hash",
        "Kq5sNclPz7QV2-lfQIuc6R7oRu0=",
        "bad-primitive",
        "DocumentReference.content[0].attachment.hash",
    ),
    "base64 with padding in its middle": Fault(
        DEPOSIT, "entry.3.resource.data", "Qm8=Qm9u", "bad-primitive", "Bundle.entry[3].resource.data"
    ),
    "a code between spaces": Fault(
        DOCUMENT, "type.coding.0.code", " 11488-4", "bad-primitive", "DocumentReference.type.coding[0].code"
    ),
    "a null character": Fault(DOCUMENT, "description", "a\x00b", "bad-primitive", "DocumentReference.description"),
    # codes
    "a status that does not exist": Fault(DOCUMENT, "status", "courant", "unknown-code", "DocumentReference.status"),
    "a gender that does not exist": Fault(PATIENT, "gender", "F", "unknown-code", "Patient.gender"),
    "a status that is only explained": Fault(
        WITHOUT_STATUS,
        "_status",
        {"extension": [unknown()]},
        "missing-element",
        "DocumentReference.status",
    ),
    "a media type that would break a header": Fault(
        DOCUMENT,
        "content.0.attachment.contentType",
        "text/plain\nX-Forged: 1",
        "unknown-code",
        "DocumentReference.content[0].attachment.contentType",
    ),
    "a clinical status of another system": Fault(
        HEALTH_DOCUMENT,
        "entry.2.resource.clinicalStatus.coding.0.system",
        "http://example.org/ours",
        "unknown-code",
        "Bundle.entry[2].resource.clinicalStatus",
    ),
    # references
    "a reference to a contained resource that is not there": Fault(
        DOCUMENT,
        "authenticator.reference",
        "#auteur",
        "dangling-reference",
        "DocumentReference.authenticator.reference",
        "ref-1",
    ),
    "a reference to the wrong type": Fault(
        WITHOUT_STRUCTURE,
        "custodian.reference",
        "Patient/p1",
        "bad-reference",
        "DocumentReference.custodian.reference",
    ),
    "an absolute reference to the wrong type": Fault(
        PATIENT,
        "managingOrganization.reference",
        "https://annuaire.example.org/fhir/Practitioner/8",
        "bad-reference",
        "Patient.managingOrganization.reference",
    ),
    "a contained resource of the wrong type": Fault(
        WITHOUT_SOURCE_PATIENT,
        "context.sourcePatientInfo.reference",
        "#author",
        "bad-reference",
        "DocumentReference.context.sourcePatientInfo.reference",
    ),
    "a conditional reference to the wrong type": Fault(
        DOCUMENT,
        "subject.reference",
        "Organization?identifier=7",
        "bad-reference",
        "DocumentReference.subject.reference",
    ),
    "a reference to a type that does not exist": Fault(
        DOCUMENT, "subject.reference", "Malade/7", "bad-reference", "DocumentReference.subject.reference"
    ),
    "a reference that is none": Fault(
        DOCUMENT, "subject.reference", "299999999999934", "bad-reference", "DocumentReference.subject.reference"
    ),
    "a declared type that contradicts the reference": Fault(
        DOCUMENT, "authenticator.type", "Organization", "bad-reference", "DocumentReference.authenticator.type"
    ),
    "a declared type that may not stand there": Fault(
        DOCUMENT, "subject", {"type": "Practice"}, "bad-reference", "DocumentReference.subject.type"
    ),
    "an entry that the transaction does not have": Fault(
        DEPOSIT,
        "entry.0.resource.entry.0.item.reference",
        "urn:uuid:00000000-0000-4000-8000-000000000000",
        "dangling-reference",
        "Bundle.entry[0].resource.entry[0].item.reference",
    ),
    "an entry of the wrong type": Fault(
        HEALTH_DOCUMENT,
        "entry.2.resource.patient.reference",
        "urn:uuid:aaaaaaaa-0000-4000-8000-000000000001",
        "bad-reference",
        "Bundle.entry[2].resource.patient.reference",
    ),
}
