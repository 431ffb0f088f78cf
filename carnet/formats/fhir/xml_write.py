"""Writes a resource as XML (hl7.org/fhir/R4/xml.html): the elements in the order of the specification."""

import re
from collections.abc import Mapping
from typing import Any, Final

from lxml import etree

from carnet.formats.fhir.xml_names import DIV, FHIR, XmlElement, default_namespace, xml_elements

_NOT_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML 1.0 has no way to write, not even escaped (production 2, « Char »)."""

_Json = Mapping[str, Any]


def write_xml(resource: _Json, *, pretty: bool = False) -> bytes:
    """Write a valid resource as UTF-8 XML; ``pretty`` indents it, and never what is inside a narrative.

    Numbers are written digit for digit as they were read, a narrative as the XHTML that it is. A character that XML
    cannot carry is written as U+FFFD. ``ValueError`` for a property that FHIR R4 does not define: our mistake.
    """
    narratives: list[tuple[etree._Element, str]] = []
    root = _resource(resource, None, narratives)
    if pretty:
        etree.indent(root)
    for place, xhtml in narratives:
        _put_narrative(place, xhtml)
    return b"<?xml version='1.0' encoding='UTF-8'?>\n" + etree.tostring(root, encoding="utf-8")


def _resource(
    resource: _Json, parent: etree._Element | None, narratives: list[tuple[etree._Element, str]]
) -> etree._Element:
    kind = str(resource["resourceType"])
    tag = f"{{{FHIR}}}{kind}"
    node = etree.Element(tag, nsmap=default_namespace(FHIR)) if parent is None else etree.SubElement(parent, tag)
    _fill(node, resource, kind, narratives)
    return node


def _fill(node: etree._Element, value: _Json, type_name: str, narratives: list[tuple[etree._Element, str]]) -> None:
    """Write the properties of an object into its node."""
    known = xml_elements(type_name)
    stray = [name for name in value if name.removeprefix("_") not in known and name != "resourceType"]
    if stray:
        raise ValueError(f"{type_name} has no {stray[0]} in FHIR R4")
    for name, element in known.items():
        if name not in value and f"_{name}" not in value:
            continue
        if element.is_attribute:
            node.set(name, _text(value[name]))
        elif element.is_primitive:
            _fill_primitive(node, element, value.get(name), value.get(f"_{name}"), narratives)
        else:
            for item in value[name] if element.many else (value[name],):
                child = etree.SubElement(node, f"{{{FHIR}}}{name}")
                if element.is_resource:
                    _resource(item, child, narratives)
                else:
                    _fill(child, item, element.type_name, narratives)


def _fill_primitive(
    node: etree._Element,
    element: XmlElement,
    value: object,
    beside: object,
    narratives: list[tuple[etree._Element, str]],
) -> None:
    if element.type_name == "xhtml":
        narratives.append((etree.SubElement(node, DIV), str(value)))
        return
    values: list[Any] = value if isinstance(value, list) else [value]
    companions: list[Any] = beside if isinstance(beside, list) else [beside]
    for index in range(max(len(values), len(companions))):
        child = etree.SubElement(node, f"{{{FHIR}}}{element.name}")
        one = values[index] if index < len(values) else None
        companion = companions[index] if index < len(companions) else None
        if companion is not None:
            _fill(child, companion, "Element", narratives)
        if one is not None:
            child.set("value", _text(one))


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return _NOT_XML.sub("\ufffd", str(value))


def _put_narrative(place: etree._Element, xhtml: str) -> None:
    """Put the XHTML of a narrative where an empty ``div`` keeps its place."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    div = etree.fromstring(_NOT_XML.sub("\ufffd", xhtml), parser)
    div.tail = place.tail
    parent = place.getparent()
    if parent is None:
        raise ValueError("a narrative stands in a resource")
    parent.replace(place, div)
