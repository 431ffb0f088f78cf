"""Whether the style sheet around a self-presenting CDA keeps to what it may contain; it is never run here."""

import re
from collections.abc import Iterator

from lxml import etree

from carnet.core.defects import Defect
from carnet.formats.cda.tree import XSL, local_name

_ACTIVE = frozenset(
    {
        "applet",
        "audio",
        "base",
        "embed",
        "form",
        "frame",
        "frameset",
        "iframe",
        "link",
        "object",
        "script",
        "source",
        "track",
        "video",
    }
)
_XSL_CALLS = frozenset({"import", "include"})
_ADDRESSES = frozenset(
    {"action", "background", "cite", "data", "formaction", "href", "poster", "src", "srcset", "xlink:href"}
)
_ELSEWHERE = re.compile(r"[\s\x00-\x20]*(?:[a-z][a-z0-9+.-]*:(?<!data:)|//|\\\\)", re.IGNORECASE)
_IN_TEXT = re.compile(
    r"<\s*script|javascript\s*:|@import|url\(['\"\s]*(?:[a-z]+:(?<!data:)|//)|expression\s*\(", re.IGNORECASE
)


def examine_style_sheet(root: etree._Element, document: etree._Element) -> tuple[Defect, ...]:
    """Examine the style sheet of a self-presenting CDA.

    ``root``: the style sheet; ``document``: the ClinicalDocument in it, which is examined elsewhere. The record keeps
    the file as it came, and somebody who downloads it may open it in a browser, which runs the style sheet: it may
    contain no script and call nothing from elsewhere (EX_2.1-1115). Returns one defect for the scripts and one for the
    calls.
    """
    found = set(_faults(root, document))
    said = {
        "style-sheet-script": (
            "The style sheet contains a script or another active element.",
            "Send the clinical document without style sheet, or take the script out of it (EX_2.1-1115).",
        ),
        "style-sheet-external": (
            "The style sheet calls or links to something outside the document.",
            "Put styles and images into the style sheet itself; only internal links may remain (EX_2.1-1115).",
        ),
    }
    return tuple(Defect(code, "/stylesheet", *said[code]) for code in sorted(found))


def _faults(element: etree._Element, document: etree._Element) -> Iterator[str]:
    waiting = [element]
    while waiting:
        one = waiting.pop()
        if one is document:
            continue
        waiting.extend(one)
        name = local_name(one).lower()
        is_instruction = str(one.tag).startswith(f"{{{XSL}}}")
        if is_instruction:
            yield from _instruction(one, name)
        else:
            if name in _ACTIVE or (name == "meta" and one.get("http-equiv", "").lower() == "refresh"):
                yield "style-sheet-external" if name == "link" else "style-sheet-script"
            for attribute, value in one.attrib.items():
                yield from _attribute(str(attribute).rpartition("}")[2].lower(), str(value))
        if _IN_TEXT.search("".join((one.text or "", *(child.tail or "" for child in one)))):
            yield "style-sheet-script"


def _instruction(element: etree._Element, name: str) -> Iterator[str]:
    if name in _XSL_CALLS:
        yield "style-sheet-external"
    made = element.get("name", "").strip().lower()
    if name == "element" and (made in _ACTIVE or "{" in made):
        yield "style-sheet-script"
    if name == "attribute":
        yield from _attribute(made, "".join(map(str, element.itertext())))


def _attribute(name: str, value: str) -> Iterator[str]:
    if name.startswith("on") or "javascript:" in "".join(value.split()).lower():
        yield "style-sheet-script"
    elif (name in _ADDRESSES and _ELSEWHERE.match(value)) or (name == "style" and _IN_TEXT.search(value)):
        yield "style-sheet-external"
