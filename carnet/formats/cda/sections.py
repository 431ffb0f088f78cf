"""What a structured CDA says under each coded section: its lines as they are written, none of them interpreted."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from carnet.formats.cda.structured import read_structured
from carnet.formats.cda.tree import children, descend, local_name

LOINC = "2.16.840.1.113883.6.1"
_CELLS = frozenset({"td", "th"})
_BLOCKS = frozenset({"caption", "item", "list", "paragraph", "table", "tbody", "tfoot", "thead"})


@dataclass(frozen=True, slots=True, repr=False)
class CodedSection:
    """A section: its LOINC code, and its lines: one an item, a row or a paragraph, cells apart by a dash."""

    code: str
    lines: tuple[str, ...]

    def __repr__(self) -> str:
        """Hide the content."""
        return f"CodedSection({self.code}, …)"


def read_sections(content: bytes, *, codes: frozenset[str]) -> tuple[CodedSection, ...]:
    """Read the sections of a CDA that carry one of these LOINC codes, wherever they stand; nothing of a faulty one.

    ``content``: the document as it came. A CDA that only carries a file has no section. Rows that only name columns say
    nothing by themselves and are left out.
    """
    read = read_structured(content)
    return () if read is None else tuple(one for section in read.sections for one in _coded(section, codes))


def read_lines(content: bytes) -> tuple[str, ...]:
    """Read all that the sections of a CDA say, titles included, in their order; nothing of a faulty one.

    ``content``: the document as it came. A CDA that only carries a file says nothing by itself.
    """
    read = read_structured(content)
    return () if read is None else tuple(line for section in read.sections for line in _said_in(section))


def _said_in(section: etree._Element) -> Iterator[str]:
    for name in ("title", "text"):
        if (said := descend(section, name)) is not None:
            yield from _lines(said)


def _coded(section: etree._Element, codes: frozenset[str]) -> Iterator[CodedSection]:
    code = descend(section, "code")
    if code is not None and code.get("codeSystem") == LOINC and code.get("code") in codes:
        text = descend(section, "text")
        lines = () if text is None else tuple(dict.fromkeys(_lines(text)))
        if lines:
            yield CodedSection(str(code.get("code")), lines)


def _lines(element: etree._Element) -> Iterator[str]:
    """Give the text of an element line by line: what stands loose in it first, then each block of it."""
    loose: list[str] = [element.text or ""]
    later: list[etree._Element] = []
    for child in element:
        name = local_name(child)
        if name == "tr":
            if children(child, "td"):
                later.append(child)
        elif name in _BLOCKS:
            later.append(child)
        else:
            loose += [" " if name == "br" else "".join(map(str, child.itertext()))]
        loose.append(child.tail or "")
    if said := " ".join("".join(loose).split()):
        yield said
    for child in later:
        if local_name(child) == "tr":
            cells = (" ".join("".join(map(str, one.itertext())).split()) for one in child if local_name(one) in _CELLS)
            if row := " – ".join(cell for cell in cells if cell):
                yield row
        else:
            yield from _lines(child)
