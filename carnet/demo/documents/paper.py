"""A document of the demonstration: who signs what about whom, made into a CDA and its metadata."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType
from typing import TypeAlias
from uuid import UUID, uuid5

from lxml import etree

from carnet.core.defects import Defect
from carnet.core.documents.content import sha1_of
from carnet.core.documents.entry import Author, AuthorKind
from carnet.core.documents.submission import SubmittedDocument
from carnet.core.identifiers import UniqueId
from carnet.core.people import PersonName
from carnet.core.vocabulary.care_settings import facility_type, practice_setting
from carnet.core.vocabulary.code import Code
from carnet.core.vocabulary.confidentiality import Confidentiality
from carnet.core.vocabulary.document_types import document_type
from carnet.core.vocabulary.professions import author_specialty
from carnet.demo.caregivers import INSURER, Caregiver
from carnet.demo.cast import Member
from carnet.demo.documents.body import fill
from carnet.formats.cda.compose import wrap
from carnet.formats.cda.entry import entry_from_header
from carnet.formats.cda.format_code import BY_ITS_TYPE, UNSTRUCTURED
from carnet.formats.cda.header import read_header
from carnet.formats.cda.model import Custodian
from carnet.formats.cda.tree import descend, q
from carnet.formats.media_types import TEXT

NAMESPACE = UUID("6f2a1c50-5a53-4a3f-9d1b-3c1f0a7e4d11")
"""Under which the names of these documents become identifiers, the same in every installation."""


class UnreadablePaperError(ValueError):
    """A document of the demonstration is not one that the record takes: a bug of its template."""


@dataclass(frozen=True, slots=True)
class Sections:
    """A structured body: a template and the values of its placeholders."""

    template: str
    values: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Enclosed:
    """An unstructured body: a file of PDF or of text."""

    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class AsItIs:
    """A file that is a document by itself, in no CDA: the pictures of a machine."""

    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Insurer:
    """The national insurer, which signs its own lists."""


Signatory: TypeAlias = Caregiver | Member | Insurer


@dataclass(frozen=True, slots=True)
class Paper:
    """A document to be written.

    ``key``: its name here, of which its uniqueId is made. ``began``: when the act began, if not ``at``. ``hidden``: the
    visibilities that go with the deposit. ``replaces``: the key of the version before; only a second version has one.
    """

    key: str
    type_code: str
    title: str
    about: Member
    signed_by: Signatory
    at: datetime
    body: Sections | Enclosed | AsItIs
    began: datetime | None = None
    hidden: frozenset[Confidentiality] = frozenset()
    replaces: str | None = None


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a document comes from, as its header says it."""

    author: Author
    custodian: Custodian
    facility: Code
    setting: Code


def unique_id(key: str) -> UniqueId:
    """Give the uniqueId of what has this name here."""
    return UniqueId(f"urn:oid:2.25.{uuid5(NAMESPACE, key).int}")


def author_of(signatory: Signatory) -> Author:
    """Give whoever signs, as metadata have them."""
    return _place(signatory).author


def write_paper(paper: Paper) -> SubmittedDocument:
    """Write a document and its metadata. Raises ``UnreadablePaperError`` when the CDA does not read back.

    What is in no CDA has the metadata that its CDA would have had.
    """
    content = _content(paper)
    header = read_header(content, accepts_test=True)
    if isinstance(header, tuple):
        raise UnreadablePaperError(paper.key, *(defect.code for defect in header))
    entry = entry_from_header(header, content, class_of=_class_of)
    if isinstance(entry, Defect):
        raise UnreadablePaperError(paper.key, entry.code)
    if isinstance(paper.body, AsItIs):
        content = paper.body.content
        entry = replace(
            entry,
            format_code=BY_ITS_TYPE,
            mime_type=paper.body.media_type,
            size=len(content),
            sha1=sha1_of(content),
        )
    return SubmittedDocument(
        replace(entry, confidentiality=entry.confidentiality | paper.hidden),
        content,
        replaces=unique_id(paper.replaces) if paper.replaces is not None else None,
    )


def _content(paper: Paper) -> bytes:
    place, identity = _place(paper.signed_by), paper.about.identity
    known = document_type(paper.type_code)
    if known is None:
        raise ValueError(f"{paper.key}: unknown type")
    enclosed = paper.body if isinstance(paper.body, Enclosed) else Enclosed(TEXT, b"")
    written = wrap(
        enclosed.content,
        enclosed.media_type,
        unique_id=unique_id(paper.key),
        patient=identity.identifiers[0],
        traits=identity.traits,
        type_code=known.code,
        title=paper.title,
        created=paper.at,
        authors=(place.author,),
        legal_authenticator=place.author,
        custodian=place.custodian,
        service_start=paper.began or paper.at,
        service_stop=paper.at,
        practice_setting=place.setting,
        facility_type=place.facility,
        set_id=unique_id(paper.replaces) if paper.replaces is not None else None,
        version_number=1 if paper.replaces is None else 2,
        replaces=unique_id(paper.replaces) if paper.replaces is not None else None,
    )
    if isinstance(paper.body, Sections):
        return _with_body(written, fill(paper.body.template, at=paper.at, values=paper.body.values))
    return written


def _with_body(written: bytes, body: etree._Element) -> bytes:
    """Put a structured body in place of the enclosed file: the header is the same for both."""
    document = etree.fromstring(written)
    component, unstructured = descend(document, "component"), descend(document, "component", "nonXMLBody")
    if component is None or unstructured is None:
        raise ValueError("the header was not followed by a body")
    component.replace(unstructured, body)
    for template in document.findall(q("templateId")):
        if template.get("root") == UNSTRUCTURED:
            document.remove(template)
    return etree.tostring(document, xml_declaration=True, encoding="UTF-8")


def _class_of(type_code: str) -> Code | None:
    known = document_type(type_code)
    return known.class_code if known is not None else None


def _place(signatory: Signatory) -> _Place:
    match signatory:
        case Caregiver(works_in=works_in):
            keeper = Custodian(works_in.identifier, works_in.name)
            setting = "ETABLISSEMENT" if works_in.facility_type == "SA01" else "AMBULATOIRE"
            return _Place(signatory.author, keeper, _facility(works_in.facility_type), _setting(setting))
        case Member():
            given, family = signatory.shown.split(" ", 1)
            role = author_specialty("EXP_PATIENT")
            author = Author(AuthorKind.PATIENT, name=PersonName(family, given), role=role)
            keeper = Custodian(None, "Dossier médical partagé")
            return _Place(author, keeper, _facility("EXP_PATIENT"), _setting("EXP_PATIENT"))
        case Insurer():
            role, name = author_specialty("ALIM_AM"), PersonName(INSURER.name)
            author = Author(AuthorKind.INSURER, None, name, role, INSURER.identifier, INSURER.name)
            keeper = Custodian(INSURER.identifier, INSURER.name)
            return _Place(author, keeper, _facility(INSURER.facility_type), _setting("AMO"))


def _facility(code: str) -> Code:
    found = facility_type(code)
    if found is None:
        raise ValueError(f"{code} is no kind of structure")
    return found


def _setting(code: str) -> Code:
    found = practice_setting(code)
    if found is None:
        raise ValueError(f"{code} is no setting of care")
    return found
