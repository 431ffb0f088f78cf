"""Putting a file into a CDA R2 level 1, so that what a person sends is filed like everything else."""

import base64
from collections.abc import Sequence
from datetime import datetime

from lxml import etree

from carnet.core.documents.entry import Author, AuthorKind
from carnet.core.identifiers import OrganizationId, PatientIdentifier, UniqueId
from carnet.core.people import Gender, IdentityTraits, PersonName
from carnet.core.vocabulary.code import Code
from carnet.core.vocabulary.confidentiality import Confidentiality
from carnet.formats.cda.format_code import UNSTRUCTURED
from carnet.formats.cda.header import HEADER_TEMPLATES
from carnet.formats.cda.model import NATIONAL_RECORD, Custodian
from carnet.formats.cda.people import TITLES
from carnet.formats.cda.timestamps import write
from carnet.formats.cda.tree import HL7, ORGANIZATION_SYSTEM, PERSON_SYSTEM, q
from carnet.formats.media_types import IN_LEVEL_1, canonical

_GENDERS = {Gender.FEMALE: ("F", "Féminin"), Gender.MALE: ("M", "Masculin"), Gender.UNKNOWN: ("U", "Inconnu")}
_LEVELS = {
    Confidentiality.NORMAL: "Normal",
    Confidentiality.RESTRICTED: "Restreint",
    Confidentiality.VERY_RESTRICTED: "Très restreint",
}
_INSIDE = {"1": "3", "2": "4", "3": "5"}
"""How an identifier inside a structure begins, by how that of the structure does: FINESS, SIREN, SIRET."""

_WRITTEN_TITLES = {shown: written for written, shown in TITLES.items()}


def wrap(
    file: bytes,
    media_type: str,
    *,
    unique_id: UniqueId,
    patient: PatientIdentifier,
    traits: IdentityTraits | None,
    type_code: Code,
    title: str,
    created: datetime,
    authors: Sequence[Author],
    legal_authenticator: Author,
    custodian: Custodian,
    service_start: datetime,
    practice_setting: Code,
    facility_type: Code,
    service_stop: datetime | None = None,
    events: Sequence[Code] = (),
    confidentiality: Confidentiality = Confidentiality.NORMAL,
    language: str = "fr-FR",
    set_id: UniqueId | None = None,
    version_number: int = 1,
    replaces: UniqueId | None = None,
) -> bytes:
    """Write a CDA R2 level 1 around a file, in the minimal structure of the CI-SIS.

    ``file``: already examined; ``media_type``: PDF, JPEG, TIFF, RTF or text, and PNG, which the DMP's own list has not.
    ``traits``: the qualified identity, or nothing, which the official schematron reproves and the record can do
    without. Dates know their zone and are written to the second. ``confidentiality``: N, R or V, visibility being a
    matter of metadata. ``set_id``: the unique identifier itself for a first version. ``events``: codes of the acts, the
    first going to the principal one. A patient among the signatories is identified by the INS of the document.

    ``read_header`` reads the same values back. Raises ValueError for another type of file, a date without zone, a
    visibility as confidentiality, or a text with control characters, all of which the callers have excluded. Sources:
    domain.md 3.4; ASIP-STRUCT-MIN schematron; CDA R2 schema for the order of elements.
    """
    kind = canonical(media_type)
    if kind not in IN_LEVEL_1:
        raise ValueError(f"{kind} cannot stand in a CDA level 1")
    if confidentiality not in _LEVELS:
        raise ValueError("the header of a CDA carries N, R or V")
    if any(one is not None and one.utcoffset() is None for one in (created, service_start, service_stop)):
        raise ValueError("a date without zone")
    document = etree.fromstring(f'<ClinicalDocument xmlns="{HL7}"/>')
    _add(document, "realmCode", code="FR")
    _add(document, "typeId", root="2.16.840.1.113883.1.3", extension="POCD_HD000040")
    for template in (*HEADER_TEMPLATES, UNSTRUCTURED):
        _add(document, "templateId", root=template)
    _add(document, "id", **_root_and_extension(unique_id))
    _code(document, "code", type_code)
    _add(document, "title").text = title
    _add(document, "effectiveTime", value=write(created))
    level = Code(confidentiality.value, confidentiality.system, _LEVELS[confidentiality])
    _code(document, "confidentialityCode", level)
    _add(document, "languageCode", code=language)
    _add(document, "setId", **_root_and_extension(set_id or unique_id))
    _add(document, "versionNumber", value=str(version_number))
    _patient(document, patient, traits)
    for author in authors:
        element = _add(document, "author")
        _add(element, "time", value=write(created))
        _signatory(_add(element, "assignedAuthor"), author, patient, as_author=True)
    _custodian(document, custodian)
    signature = _add(document, "legalAuthenticator")
    _add(signature, "time", value=write(created))
    _add(signature, "signatureCode", code="S")
    _signatory(_add(signature, "assignedEntity"), legal_authenticator, patient, as_author=False)
    _principal_event(document, events[:1], service_start, service_stop, legal_authenticator, patient, practice_setting)
    for event in events[1:]:
        _code(_add(_add(document, "documentationOf"), "serviceEvent"), "code", event)
    if replaces is not None:
        related = _add(_add(document, "relatedDocument", typeCode="RPLC"), "parentDocument")
        _add(related, "id", **_root_and_extension(replaces))
    encounter = _add(_add(document, "componentOf"), "encompassingEncounter")
    _period(_add(encounter, "effectiveTime"), service_start, service_stop)
    _code(_add(_add(encounter, "location"), "healthCareFacility"), "code", facility_type)
    body = _add(_add(document, "component"), "nonXMLBody")
    _add(body, "text", mediaType=kind, representation="B64").text = base64.b64encode(file).decode()
    return etree.tostring(document, xml_declaration=True, encoding="UTF-8")


