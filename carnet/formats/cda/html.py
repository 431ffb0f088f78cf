"""A CDA as a page that a person can read: our own HTML, never that of the document, never a style sheet of its own."""

import re
from datetime import datetime

from lxml import etree

from carnet.core.defects import Defect
from carnet.core.people import Gender
from carnet.formats.cda.body import embedded_file, media_by_identifier, section_title
from carnet.formats.cda.markup import Node, tag, write
from carnet.formats.cda.media import Gallery, size
from carnet.formats.cda.narrative import Narrative
from carnet.formats.cda.people import performer, person_name, traits
from carnet.formats.cda.timestamps import PARIS, Precision, parse
from carnet.formats.cda.tree import Faults, clinical_document, descend, each, text_of
from carnet.formats.media_types import PDF, TEXT
from carnet.formats.sniffing import decode_text
from carnet.formats.xml import parse_xml

_MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin", "juillet"),
    *("août", "septembre", "octobre", "novembre", "décembre"),
)
_LANGUAGE = re.compile(r"[a-z]{2}-[A-Z]{2}")
_GENDERS = {Gender.FEMALE: "féminin", Gender.MALE: "masculin", Gender.UNKNOWN: "non précisé"}


def render(content: bytes, *, heading_level: int = 2) -> str | Defect:
    """Write a CDA as a fragment of HTML (an ``article``), in French where it speaks for itself.

    ``content``: the document as it came, self-presenting or not; ``heading_level``: that of its title (1 to 6), those
    of its sections follow. Only elements and attributes of a closed list are ever written, with classes that begin with
    « cda- », and no style, script, form, frame or address outside the document: links lead to places of the document,
    images are PNG or JPEG inside it. Returns the one defect of content that is no CDA. A document that the record
    refuses can still be rendered. Sources: HL7 CDA R2 4.3.5 (narrative block), OWASP ASVS 5.0 1.2.1.
    """
    root = parse_xml(content)
    if isinstance(root, Defect):
        return root
    document = clinical_document(root)
    if isinstance(document, Defect):
        return document
    return write(_Page(document, heading_level).article())


class _Page:
    def __init__(self, document: etree._Element, heading_level: int) -> None:
        self._document = document
        self._level = heading_level
        self._gallery = Gallery(media_by_identifier(document))
        self._narrative = Narrative(document, self._gallery)

    def article(self) -> etree._Element:
        language = descend(self._document, "languageCode")
        written = "" if language is None else language.get("code", "")
        attributes = {"class": "cda", "lang": written if _LANGUAGE.fullmatch(written) else "fr"}
        return tag("article", self._header(), *self._body(), attributes=attributes)

    def _header(self) -> etree._Element:
        title = text_of(descend(self._document, "title")) or "Document sans titre"
        lines: list[Node] = [self._heading(0, title)]
        if authors := self._authors():
            lines.append(tag("p", f"Écrit par {authors}", attributes={"class": "cda-author"}))
        effective = descend(self._document, "effectiveTime")
        moment = None if effective is None else parse(effective.get("value", ""))
        if moment is not None:
            with_hour = moment.precision >= Precision.MINUTE
            lines.append(tag("p", f"Le {day(moment.at, with_hour=with_hour)}", attributes={"class": "cda-date"}))
        return tag("header", *lines, *self._identity(), attributes={"class": "cda-header"})

    def _authors(self) -> str:
        said: list[str] = []
        for assigned in each(self._document, "author", "assignedAuthor"):
            author = performer(assigned)
            name = "" if author.name is None else author.name.shown()
            said.append(", ".join(dict.fromkeys(part for part in (name, author.organization_name) if part)))
        return " ; ".join(one for one in dict.fromkeys(said) if one)

    def _identity(self) -> list[Node]:
        role = descend(self._document, "recordTarget", "patientRole")
        if role is None:
            return []
        person = traits(role)
        if person is None:
            name = person_name(descend(role, "patient", "name"))
            entries = [("Nom", name.shown())] if name else []
        else:
            entries = [
                ("Nom de naissance", person.birth_name),
                ("Prénoms", " ".join(person.given_names)),
                ("Nom utilisé", person.used_name),
                ("Sexe", _GENDERS[person.gender]),
                ("Date de naissance", f"{person.birth_date:%d/%m/%Y}"),
            ]
        pairs = [one for term, value in entries if value for one in (tag("dt", term), tag("dd", value))]
        if not pairs:
            return []
        summary = tag("summary", "Identité inscrite dans le document")
        return [tag("details", summary, tag("dl", *pairs), attributes={"class": "cda-identity"})]

    def _body(self) -> list[Node]:
        unstructured = descend(self._document, "component", "nonXMLBody", "text")
        if unstructured is not None:
            return [self._level_1(unstructured)]
        path = ("component", "structuredBody", "component", "section")
        sections: list[Node] = [self._section(section, 1) for section in each(self._document, *path)]
        if rest := self._gallery.rest():
            lines = [tag("p", one) for one in rest]
            sections.append(
                tag("section", self._heading(1, "Fichiers joints"), *lines, attributes={"class": "cda-section"})
            )
        return sections or [tag("p", "Ce document ne contient pas de texte à lire.", attributes={"class": "cda-empty"})]

    def _section(self, element: etree._Element, depth: int) -> etree._Element:
        title, text = section_title(element), descend(element, "text")
        made: list[Node] = [self._heading(depth, title)] if title else []
        shown: list[Node] = [] if text is None else [*self._narrative.blocks(text)]
        below: list[Node] = [self._section(one, depth + 1) for one in each(element, "component", "section")]
        if not shown and not below:
            said = "Cette partie ne contient pas de texte à lire."
            shown = [tag("p", said, attributes={"class": "cda-empty"})]
        attributes = self._narrative.anchor(element) | {"class": "cda-section"}
        return tag("section", *made, *shown, *below, attributes=attributes)

    def _level_1(self, element: etree._Element) -> etree._Element:
        file = embedded_file(element, Faults())
        attributes = {"class": "cda-section"}
        if file is None:
            return tag("p", "Le fichier que contient ce document est illisible.", attributes={"class": "cda-empty"})
        text = decode_text(file.whole) if file.media_type == TEXT else None
        if text is not None:
            return tag("section", tag("pre", text, attributes={"class": "cda-text"}), attributes=attributes)
        if file.media_type == PDF:
            said = f"Ce document est un fichier PDF ({size(file.whole)})."
            return tag("section", tag("p", said, attributes={"class": "cda-attachment"}), attributes=attributes)
        return tag("section", tag("p", self._gallery.present(file, "")), attributes=attributes)

    def _heading(self, depth: int, text: str) -> etree._Element:
        return tag(f"h{min(6, self._level + depth)}", text)


def day(moment: datetime, *, with_hour: bool) -> str:
    """A date in French, in the time of Paris: « 4 janvier 2021 à 16 h 05 »."""
    local = moment.astimezone(PARIS)
    number = "1er" if local.day == 1 else str(local.day)
    date = f"{number} {_MONTHS[local.month - 1]} {local.year}"
    return f"{date} à {local.hour}\N{NO-BREAK SPACE}h\N{NO-BREAK SPACE}{local.minute:02d}" if with_hour else date
