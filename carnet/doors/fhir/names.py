"""The URLs by which FHIR names systems, profiles and extensions."""

from carnet.core.vocabulary.code_systems import oid_of

RFC_3986 = "urn:ietf:rfc:3986"
LOINC = "http://loinc.org"
V3_CONFIDENTIALITY = "http://terminology.hl7.org/CodeSystem/v3-Confidentiality"
PRACTITIONER_SYSTEM = "urn:oid:1.2.250.1.71.4.2.1"
ORGANIZATION_SYSTEM = "urn:oid:1.2.250.1.71.4.2.2"
MHD_LIST_TYPES = "https://profiles.ihe.net/ITI/MHD/CodeSystem/MHDlistTypes"
DESIGNATION_TYPE = "https://profiles.ihe.net/ITI/MHD/StructureDefinition/ihe-designationType"
AUTHOR_ORGANIZATION = "https://profiles.ihe.net/ITI/MHD/StructureDefinition/ihe-authorOrg"
INTENDED_RECIPIENTS = frozenset(
    {
        "https://profiles.ihe.net/ITI/MHD/StructureDefinition/ihe-intendedRecipient",
        "https://interop.esante.gouv.fr/ig/fhir/pdsm/StructureDefinition/pdsm-ext-intended-recipient",
    }
)
SOURCE_ID = "https://profiles.ihe.net/ITI/MHD/StructureDefinition/ihe-sourceId"
MHD_IDENTIFIER_TYPE = "https://profiles.ihe.net/ITI/MHD/CodeSystem/IHE.MHD.MHDIdentifierType"
MHD = "https://profiles.ihe.net/ITI/MHD/StructureDefinition/"
MHD_MINIMAL_DOCUMENT = f"{MHD}IHE.MHD.Minimal.DocumentReference"
MHD_COMPREHENSIVE_DOCUMENT = f"{MHD}IHE.MHD.Comprehensive.DocumentReference"
MHD_MINIMAL_SUBMISSION = f"{MHD}IHE.MHD.Minimal.SubmissionSet"
ABSENT_REASON = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"

PDSM = "https://interop.esante.gouv.fr/ig/fhir/pdsm/StructureDefinition/"
COMPREHENSIVE_DOCUMENT = f"{PDSM}pdsm-comprehensive-document-reference"
SIMPLIFIED_PUBLISH = f"{PDSM}pdsm-simplified-publish"
SUBMISSION_SET = f"{PDSM}pdsm-submissionset-comprehensive"
PROVIDE_BUNDLE = f"{PDSM}pdsm-comprehensive-provide-document-bundle"
IS_ARCHIVED = f"{PDSM}pdsm-ext-is-archived"

CARNET = "https://carnet.example/fhir/StructureDefinition/"
NON_OPPOSITION = f"{CARNET}non-opposition"
"""Extension of the submission set: INO (the person, informed, did not oppose), IO (opposed), NA (not stated)."""
RECORD_STATUS = "https://interop.esante.gouv.fr/ig/fhir/pdsm4dmp/StructureDefinition/dmp-fermeture"
TREATING_PHYSICIAN = "https://interop.esante.gouv.fr/ig/fhir/pdsm4dmp/StructureDefinition/dmp-medecin-traitant"
FEEDABLE = f"{CARNET}is-feedable"

AUTHORIZATION_STATUS = f"{CARNET}authorization-status"
"""Extension of a Consent: what the DMP calls the state of an authorisation."""
PCF_CONSENT = "https://profiles.ihe.net/ITI/PCF/StructureDefinition/IHE.PCF.consentBasic"

BIRTH_PLACE = "http://hl7.org/fhir/StructureDefinition/patient-birthPlace"
INSEE_CODE = "https://hl7.fr/ig/fhir/core/StructureDefinition/fr-core-address-insee-code"
"""Of the place of birth, as FR Core writes it; ``address.district`` is read too."""

SYSTEM_URLS = {"2.16.840.1.113883.6.1": LOINC, "2.16.840.1.113883.5.25": V3_CONFIDENTIALITY}


def system_url(oid: str) -> str:
    """Give the URL under which FHIR names a code system known by its OID; a URL stays as it is, and so does none."""
    if not oid or "://" in oid or oid.startswith("urn:"):
        return oid
    return SYSTEM_URLS.get(oid, f"urn:oid:{oid}")


def system_oid(url: str) -> str:
    """Give the OID of a code system named by a URL, or the URL itself when it has none that we know."""
    return oid_of(url) or url.removeprefix("urn:oid:")
