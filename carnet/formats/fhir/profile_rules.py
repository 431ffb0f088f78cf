"""The rules that the French and IHE profiles of deposits add to FHIR, as data: what, where, how grave, what to send.

Sources: PDSm 3.1 (ansforge/IG-fhir-partage-de-documents-de-sante, input/fsh/profiles) and IHE MHD 4.2 (IHE/ITI.MHD,
input/fsh). An *error* is what Carnet cannot deposit without; a *warning* is what the profile requires and Carnet does
without, because the sender's own examples leave it out (custodian …) or because it can be known otherwise (size and
hash from the content, class from the type, format from the media type). ``../shared/samples/fhir`` gives warnings only.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Final

_MHD: Final = "https://profiles.ihe.net/ITI/MHD/StructureDefinition/"
_PDSM: Final = "https://interop.esante.gouv.fr/ig/fhir/pdsm/StructureDefinition/"

EXTENSIONS: Final[Mapping[str, str]] = {
    "designationType": f"{_MHD}ihe-designationType",
    "sourceId": f"{_MHD}ihe-sourceId",
}
"""The extensions that a path may name, as ``extension:sourceId``."""


class Profile(Enum):
    """The profiles of a deposit, by their canonical URL."""

    PDSM_DOCUMENT = f"{_PDSM}pdsm-comprehensive-document-reference"
    PDSM_SIMPLIFIED_PUBLISH = f"{_PDSM}pdsm-simplified-publish"
    PDSM_SUBMISSION_SET = f"{_PDSM}pdsm-submissionset-comprehensive"
    PDSM_PROVIDE_BUNDLE = f"{_PDSM}pdsm-comprehensive-provide-document-bundle"
    MHD_PROVIDE_BUNDLE = f"{_MHD}IHE.MHD.Comprehensive.ProvideBundle"


class Severity(Enum):
    """Whether a resource is refused for it."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Needs:
    """The element at ``path`` must be there, under each of its parents."""

    path: tuple[str, ...]
    severity: Severity
    remedy: str


@dataclass(frozen=True, slots=True)
class AtMost:
    """The element at ``path`` may be there ``most`` times under each of its parents; 0 forbids it."""

    path: tuple[str, ...]
    most: int
    severity: Severity
    remedy: str


@dataclass(frozen=True, slots=True)
class OneOf:
    """At least one of the codes at ``path``, if there are any, must be one of ``codes``."""

    path: tuple[str, ...]
    codes: frozenset[str]
    severity: Severity
    remedy: str


Rule = Needs | AtMost | OneOf


def _needs(severity: Severity, elements: Mapping[str, str]) -> tuple[Rule, ...]:
    return tuple(Needs(tuple(path.split(".")), severity, remedy) for path, remedy in elements.items())


_NEEDED: Final[tuple[Rule, ...]] = (
    *_needs(
        Severity.ERROR,
        {
            "masterIdentifier.value": "Send the uniqueId that the producer gave to the document.",
            "type.coding.code": "Send the type of the document (JDV_J07 or JDV_J66).",
            "subject": "Send the patient, by the INS: Patient?identifier=urn:oid:…|… or a logical reference.",
            "author": "Send the author, contained.",
            "content.attachment.contentType": "Send the media type of the document.",
        },
    ),
    AtMost(("content",), 1, Severity.ERROR, "Send one DocumentReference for each document."),
    AtMost(("category",), 1, Severity.ERROR, "Send one class."),
    AtMost(("modifierExtension",), 0, Severity.ERROR, "Leave modifierExtension out: no profile of a deposit has one."),
    AtMost(("docStatus",), 0, Severity.WARNING, "Leave docStatus out: XDS has no place for it."),
)

_FRENCH: Final[tuple[Rule, ...]] = (
    *_needs(Severity.ERROR, {"content.attachment.title": "Send the title of the document."}),
    *_needs(
        Severity.WARNING,
        {
            "date": "Send date; the time of reception is taken without it.",
            "custodian": "Send the structure that keeps the document; the one that authenticated is taken without it.",
        },
    ),
)

