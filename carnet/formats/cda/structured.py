"""The sections of a structured CDA, and the words that its coded entries point to."""

from dataclasses import dataclass

from lxml import etree

from carnet.core.defects import Defect
from carnet.formats.cda.tree import clinical_document, descend, each, text_of
from carnet.formats.xml import parse_xml

LONGEST_WORDS = 2_000
"""Characters read of what a code points to: thousands of entries could point to the same megabytes."""


class ShownWords:
    """The words that a document shows for its codes, each found once."""

    def __init__(self, document: etree._Element) -> None:
        named = document.iter("{*}content", "{*}td", "{*}paragraph")
        self._elements = {str(one.get("ID")): one for one in named if one.get("ID")}
        self._found: dict[str, str] = {}

    def of(self, code: etree._Element) -> str:
        """Give the words of a code as the document shows them; nothing where it shows none."""
        original = descend(code, "originalText")
        reference = None if original is None else descend(original, "reference")
        pointed = "" if reference is None else self._pointed(reference.get("value", "").removeprefix("#"))
        return pointed or text_of(original)

    def _pointed(self, name: str) -> str:
        if name not in self._elements:
            return ""
        if name not in self._found:
            self._found[name] = _beginning(self._elements[name])
        return self._found[name]


@dataclass(frozen=True, slots=True, repr=False)
class StructuredCda:
    """``sections``: every one, each before those inside of it, in their order. ``words``: what its codes point to."""

    sections: tuple[etree._Element, ...]
    words: ShownWords

    def __repr__(self) -> str:
        """Hide the content."""
        return f"StructuredCda({len(self.sections)})"


def read_structured(content: bytes) -> StructuredCda | None:
    """Read the sections of a CDA, none of one that only carries a file; nothing of a faulty one.

    ``content``: the document as it came.
    """
    root = parse_xml(content)
    document = root if isinstance(root, Defect) else clinical_document(root)
    if isinstance(document, Defect):
        return None
    first = each(document, "component", "structuredBody", "component", "section")
    return StructuredCda(tuple(one for section in first for one in _with_those_inside(section)), ShownWords(document))


def is_negated(entry: etree._Element) -> bool:
    """Whether an entry says that something is not so (XML Schema writes a boolean in two ways)."""
    return entry.get("negationInd") in ("true", "1")


def _with_those_inside(section: etree._Element) -> list[etree._Element]:
    inside = each(section, "component", "section")
    return [section, *(one for below in inside for one in _with_those_inside(below))]


def _beginning(element: etree._Element) -> str:
    pieces: list[str] = []
    left = LONGEST_WORDS
    for piece in map(str, element.itertext()):
        pieces.append(piece[:left])
        left -= len(piece)
        if left <= 0:
            break
    return " ".join("".join(pieces).split())
