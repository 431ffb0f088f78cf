"""What FHIR's XML says by its names: the elements of each type in their order, and which stand as attributes."""

from dataclasses import dataclass
from functools import cache
from typing import Final, cast

from carnet.formats.fhir.definitions import definitions

FHIR: Final = "http://hl7.org/fhir"
XHTML: Final = "http://www.w3.org/1999/xhtml"
DIV: Final = f"{{{XHTML}}}div"


def default_namespace(uri: str) -> dict[str, str]:
    """Give the map by which lxml writes a namespace without a prefix."""
    return cast("dict[str, str]", {None: uri})  # its stubs do not know that None is a key


@dataclass(frozen=True, slots=True)
class XmlElement:
    """One element that a type may have. ``order``: its place; a choice of types has one place for all its names.

    ``is_attribute``: ``id`` of everything that is no resource, and ``url`` of an extension
    (hl7.org/fhir/R4/xml.html, « identifiers » and « extensions » ).
    """

    name: str
    type_name: str
    order: int
    many: bool
    is_attribute: bool

    @property
    def is_primitive(self) -> bool:
        """Whether its value stands in the attribute ``value``."""
        return self.type_name in definitions().primitives

    @property
    def is_resource(self) -> bool:
        """Whether it holds one whole resource."""
        return self.type_name == "Resource"


@cache
def xml_elements(type_name: str) -> dict[str, XmlElement]:
    """Give the elements of a type by their names, which are those of its JSON properties, in their published order."""
    is_data_type = "Element" in definitions().lineage(type_name)
    return {
        name: XmlElement(
            name,
            chosen,
            order,
            element.many,
            (is_data_type and name == "id") or (type_name == "Extension" and name == "url"),
        )
        for order, element in enumerate(definitions().elements_of(type_name))
        for name, chosen in element.json_names
    }
