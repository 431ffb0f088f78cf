"""The only HTML that the reader of CDA can write: a closed list of elements and attributes."""

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import TypeAlias

from lxml import etree
from lxml.etree import _Element

Node: TypeAlias = str | _Element

_COMMON = frozenset({"class", "id", "lang"})
_CELL = frozenset({"colspan", "rowspan", "scope"})

ALLOWED: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        **dict.fromkeys(
            (
                *("article", "section", "header", "h1", "h2", "h3", "h4", "h5", "h6", "p", "pre", "span", "br"),
                *("strong", "em", "u", "sub", "sup", "del", "ins", "ul", "li", "details", "summary", "dl", "dt", "dd"),
                *("table", "caption", "thead", "tbody", "tfoot", "tr"),
            ),
            _COMMON,
        ),
        "div": _COMMON | {"role", "tabindex", "aria-label"},
        "ol": _COMMON | {"type"},
        "td": _COMMON | _CELL,
        "th": _COMMON | _CELL,
        "a": _COMMON | {"href"},
        "img": _COMMON | {"src", "alt"},
    }
)
BLOCKS = frozenset({"article", "section", "header", "p", "pre", "div", "ul", "ol", "dl", "table", "details"})

_HREF = re.compile(r"#cda-[A-Za-z0-9_.-]{1,128}")
_SRC = re.compile(r"data:image/(?:png|jpeg);base64,[A-Za-z0-9+/=]+")


def tag(name: str, *children: Node, attributes: Mapping[str, str] = MappingProxyType({})) -> _Element:
    """Make an element of HTML.

    ``children``: texts, which are escaped when written, and elements made here. Raises ValueError for an element, an
    attribute or an address that is not on the list: that is a mistake of ours, never of a document.
    """
    allowed = ALLOWED.get(name)
    if allowed is None or not allowed.issuperset(attributes):
        raise ValueError(f"HTML that is never written: {name} {sorted(attributes)}")
    if not _HREF.fullmatch(attributes.get("href", "#cda-x")):
        raise ValueError("a link that leads out of the document")
    if "src" in attributes and not _SRC.fullmatch(attributes["src"]):
        raise ValueError("an image that is not inside the document")
    made = etree.Element(name, dict(attributes))
    fill(made, children)
    return made


def fill(parent: _Element, children: Iterable[Node]) -> None:
    """Put texts and elements into a new element, in order; texts that follow each other are joined once."""
    last: _Element | None = None
    line: list[str] = []
    for child in (*children, None):
        if isinstance(child, str):
            line.append(child)
            continue
        if last is None:
            parent.text = "".join(line)
        else:
            last.tail = "".join(line)
        line = []
        if child is not None:
            parent.append(child)
            last = child


def has_block(nodes: Iterable[Node]) -> bool:
    """Whether any of them, or anything inside, cannot stand in a line of text."""
    return any(not isinstance(node, str) and any(str(inner.tag) in BLOCKS for inner in node.iter()) for node in nodes)


def grouped(nodes: Iterable[Node]) -> list[_Element]:
    """Put what stands in a line into paragraphs, between what does not.

    Blanks and ends of lines make no paragraph by themselves, and none begins or ends with them.
    """
    made: list[_Element] = []
    line: list[Node] = []
    for node in [*nodes, None]:
        if node is not None and not has_block([node]):
            line.append(node)
            continue
        if kept := trimmed(line):
            made.append(tag("p", *kept))
        line = []
        if node is not None and not isinstance(node, str):
            made.append(node)
    return made


def trimmed(line: list[Node]) -> list[Node]:
    """Without the blanks and the ends of lines at its beginning and at its end."""
    written = [number for number, one in enumerate(line) if not _is_blank(one)]
    return line[written[0] : written[-1] + 1] if written else []


def _is_blank(node: Node) -> bool:
    return not node.strip() if isinstance(node, str) else node.tag == "br"


def write(element: _Element) -> str:
    """Write an element as HTML."""
    return etree.tostring(element, method="html", encoding="unicode")
