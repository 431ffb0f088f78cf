"""Whether a page is well-made HTML: parsed strictly, every reference leads somewhere, nothing inline."""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from xml.etree.ElementTree import Element

import html5lib

FIELDS = ("input", "select", "textarea")
REFERENCES = ("for", "aria-labelledby", "aria-describedby", "aria-controls")
INTERACTIVE = {"a", "button", "input", "select", "textarea", "summary"}
BLOCKS = {"p", "li", "dt", "dd", "h1", "h2", "h3", "h4", "figcaption", "summary", "th", "td", "label", "legend"}
NO_CHILD = {"a", "button", "summary"}
"""What may hold nothing that answers to a click (HTML 4.5.1, 4.10.6)."""


def faults_of(html: str) -> list[str]:
    """Give one sentence for each fault of a whole page; an empty list for a page as it must be (RGAA 8.2)."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    root = parser.parse(html)
    told = [f"HTML: {code} {details} near {where}" for where, code, details in parser.errors]
    return told + list(_faults(root))


def texts_of(html: str, *names: str) -> list[str]:
    """Give the words of every element of these names, in order, spaces made one."""
    root = html5lib.parse(html, namespaceHTMLElements=False)
    return [" ".join("".join(one.itertext()).split()) for one in root.iter() if one.tag in names]


def words_of(html: str) -> list[str]:
    """Give what is read, block by block: the words of each block that holds no other."""
    root = html5lib.parse(html, namespaceHTMLElements=False)
    blocks = [one for one in root.iter() if one.tag in BLOCKS]
    inner = [one for one in blocks if not any(child.tag in BLOCKS for child in one.iter() if child is not one)]
    return [" ".join("".join(one.itertext()).replace("\u202f", " ").split()) for one in inner]


def links_of(html: str) -> list[str]:
    """Give the address of every link and form of a page."""
    root = html5lib.parse(html, namespaceHTMLElements=False)
    return [one.get("href") or one.get("action") or "" for one in root.iter() if one.tag in {"a", "form"}]


def _faults(root: Element) -> Iterator[str]:
    elements = [one for one in root.iter() if isinstance(one.tag, str)]
    identifiers = Counter(name for one in elements if (name := one.get("id")) is not None)
    yield from (f"the id {name!r} stands {times} times" for name, times in identifiers.items() if times > 1)
    for one in elements:
        yield from (f"{fault}: {_said(one)}" for fault in _faults_of_element(one, set(identifiers)))
    yield from _fields_without_label(root, elements)
    levels = [int(one.tag[1]) for one in elements if one.tag in {"h1", "h2", "h3", "h4", "h5", "h6"}]
    if levels.count(1) != 1:
        yield f"{levels.count(1)} h1 in the page"
    yield from (f"a title of level {b} follows one of level {a}" for a, b in pairwise(levels) if b > a + 1)


def _faults_of_element(one: Element, identifiers: set[str]) -> Iterator[str]:
    if "style" in one.attrib or one.tag == "style":
        yield "inline style"
    if (one.tag == "script" and "src" not in one.attrib) or any(name.startswith("on") for name in one.attrib):
        yield "inline script"
    for reference in REFERENCES:
        if set(one.get(reference, "").split()) - identifiers:
            yield f"{reference} leads nowhere"
    if one.tag in NO_CHILD:
        if not (one.get("aria-label") or "".join(one.itertext())).strip():
            yield "no name"
        if any(child is not one and child.tag in INTERACTIVE for child in one.iter()):
            yield "something to click inside something to click"
    if one.tag == "img" and "alt" not in one.attrib:
        yield "no alternative"


def _fields_without_label(root: Element, elements: list[Element]) -> Iterator[str]:
    labelled = {one.get("for") for one in elements if one.tag == "label"}
    inside = {id(field) for label in root.iter("label") for field in label.iter() if field.tag in FIELDS}
    for one in elements:
        if one.tag in FIELDS and one.get("type") not in {"hidden", "submit", "button"}:
            is_named = one.get("id") in labelled or id(one) in inside
            if not (is_named or one.get("aria-label") or one.get("aria-labelledby")):
                yield f"no label: {_said(one)}"


def _said(one: Element) -> str:
    return f"<{one.tag} {' '.join(f'{name}={value!r}' for name, value in one.attrib.items())}>"
