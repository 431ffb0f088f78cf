"""A valid CDA about an invented person, and ways to change one thing in it."""

from datetime import date, datetime
from typing import Any

from lxml import etree

from carnet.core.documents.entry import Author, AuthorKind
from carnet.core.identifiers import (
    OrganizationId,
    PatientIdentifier,
    PatientIdentifierSystem,
    PractitionerId,
    UniqueId,
    nir_key,
)
from carnet.core.people import Gender, IdentityTraits, PersonName
from carnet.core.vocabulary.code import Code
from carnet.formats.cda.compose import wrap
from carnet.formats.cda.header import read_header
from carnet.formats.cda.model import CdaHeader, Custodian
from carnet.formats.cda.timestamps import PARIS

NIR = "2550869123456"
INS = PatientIdentifier(PatientIdentifierSystem.INS_NIR_TEST, NIR + nir_key(NIR))
TRAITS = IdentityTraits("GARANCE", ("LISE", "ANNE-MARIE"), Gender.FEMALE, date(1955, 8, 14), "69123", "VERDIER")
DR_KELLER = Author(
    AuthorKind.PROFESSIONAL,
    PractitionerId("899700000017"),
    PersonName("Keller", "Anne", "Dr"),
    Code("G15_10/SM26", "1.2.250.1.213.1.1.4.5", "Médecin - Qualifié en Médecine Générale (SM)"),
    OrganizationId("1690000018"),
    "Centre de santé des Tilleuls",
)
CONSULTATION_NOTE = Code("11488-4", "2.16.840.1.113883.6.1", "CR ou fiche de consultation ou de visite")
AMBULATORY = Code("AMBULATOIRE", "1.2.250.1.213.1.1.4.9", "Ambulatoire")
HEALTH_CENTRE = Code("SA05", "1.2.250.1.71.4.2.4", "Centre de santé")
LETTER = "Tout va bien.\nÀ revoir dans un an."


def arguments(**changes: Any) -> dict[str, Any]:
    """What describes a consultation note of Dr Keller, with some of it changed."""
    return {
        "unique_id": UniqueId("urn:oid:1.2.250.1.999.1.7^2024-118"),
        "patient": INS,
        "traits": TRAITS,
        "type_code": CONSULTATION_NOTE,
        "title": "Consultation du 1er mars",
        "created": datetime(2024, 3, 1, 12, 5, 9, tzinfo=PARIS),
        "authors": (DR_KELLER,),
        "legal_authenticator": DR_KELLER,
        "custodian": Custodian(OrganizationId("1690000018"), "Centre de santé des Tilleuls"),
        "service_start": datetime(2024, 3, 1, 11, 30, tzinfo=PARIS),
        "service_stop": datetime(2024, 3, 1, 12, 0, tzinfo=PARIS),
        "practice_setting": AMBULATORY,
        "facility_type": HEALTH_CENTRE,
        **changes,
    }


def note(**changes: Any) -> bytes:
    """The note, as a CDA level 1 around a text."""
    return wrap(LETTER.encode(), "text/plain", **arguments(**changes))


def header_of(content: bytes) -> CdaHeader:
    """Its header, which must be right."""
    header = read_header(content, accepts_test=True)
    assert isinstance(header, CdaHeader)
    return header


def faults_of(content: bytes) -> list[tuple[str, str]]:
    """What is wrong with it: code and place."""
    read = read_header(content, accepts_test=True)
    assert isinstance(read, tuple)
    return [(defect.code, defect.where) for defect in read]


def without(content: bytes, path: str) -> bytes:
    """The document without the element at that path (h: for HL7)."""
    root, element = _at(content, path)
    parent = element.getparent()
    assert parent is not None
    parent.remove(element)
    return etree.tostring(root)


def with_attributes(content: bytes, path: str, **attributes: str) -> bytes:
    """The document with some attributes of the element at that path changed."""
    root, element = _at(content, path)
    for name, value in attributes.items():
        element.set(name, value)
    return etree.tostring(root)


def with_twin(content: bytes, path: str) -> bytes:
    """The document with the element at that path written twice."""
    root, element = _at(content, path)
    element.addnext(etree.fromstring(etree.tostring(element)))
    return etree.tostring(root)


def structured(sections: str, **changes: Any) -> bytes:
    """A level 3 document with those sections, written as XML with the default namespace of HL7."""
    root, body = _at(note(**changes), "h:component/h:nonXMLBody")
    parent = body.getparent()
    assert parent is not None
    parent.replace(body, etree.fromstring(f'<structuredBody xmlns="urn:hl7-org:v3">{sections}</structuredBody>'))
    return etree.tostring(root)


def section(text: str, title: str = "Examen") -> str:
    """One section with that narrative."""
    return f"<component><section><title>{title}</title><text>{text}</text></section></component>"


def self_presenting(content: bytes, style: str = "") -> bytes:
    """The document inside a style sheet, as EX_2.1-1115 knows it."""
    document = content.partition(b"?>")[2] if content.startswith(b"<?xml") else content
    sheet = f'<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">{style}'
    return sheet.encode() + document + b"</xsl:stylesheet>"


def _at(content: bytes, path: str) -> tuple[etree._Element, etree._Element]:
    root = etree.fromstring(content)
    found = root.find(path.replace("h:", "{urn:hl7-org:v3}"))
    assert found is not None, path
    return root, found
