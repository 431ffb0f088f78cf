"""Checks the XHTML of a narrative: what FHIR allows in ``text.div``, so that it can never act when it is shown.

The elements and attributes are those of the published rule txt-1 (hl7.org/fhir/R4/narrative.html).
"""

from typing import Final

from lxml import etree

from carnet.core.defects import Defect
from carnet.formats.fhir.definitions import definitions
from carnet.formats.fhir.faults import Found

_XHTML: Final = "{http://www.w3.org/1999/xhtml}"

_LANGUAGE: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_LINKS: Final = ("href", "src", "cite", "longdesc")
_ACTING_SCHEMES: Final = ("javascript:", "vbscript:", "data:text")

_REMEDY: Final = (
    "Send a div of the XHTML namespace with the plain elements that txt-1 lists, without scripts or events."
)


def narrative_defects(xhtml: str) -> Found:
    """Say what is wrong with the ``div`` of a narrative, or None.

    A document type, an entity that XML does not define, a processing instruction, an element or an attribute that is
    not on FHIR's lists, or a link that runs something, breaks txt-1; a div that shows nothing breaks txt-2.
    """
    # The parser takes neither network nor entities, and a declared encoding cannot contradict a str.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    if "<!DOCTYPE" in xhtml or "<?" in xhtml:
        return _broken("txt-1", "A document type or a processing instruction stands in the narrative.", _REMEDY)
    try:
        root = etree.fromstring(xhtml, parser)
    except (etree.XMLSyntaxError, ValueError):
        # ValueError: characters that XML forbids.
        problem = "The narrative is not well-formed XML."
        return [Defect("bad-primitive", "", problem, "Send one well-formed XHTML div, without HTML entities.")]
    if root.tag != f"{_XHTML}div" or not all(_is_allowed(element) for element in root.iter("*")):
        return _broken("txt-1", "The narrative is not made of the XHTML that FHIR allows.", _REMEDY)
    if not any(str(text).strip() for text in root.itertext()) and root.find(f".//{_XHTML}img") is None:
        return _broken("txt-2", "The narrative shows nothing.", "Send some text, or leave the narrative out.")
    return None


def _broken(key: str, problem: str, remedy: str) -> list[Defect]:
    return [Defect("broken-rule", "", f"{key}: {problem}", remedy)]


def _is_allowed(element: etree._Element) -> bool:
    names = definitions()
    if not element.tag.startswith(_XHTML) or element.tag.removeprefix(_XHTML) not in names.narrative_elements:
        return False
    known = all(name in names.narrative_attributes or name == _LANGUAGE for name in map(str, element.attrib))
    links = ("".join(str(element.get(link, "")).split()).lower() for link in _LINKS)
    return known and not any(link.startswith(_ACTING_SCHEMES) for link in links)
