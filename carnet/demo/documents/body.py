"""The bodies of the demonstration's documents: XML templates, whose placeholders are filled in the tree, never in text.

A processing instruction stands where text goes: ``<?fill KEY?>`` for a value, ``<?number KEY?>`` for one written with a
decimal comma, ``<?day N?>`` for the date N days after that of the document. An attribute ``@KEY`` takes a value,
``@now`` the instant of the document.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from importlib.resources import files

from lxml import etree

from carnet.formats.cda.timestamps import PARIS, write


def fill(template: str, *, at: datetime, values: Mapping[str, str]) -> etree._Element:
    """Give the ``structuredBody`` of a template with its placeholders filled.

    ``template``: a file of ``templates/``, without ``.xml``; ``at``: the instant of the document. Raises ``KeyError``
    when a value is missing and ``ValueError`` for a placeholder of no known kind: both are bugs of a template.
    """
    path = files("carnet.demo.documents") / "templates" / f"{template}.xml"
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_blank_text=True)
    body = etree.fromstring(path.read_bytes(), parser)
    known = {**values, "now": write(at)}
    for element in body.iter(etree.Element):
        for name, value in element.attrib.items():
            if str(value).startswith("@"):
                element.set(name, known[str(value)[1:]])
    for placeholder in list(body.iter(etree.ProcessingInstruction)):
        _put(placeholder, _text(str(placeholder.target), placeholder.text or "", at, values))
    return body


def _text(kind: str, argument: str, at: datetime, values: Mapping[str, str]) -> str:
    match kind:
        case "fill":
            return values[argument]
        case "number":
            return values[argument].replace(".", ",")
        case "day":
            return f"{at.astimezone(PARIS).date() + timedelta(days=int(argument)):%d/%m/%Y}"
        case _:
            raise ValueError(f"{kind} is no placeholder")


def _put(placeholder: etree._Element, text: str) -> None:
    """Write a text in place of a processing instruction, which is never the root."""
    parent, before = placeholder.getparent(), placeholder.getprevious()
    if parent is None:
        raise ValueError("a placeholder stands outside the body")
    text += placeholder.tail or ""
    if before is None:
        parent.text = (parent.text or "") + text
    else:
        before.tail = (before.tail or "") + text
    placeholder.tail = None
    parent.remove(placeholder)
