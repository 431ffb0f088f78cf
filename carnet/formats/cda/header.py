"""Reading the header of a CDA R2 document in the minimal structure of the CI-SIS, with every fault at once."""

import re

from lxml import etree

from carnet.core.defects import Defect
from carnet.core.documents.content import Content
from carnet.core.documents.entry import Author
from carnet.core.identifiers import PatientIdentifier, UniqueId
from carnet.core.people import IdentityTraits
from carnet.core.vocabulary.code import Code
from carnet.core.vocabulary.confidentiality import BASE_LEVELS, Confidentiality
from carnet.formats.cda.acts import service_events
from carnet.formats.cda.agreement import disagreements
from carnet.formats.cda.diverted import without_files
from carnet.formats.cda.entry import entry_from_header
from carnet.formats.cda.format_code import format_code
from carnet.formats.cda.model import CdaHeader, Custodian
from carnet.formats.cda.people import People, custodian, traits
from carnet.formats.cda.timestamps import Timestamp
from carnet.formats.cda.tree import (
    Faults,
    children,
    clinical_document,
    descend,
    each,
    missing,
    q,
    text_of,
    where,
)
from carnet.formats.xml import parse_xml

__all__ = ["CdaHeader", "disagreements", "entry_from_header", "read_header"]

HEADER_TEMPLATES = ("2.16.840.1.113883.2.8.2.1", "1.2.250.1.213.1.1.1.1")
"""HL7 France, and the minimal structure of the CI-SIS."""

MAX_HEADER_ELEMENTS = 5000
"""The longest header of the official samples has some 1,100; this bounds the time that many faults would take."""

_LANGUAGE = re.compile(r"[a-z]{2}-[A-Z]{2}")
_VERSION = re.compile(r"[1-9]\d{0,8}", re.ASCII)


def read_header(content: Content, *, accepts_test: bool) -> CdaHeader | tuple[Defect, ...]:
    """Read the header of a CDA.

    ``content``: the document as it came; a self-presenting one is unwrapped, its style sheet never run.
    ``accepts_test``: whether test and demonstration INS are taken here. Returns the header, or every fault that was
    found, each with the XPath of its place (names without prefix, from ClinicalDocument). Asked for is what the CI-SIS
    calls the minimal structure (ASIP-STRUCT-MIN, « Volet Structuration minimale »), less what the record does without:
    the identity traits, the set and version numbers, the addresses. Whether a type or a role is known to the vocabulary
    is judged elsewhere.
    """
    root = parse_xml(content, aside=without_files(content))
    if isinstance(root, Defect):
        return (root,)
    document = clinical_document(root)
    if isinstance(document, Defect):
        return (document,)
    if _header_size(document) > MAX_HEADER_ELEMENTS:
        return (
            Defect(
                "cda-header-too-long",
                "/ClinicalDocument",
                f"The header has more than {MAX_HEADER_ELEMENTS} elements.",
                "Leave out the participants that the document can do without.",
            ),
        )
    reading = _Reading(document, accepts_test)
    header = reading.header(self_presenting=document is not root)
    return header if header is not None and not reading.faults else tuple(reading.faults)


def _header_size(document: etree._Element) -> int:
    return sum(1 for part in document if part.tag != q("component") for _ in part.iter())