_MHD_COMPREHENSIVE: Final[tuple[Rule, ...]] = (
    *_NEEDED,
    *_needs(Severity.ERROR, {"content.attachment.url": "Send the fullUrl of the Binary that holds the document."}),
    *_needs(
        Severity.WARNING,
        {
            "category.coding.code": "Send the class of the document (JDV_J06); that of its type is taken without it.",
            "securityLabel": "Send the confidentiality; N is taken without it.",
            "content.attachment.language": "Send the language; fr-FR is taken without it.",
            "content.attachment.creation": "Send the date of the document; date is taken without it.",
            "content.format.code": "Send the format (JDV_J10); it is told from the content without it.",
            "context.facilityType": "Send the sector of activity (JDV_J02).",
            "context.practiceSetting": "Send the practice setting (JDV_J04).",
            "context.sourcePatientInfo": "Send the patient as the producer knows them, contained.",
        },
    ),
    OneOf(("status",), frozenset({"current", "superseded"}), Severity.ERROR, "Send current."),
)

_PDSM_COMPREHENSIVE: Final[tuple[Rule, ...]] = (
    *_MHD_COMPREHENSIVE,
    *_FRENCH,
    *_needs(
        Severity.WARNING,
        {
            "contained": "Send the author, contained.",
            "content.attachment.size": "Send the size of the document, in bytes; it is measured without it.",
            "content.attachment.hash": "Send the SHA-1 of the document; it is computed without it.",
            "context.period.start": "Send when the act that is documented began.",
        },
    ),
)

_SIMPLIFIED: Final[tuple[Rule, ...]] = (
    *_NEEDED,
    *_FRENCH,
    *_needs(Severity.ERROR, {"content.attachment.data": "Send the document itself, in base64."}),
    AtMost(("content", "attachment", "url"), 0, Severity.ERROR, "Leave url out: the document is in data."),
    OneOf(("status",), frozenset({"current"}), Severity.ERROR, "Send current."),
)

_SUBMISSION_SET: Final[tuple[Rule, ...]] = (
    *_needs(
        Severity.ERROR,
        {
            "code.coding.code": "Send submissionset of MHDlistTypes.",
            "subject": "Send the patient, by the INS.",
            "date": "Send when the deposit is made.",
            "source": "Send the author of the deposit, contained; a structure goes in its authorOrg extension.",
            "entry.item": "Send a reference to each document of the deposit.",
        },
    ),
    *_needs(
        Severity.WARNING,
        {
            "identifier": "Send the uniqueId of the submission set; one is made without it.",
            "title": "Send a title.",
            "extension:designationType": "Send the type of activity (JDV_J03).",
            "extension:sourceId": "Send the OID of the system; that of its certificate is taken without it.",
        },
    ),
    OneOf(("code", "coding", "code"), frozenset({"submissionset"}), Severity.ERROR, "Send submissionset."),
    OneOf(("status",), frozenset({"current"}), Severity.ERROR, "Send current."),
    OneOf(("mode",), frozenset({"working"}), Severity.WARNING, "Send working."),
)


@dataclass(frozen=True, slots=True)
class ProfileTable:
    """What a profile adds: to which resource, which rules, and, for a bundle, by which profiles its entries go."""

    resource: str
    rules: tuple[Rule, ...]
    document: tuple[Rule, ...] = ()
    submission_set: tuple[Rule, ...] = ()
    fewest_documents: int = 0


_TRANSACTION: Final[tuple[Rule, ...]] = (
    OneOf(("type",), frozenset({"transaction"}), Severity.ERROR, "Send a bundle of type transaction."),
)

TABLES: Final[Mapping[Profile, ProfileTable]] = {
    Profile.PDSM_DOCUMENT: ProfileTable("DocumentReference", _PDSM_COMPREHENSIVE),
    Profile.PDSM_SIMPLIFIED_PUBLISH: ProfileTable("DocumentReference", _SIMPLIFIED),
    Profile.PDSM_SUBMISSION_SET: ProfileTable("List", _SUBMISSION_SET),
    Profile.PDSM_PROVIDE_BUNDLE: ProfileTable("Bundle", _TRANSACTION, _PDSM_COMPREHENSIVE, _SUBMISSION_SET, 1),
    Profile.MHD_PROVIDE_BUNDLE: ProfileTable("Bundle", _TRANSACTION, _MHD_COMPREHENSIVE, _SUBMISSION_SET),
}

METHODS: Final[Mapping[str, frozenset[str]]] = {
    "List": frozenset({"POST", "PUT"}),
    "DocumentReference": frozenset({"POST", "PUT"}),
    "Parameters": frozenset({"PATCH"}),
    "Binary": frozenset({"POST"}),
    "Bundle": frozenset({"POST"}),
    "Patient": frozenset({"POST", "PUT"}),
}
"""The entries that a deposit may have, with their methods (MHD 4.2: closed slicing; PUT: the older supersession)."""
