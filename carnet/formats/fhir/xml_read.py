"""Reads an XML body into the resource that JSON would have given, or says why it cannot: it never guesses.

What the validator can say of a resource is left to it, so that JSON and XML are told the same: an element that FHIR
does not define, one that stands too often, one that is empty.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final

from lxml import etree

from carnet.core.defects import Defect
from carnet.formats.fhir.definitions import definitions
from carnet.formats.fhir.faults import step_to
from carnet.formats.fhir.xml_names import DIV, FHIR, XHTML, XmlElement, default_namespace, xml_elements
from carnet.formats.xml import parse_xml

MOST_NESTED: Final = 100
"""How deep elements may be nested: the narrative's come on top of the 48 that the validator reads."""
LONGEST_NUMBER: Final = 18
LARGEST: Final = 150 * 1024 * 1024
"""product.md, « Documents »: 150 MB a request from software."""

_INTEGERS: Final = frozenset({"integer", "unsignedInt", "positiveInt"})
_SCHEMA_INSTANCE: Final = "{http://www.w3.org/2001/XMLSchema-instance}"
_INTEGER: Final = re.compile(r"[+-]?[0-9]+")
_DECIMAL: Final = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]{1,3})?")
_BOOLEANS: Final = {"true": True, "false": False}


class _UnreadableError(Exception):
    """Stops the reading at the first thing that has no counterpart in JSON."""

    def __init__(self, code: str, where: str, problem: str, remedy: str) -> None:
        super().__init__(code)
        self.defect = Defect(code, where, problem, remedy)


def parse_fhir_xml(body: bytes) -> dict[str, Any] | Defect:
    """Read a body (UTF-8 XML) into a dict as ``parse_json`` gives it: numbers as ``int`` or ``Decimal``.

    Refused, each with its defect: what ``carnet.formats.xml`` refuses (a DOCTYPE, so no entity; another encoding than
    UTF-8; too deep, too many elements; not well-formed), ``not-fhir-xml`` (another namespace), ``unexpected-text``,
    ``unexpected-attribute``, ``wrong-order`` (« Elements must always appear in the order documented »),
    ``bad-primitive``, ``number-too-long``, ``one-resource``. Source: hl7.org/fhir/R4/xml.html.
    """
    root = parse_xml(
        body,
        max_bytes=LARGEST,
        max_depth=MOST_NESTED,
        max_elements=400_000,
        encodings=frozenset({"utf-8", "us-ascii"}),
        has_long_values=True,
    )
    if isinstance(root, Defect):
        return root
    try:
        return _read_resource(root, "", "resource")
    except _UnreadableError as unreadable:
        return unreadable.defect


def _read_resource(node: etree._Element, where: str, place: str) -> dict[str, Any]:
    """Read a resource. ``where``: the path to it, empty for the one that was sent alone."""
    kind = _name_of(node, where or place)
    if kind not in definitions().resources:
        # The name is not repeated: it may be anything that somebody typed. The validator says what is wrong with it.
        return {"resourceType": kind}
    return {"resourceType": kind, **_read_children(node, kind, where or kind)}


def _read_children(node: etree._Element, type_name: str, where: str, *, holds_value: bool = False) -> dict[str, Any]:
    """Read the attributes and children of a node into the properties of an object; ``value`` has been read already."""
    known = xml_elements(type_name)
    _check_text(node, where)
    read: dict[str, Any] = _read_attributes(node, known, where, holds_value=holds_value)
    reached = -1
    for child in node:
        is_div = child.tag == DIV and type_name == "Narrative"
        name = "div" if is_div else _name_of(child, where)
        element = known.get(name)
        if element is None or element.is_attribute:
            read[name] = {}
            continue
        if element.order < reached:
            raise _UnreadableError(
                "wrong-order",
                where + step_to(name),
                "This element stands after one that FHIR's XML writes behind it.",
                "Send the elements in the order of the specification, repeated ones together.",
            )
        reached = element.order
        # Before there is one of them, the place of this one has no number unless it may repeat.
        repeats = len(read.get(name, ())) if element.many else 0
        place = where + step_to(name) + (f"[{repeats}]" if element.many else "")
        if element.is_primitive:
            value, beside = _read_primitive(child, element, place)
            _keep(read, element, value)
            _keep_beside(read, element, beside)
        else:
            _keep(read, element, _read_complex(child, element, place))
    return {name: value for name, value in read.items() if not _only_nothing(value)}


def _keep(read: dict[str, Any], element: XmlElement, value: object) -> None:
    """Put a value under its name; a second one of what does not repeat makes an array, which the validator refuses."""
    if element.many:
        read.setdefault(element.name, []).append(value)
    elif element.name in read:
        before = read[element.name]
        if isinstance(before, list):
            before.append(value)  # never copied: somebody may send it four hundred thousand times
        else:
            read[element.name] = [before, value]
    else:
        read[element.name] = value