def _patient(document: etree._Element, patient: PatientIdentifier, traits: IdentityTraits | None) -> None:
    role = _add(_add(document, "recordTarget"), "patientRole")
    _add(role, "id", root=patient.system.value, extension=patient.value)
    _add(role, "addr", nullFlavor="NASK")
    _add(role, "telecom", nullFlavor="NASK")
    person = _add(role, "patient", classCode="PSN")
    if traits is None:
        _add(person, "name", nullFlavor="NASK")
        _add(person, "administrativeGenderCode", nullFlavor="NASK")
        _add(person, "birthTime", nullFlavor="NASK")
        return
    name = _add(person, "name")
    _add(name, "family", qualifier="BR").text = traits.birth_name
    _add(name, "given").text = " ".join(traits.given_names)
    _add(name, "given", qualifier="BR").text = traits.given_names[0]
    if traits.used_name:
        _add(name, "family", qualifier="CL").text = traits.used_name
    gender, label = _GENDERS[traits.gender]
    _code(person, "administrativeGenderCode", Code(gender, "2.16.840.1.113883.5.1", label))
    _add(person, "birthTime", value=f"{traits.birth_date:%Y%m%d}")
    address = _add(_add(_add(person, "birthplace"), "place"), "addr")
    _add(address, "county").text = traits.birth_place


def _signatory(
    element: etree._Element,
    author: Author,
    patient: PatientIdentifier,
    *,
    as_author: bool,
    setting: Code | None = None,
) -> None:
    """Whoever signs or performs."""
    if author.person is not None:
        _add(element, "id", root=PERSON_SYSTEM, extension=author.person.value)
    elif author.kind is AuthorKind.PATIENT:
        _add(element, "id", root=patient.system.value, extension=patient.value)
    elif author.organization is not None and author.organization.value[:1] in _INSIDE:
        _add(element, "id", root=PERSON_SYSTEM, extension=_machine(author, author.organization))
    else:
        _add(element, "id", nullFlavor="NI")
    if author.role is not None:
        _code(element, "code", author.role)
    _add(element, "addr", nullFlavor="NASK")
    _add(element, "telecom", nullFlavor="NASK")
    if as_author and author.kind in (AuthorKind.DEVICE, AuthorKind.INSURER):
        device = _add(element, "assignedAuthoringDevice")
        _add(device, "manufacturerModelName").text = "."
        _add(device, "softwareName").text = "" if author.name is None else author.name.family
    elif author.name is not None:
        _person_name(_add(_add(element, "assignedPerson"), "name"), author.name)
    if author.organization is not None or author.organization_name or setting is not None:
        organization = _add(element, "representedOrganization")
        _organization(organization, author.organization, author.organization_name)
        if setting is not None:
            _code(organization, "standardIndustryClassCode", setting)


def _machine(author: Author, organization: OrganizationId) -> str:
    """The identifier of a device inside its structure, such as 5 + SIRET + / + name (domain.md 3.2)."""
    name = "" if author.name is None else author.name.family
    kept = "".join(letter for letter in name if letter.isascii() and letter.isalnum())
    return f"{_INSIDE[organization.value[:1]]}{organization.value[1:]}/{kept or 'logiciel'}"


def _principal_event(
    document: etree._Element,
    code: Sequence[Code],
    start: datetime,
    stop: datetime | None,
    performer: Author,
    patient: PatientIdentifier,
    setting: Code,
) -> None:
    event = _add(_add(document, "documentationOf"), "serviceEvent")
    for one in code:
        _code(event, "code", one)
    _period(_add(event, "effectiveTime"), start, stop)
    entity = _add(_add(event, "performer", typeCode="PRF"), "assignedEntity")
    _signatory(entity, performer, patient, as_author=False, setting=setting)


def _custodian(document: etree._Element, custodian: Custodian) -> None:
    keeper = _add(_add(_add(document, "custodian"), "assignedCustodian"), "representedCustodianOrganization")
    if custodian.organization is None:
        _add(keeper, "id", root=NATIONAL_RECORD)
        _add(keeper, "name").text = custodian.name
    else:
        _organization(keeper, custodian.organization, custodian.name)


def _organization(element: etree._Element, identifier: OrganizationId | None, name: str) -> None:
    if identifier is not None:
        _add(element, "id", root=ORGANIZATION_SYSTEM, extension=identifier.value)
    if name:
        _add(element, "name").text = name


def _person_name(element: etree._Element, name: PersonName) -> None:
    title = _WRITTEN_TITLES.get(name.prefix, name.prefix)
    as_suffix = title in ("DR", "PR")
    if title and not as_suffix:
        _add(element, "prefix").text = title
    if name.given:
        _add(element, "given").text = name.given
    if name.family:
        _add(element, "family").text = name.family
    if as_suffix:
        _add(element, "suffix").text = title


def _period(element: etree._Element, start: datetime, stop: datetime | None) -> None:
    _add(element, "low", value=write(start))
    if stop is not None:
        _add(element, "high", value=write(stop))


def _code(parent: etree._Element, name: str, code: Code) -> None:
    label = {"displayName": code.label} if code.label else {}
    _add(parent, name, code=code.value, codeSystem=code.system, **label)


def _root_and_extension(identifier: UniqueId) -> dict[str, str]:
    root, _, extension = identifier.value.removeprefix("urn:oid:").removeprefix("urn:uuid:").partition("^")
    if identifier.value.startswith("urn:uuid:"):
        root = root.upper()
    return {"root": root, "extension": extension} if extension else {"root": root}


def _add(parent: etree._Element, name: str, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, q(name), attributes)