class _Reading:
    """One reading of one document; each method reads one part and notes what is wrong with it."""

    def __init__(self, document: etree._Element, accepts_test: bool) -> None:
        self.document = document
        self.faults = Faults()
        self.people = People(self.faults, accepts_test)

    def header(self, *, self_presenting: bool) -> CdaHeader | None:
        """The header, or nothing when a part of it is missing; all parts are read before giving up."""
        templates = self.templates()
        unique_id = self.faults.identifier(self.faults.one(self.document, "id"))
        type_code = self.faults.code(self.faults.one(self.document, "code"))
        title = self.title()
        effective = self.effective()
        confidentiality = self.confidentiality()
        language = self.language()
        set_id = self.set_id()
        version = self.version()
        identifiers, person = self.patient()
        authors = self.authors()
        keeper = self.custodian()
        signatory = self.legal_authenticator()
        events = service_events(self.document, self.faults)
        replaces = self.replaces()
        facility = self.facility_type()
        if (
            unique_id is None
            or type_code is None
            or effective is None
            or keeper is None
            or signatory is None
            or facility is None
        ):
            return None
        return CdaHeader(
            unique_id=unique_id,
            set_id=set_id,
            version_number=version,
            type_code=type_code,
            title=title,
            effective=effective,
            confidentiality=confidentiality,
            language=language,
            patient_identifiers=identifiers,
            traits=person,
            authors=authors,
            legal_authenticator=signatory,
            custodian=keeper,
            service_events=events,
            facility_type=facility,
            replaces=replaces,
            templates=templates,
            format_code=format_code(self.document, templates),
            self_presenting=self_presenting,
        )

    def templates(self) -> frozenset[str]:
        """The models that the document claims, after checking that it is a French CDA R2."""
        found = frozenset(one.get("root", "") for one in children(self.document, "templateId"))
        for template in HEADER_TEMPLATES:
            if template not in found:
                self.faults.add(missing(where(self.document, f"templateId[@root='{template}']")))
        realm, kind = descend(self.document, "realmCode"), descend(self.document, "typeId")
        if realm is None or realm.get("code") != "FR":
            self.faults.add(missing(where(self.document, "realmCode[@code='FR']")))
        if kind is None or (kind.get("root"), kind.get("extension")) != ("2.16.840.1.113883.1.3", "POCD_HD000040"):
            self.faults.add(missing(where(self.document, "typeId[@extension='POCD_HD000040']")))
        return found

    def title(self) -> str:
        """The title, its blanks made single."""
        element = self.faults.one(self.document, "title")
        title = text_of(element)
        if element is not None and not title:
            self.faults.add(missing(where(element, "text()")))
        return title

    def effective(self) -> Timestamp | None:
        """When the document was made."""
        element = self.faults.one(self.document, "effectiveTime")
        return None if element is None else self.faults.timestamp(element)

    def confidentiality(self) -> frozenset[Confidentiality]:
        """The level, and what the header says of visibility if it does."""
        found = children(self.document, "confidentialityCode")
        known = {(one.value, one.system): one for one in Confidentiality}
        levels: set[Confidentiality] = set()
        for element in found:
            level = known.get((element.get("code", ""), element.get("codeSystem", "")))
            if level is None:
                self.faults.add(
                    Defect(
                        "cda-unknown-confidentiality",
                        where(element),
                        "This is not a code of confidentiality (JDV_J08) under its own system.",
                        "Send N, R or V of 2.16.840.1.113883.5.25.",
                    )
                )
            else:
                levels.add(level)
        if not found:
            self.faults.add(missing(where(self.document, "confidentialityCode")))
        elif len(levels) == len(found) and len(levels & BASE_LEVELS) != 1:
            self.faults.add(
                Defect(
                    "cda-confidentiality-level",
                    where(found[0]),
                    "A document has exactly one level of confidentiality: N, R or V.",
                    "Send one of them; N is the usual one.",
                )
            )
        return frozenset(levels)

    def language(self) -> str:
        """The language, such as fr-FR."""
        element = self.faults.one(self.document, "languageCode")
        value = "" if element is None else element.get("code", "")
        if element is not None and not _LANGUAGE.fullmatch(value):
            self.faults.add(
                Defect(
                    "cda-malformed-language",
                    where(element, "@code"),
                    "A language is written with two small letters, a hyphen and two capitals.",
                    "Send fr-FR for a document in French.",
                )
            )
        return value

    def set_id(self) -> UniqueId | None:
        """What all the versions of the document have in common, if it is given."""
        element = descend(self.document, "setId")
        return None if element is None or element.get("nullFlavor") else self.faults.identifier(element)

    def version(self) -> int | None:
        """The number of the version, if it is given."""
        element = descend(self.document, "versionNumber")
        if element is None or element.get("nullFlavor"):
            return None
        value = element.get("value", "")
        if _VERSION.fullmatch(value):
            return int(value)
        self.faults.add(
            Defect(
                "cda-malformed-version",
                where(element, "@value"),
                "The number of a version is a whole number from 1 on.",
                "Send 1 for a first version.",
            )
        )
        return None

    def patient(self) -> tuple[tuple[PatientIdentifier, ...], IdentityTraits | None]:
        """Whose document it is."""
        target = self.faults.one(self.document, "recordTarget")
        role = None if target is None else self.faults.one(target, "patientRole")
        return ((), None) if role is None else (self.people.patient_identifiers(role), traits(role))

    def authors(self) -> tuple[Author, ...]:
        """Who wrote it, in order."""
        found = children(self.document, "author")
        if not found:
            self.faults.add(missing(where(self.document, "author")))
        read = [self.people.author(element) for element in found]
        return tuple(author for author in read if author is not None)

    def legal_authenticator(self) -> Author | None:
        """Who answers for it."""
        element = self.faults.one(self.document, "legalAuthenticator")
        entity = None if element is None else self.faults.one(element, "assignedEntity")
        return None if entity is None else self.people.signatory(entity)

    def custodian(self) -> Custodian | None:
        """Who keeps the original."""
        element = self.faults.one(self.document, "custodian")
        return None if element is None else custodian(element, self.faults)

    def facility_type(self) -> Code | None:
        """The kind of structure in which the care took place (JDV_J02)."""
        path = ("componentOf", "encompassingEncounter", "location", "healthCareFacility", "code")
        element = descend(self.document, *path)
        if element is None:
            self.faults.add(missing(where(self.document, *path)))
        return self.faults.code(element)

    def replaces(self) -> UniqueId | None:
        """The document that it replaces, if it says so; other links between documents are left aside."""
        found = [one for one in children(self.document, "relatedDocument") if one.get("typeCode") == "RPLC"]
        parents = [parent for one in found for parent in each(one, "parentDocument", "id")]
        if len(parents) > 1:
            self.faults.add(
                Defect(
                    "cda-repeated-element",
                    where(parents[1]),
                    "A document replaces one other at most.",
                    "Keep the identifier of the version that this one replaces.",
                )
            )
        if found and not parents:
            self.faults.add(missing(where(found[0], "parentDocument", "id")))
        return self.faults.identifier(parents[0]) if parents else None