def _keep_beside(read: dict[str, Any], element: XmlElement, beside: dict[str, Any] | None) -> None:
    if element.many:
        read.setdefault(f"_{element.name}", []).append(beside)
    elif beside is not None:
        read[f"_{element.name}"] = beside


def _only_nothing(value: object) -> bool:
    """Whether a property says nothing: an array of values, or of what stands beside them, that are all absent."""
    if value is None:
        return True
    return isinstance(value, list) and all(one is None for one in value)


def _read_complex(node: etree._Element, element: XmlElement, where: str) -> dict[str, Any]:
    if not element.is_resource:
        return _read_children(node, element.type_name, where)
    _check_text(node, where)
    children = list(node)
    if len(children) != 1 or node.attrib:
        raise _UnreadableError(
            "one-resource", where, "Exactly one resource stands in this element.", "Send one resource in each."
        )
    return _read_resource(children[0], where, where)


def _read_primitive(node: etree._Element, element: XmlElement, where: str) -> tuple[object, dict[str, Any] | None]:
    """Read a primitive: its value, and what stands beside it (id, extensions)."""
    if element.type_name == "xhtml":
        return _narrative(node), None
    text = node.get("value")
    if text is None and not len(node) and "id" not in node.attrib:
        _check_text(node, where)
        return "", None
    beside = _read_children(node, "Element", where, holds_value=True)
    return None if text is None else _value(text, element.type_name, where), beside or None


def _value(text: str, type_name: str, where: str) -> str | bool | int | Decimal:
    if type_name == "boolean":
        if text not in _BOOLEANS:
            raise _bad_primitive(type_name, where, "Send true or false.")
        return _BOOLEANS[text]
    if type_name in _INTEGERS or type_name == "decimal":
        pattern = _INTEGER if type_name in _INTEGERS else _DECIMAL
        if not pattern.fullmatch(text):
            raise _bad_primitive(type_name, where, "Send a number, in figures.")
        if sum(map(str.isdecimal, text)) > LONGEST_NUMBER:
            problem = "A number in this body is longer than any measure."
            raise _UnreadableError("number-too-long", where, problem, "Send numbers of at most 18 digits.")
        return int(text) if _INTEGER.fullmatch(text) else Decimal(text)
    return text


def _bad_primitive(type_name: str, where: str, remedy: str) -> _UnreadableError:
    return _UnreadableError("bad-primitive", where, f"This is not a valid {type_name} of FHIR R4.", remedy)


def _read_attributes(
    node: etree._Element, known: dict[str, XmlElement], where: str, *, holds_value: bool
) -> dict[str, Any]:
    read: dict[str, Any] = {}
    for name, value in node.attrib.items():
        if str(name).startswith(_SCHEMA_INSTANCE) or (holds_value and name == "value"):
            continue  # where somebody's schema is, is nothing of the resource
        element = known.get(str(name))
        if element is None or not element.is_attribute:
            raise _UnreadableError(
                "unexpected-attribute",
                where,
                "This element has an attribute that FHIR's XML does not have here.",
                "Send values of primitives in value, other things in elements of their own.",
            )
        read[str(name)] = str(value)
    return read


def _check_text(node: etree._Element, where: str) -> None:
    if any(text and text.strip() for text in _texts(node)):
        raise _UnreadableError(
            "unexpected-text",
            where,
            "Text stands between the elements; FHIR's XML has text in attributes and narratives only.",
            "Send the value of a primitive in its attribute value.",
        )


def _texts(node: etree._Element) -> Iterator[str | None]:
    yield node.text
    yield from (child.tail for child in node)


def _name_of(node: etree._Element, where: str) -> str:
    namespace, _, name = str(node.tag).removeprefix("{").rpartition("}")
    if namespace != FHIR:
        raise _UnreadableError(
            "not-fhir-xml",
            where,
            "An element is not of the namespace http://hl7.org/fhir.",
            'Declare xmlns="http://hl7.org/fhir" on the root, and the namespace of XHTML on the div of a narrative.',
        )
    return name


def _narrative(div: etree._Element) -> str:
    """Write the div of a narrative by itself, in the default namespace of XHTML, whatever prefix it came with."""
    return etree.tostring(_in_xhtml(div, None), encoding="unicode", with_tail=False)


def _in_xhtml(node: etree._Element, parent: etree._Element | None) -> etree._Element:
    attributes = {str(name): str(value) for name, value in node.attrib.items()}
    if parent is None:
        copied = etree.Element(node.tag, attributes, nsmap=default_namespace(XHTML))
    else:
        copied = etree.SubElement(parent, node.tag, attributes)
        copied.tail = node.tail
    copied.text = node.text
    for child in node:
        _in_xhtml(child, copied)
    return copied
