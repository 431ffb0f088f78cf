"""The body of a CDA: one embedded file (level 1), or sections of text with what is attached to them (level 3)."""

import base64
import binascii
from collections.abc import Iterator
from dataclasses import dataclass, replace

from lxml import etree

from carnet.core.defects import Defect
from carnet.core.documents.content import Content, whole
from carnet.core.vocabulary.code import Code
from carnet.formats.cda.diverted import NUMBER, DivertedFiles
from carnet.formats.cda.tree import (
    Faults,
    children,
    clinical_document,
    descend,
    each,
    local_name,
    missing,
    q,
    text_of,
    where,
)
from carnet.formats.media_types import TEXT, canonical
from carnet.formats.xml import parse_xml

MAX_ATTACHMENTS = 200
"""The fullest of the official samples has 6."""

BROKEN_BASE64 = Defect(
    "cda-broken-base64",
    "/",
    "The content is declared to be base64 and is not.",
    "Encode it again; only blanks may stand between the characters.",
)

_SET_APART = frozenset({"br", "caption", "item", "list", "paragraph", "table", "td", "th", "tr"})


@dataclass(frozen=True, slots=True, repr=False)
class EmbeddedFile:
    """A file inside a document: its type as declared (one spelling each), and its bytes as they are once decoded."""

    media_type: str
    content: Content

    @property
    def whole(self) -> bytes:
        """Its bytes at once, for what shows or prints documents, which are read whole there."""
        return whole(self.content)

    def __repr__(self) -> str:
        """Hide the content."""
        return f"EmbeddedFile({self.media_type}, …)"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file in a structured body: the ID by which the text refers to it (or nothing), the file, its XPath."""

    identifier: str
    file: EmbeddedFile
    where: str


@dataclass(frozen=True, slots=True, repr=False)
class Section:
    """A section: title (of its code where it has none), code, text without markup, sections below it."""

    title: str
    code: Code | None
    text: str
    sections: tuple["Section", ...]

    def __repr__(self) -> str:
        """Hide the content."""
        return "Section(…)"


@dataclass(frozen=True, slots=True)
class StructuredBody:
    """Level 3 (or 2): the sections in order, and the files attached anywhere in them."""

    sections: tuple[Section, ...]
    attachments: tuple[Attachment, ...]


def read_body(content: bytes) -> EmbeddedFile | StructuredBody | tuple[Defect, ...]:
    """Read the body of a CDA.

    ``content``: the document as it came, self-presenting or not. Returns the embedded file of a level 1 document, or
    the sections and attachments of a structured one, or every fault found: no body, base64 that is not, a content
    that stands elsewhere (never fetched). Nothing is ever decompressed, whatever @compression says: some senders write
    it on files that are not compressed, and those that are fail the examination of their type. Whether a file is what
    it says it is, and harmless, is judged by ``carnet.formats.content``.
    """
    root = parse_xml(content)
    if isinstance(root, Defect):
        return (root,)
    document = clinical_document(root)
    return (document,) if isinstance(document, Defect) else body_of(document)


def body_of(
    document: etree._Element, files: DivertedFiles | None = None
) -> EmbeddedFile | StructuredBody | tuple[Defect, ...]:
    """Read the body of a clinical document that is already parsed; see ``read_body``.

    ``files``: those that were taken out of the tree while it was parsed, if any were.
    """
    faults = Faults()
    component = faults.one(document, "component")
    if component is None:
        return tuple(faults)
    unstructured, structured = descend(component, "nonXMLBody"), descend(component, "structuredBody")
    if unstructured is not None and structured is not None:
        faults.add(
            Defect(
                "cda-repeated-element",
                where(structured),
                "A document has one body.",
                "Keep structuredBody or nonXMLBody.",
            )
        )
    if unstructured is not None:
        text = faults.one(unstructured, "text")
        file = None if text is None else embedded_file(text, faults, files)
        return tuple(faults) if file is None or faults else file
    if structured is None:
        return (*faults, missing(where(component, "structuredBody")))
    sections = tuple(_section(element) for element in each(structured, "component", "section"))
    attachments = tuple(_attachments(structured, faults, files))
    return tuple(faults) if faults else StructuredBody(sections, attachments)


def embedded_file(element: etree._Element, faults: Faults, files: DivertedFiles | None = None) -> EmbeddedFile | None:
    """The file that an ``ED`` element carries; nothing, and a fault, where it cannot be had from the document alone."""
    media_type = canonical(element.get("mediaType", TEXT))
    if children(element, "reference"):
        faults.add(
            Defect(
                "cda-external-content",
                where(element, "reference"),
                "The content stands elsewhere; nothing is ever fetched from there.",
                "Put the content itself into the document, in base64.",
            )
        )
        return None
    if files is not None and (number := element.get(NUMBER)):
        file = files.file(number)
        if file is None:
            faults.add(replace(BROKEN_BASE64, where=where(element)))
        return None if file is None else EmbeddedFile(media_type, file)
    written = "".join(map(str, element.itertext()))
    if element.get("representation", "TXT") != "B64":
        return EmbeddedFile(media_type, written.encode())
    try:
        return EmbeddedFile(media_type, base64.b64decode("".join(written.split()), validate=True))
    except (binascii.Error, ValueError):
        faults.add(replace(BROKEN_BASE64, where=where(element)))
        return None


def section_title(section: etree._Element) -> str:
    """The title of a section; where it has none, what its code means."""
    code = descend(section, "code")
    return text_of(descend(section, "title")) or ("" if code is None else " ".join(code.get("displayName", "").split()))


def media_by_identifier(document: etree._Element) -> dict[str, etree._Element]:
    """The ``value`` of each observationMedia under its ID, and under the ID of a region of interest that shows it."""
    found: dict[str, etree._Element] = {}
    for media in document.iter(q("observationMedia")):
        value = descend(media, "value")
        if value is not None and media.get("ID"):
            found.setdefault(media.get("ID", ""), value)
    for region in document.iter(q("regionOfInterest")):
        for value in each(region, "entryRelationship", "observationMedia", "value"):
            if region.get("ID"):
                found.setdefault(region.get("ID", ""), value)
    return found


def _attachments(body: etree._Element, faults: Faults, files: DivertedFiles | None) -> Iterator[Attachment]:
    carriers = [one for one in body.iter(q("*")) if one.get("representation") == "B64"]
    if len(carriers) > MAX_ATTACHMENTS:
        faults.add(
            Defect(
                "cda-too-many-attachments",
                where(body),
                f"More than {MAX_ATTACHMENTS} files are attached to the sections.",
                "Split the document.",
            )
        )
        return
    for element in carriers:
        file = embedded_file(element, faults, files)
        parent = element.getparent()
        if file is not None:
            yield Attachment("" if parent is None else parent.get("ID", ""), file, where(element))


def _plain(element: etree._Element | None) -> str:
    """The text without markup, cells and lines apart."""
    pieces: list[str] = []

    def gather(one: etree._Element) -> None:
        pieces.append(one.text or "")
        for child in one:
            gather(child)
            pieces.append(" " if local_name(child) in _SET_APART else "")
            pieces.append(child.tail or "")

    if element is not None:
        gather(element)
    return " ".join("".join(pieces).split())


def _section(element: etree._Element) -> Section:
    code = descend(element, "code")
    value, system = ("", "") if code is None else (code.get("code", ""), code.get("codeSystem", ""))
    return Section(
        title=section_title(element),
        code=Code(value, system, "" if code is None else code.get("displayName", "")) if value and system else None,
        text=_plain(descend(element, "text")),
        sections=tuple(_section(one) for one in each(element, "component", "section")),
    )
