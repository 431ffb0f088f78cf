"""The definitions of FHIR R4 (4.0.1) as HL7 publishes them: types, elements, code lists, primitives and rules.

They come from ``tables/r4.json``, which ``tools/build_fhir_tables.py`` writes; ``tables/SOURCES.md`` says from what.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

import orjson

MEDIA_TYPES = "urn:ietf:bcp:13"
"""The name of the code list of the elements that hold a media type: a syntax, not a list."""

_BASES_OF_RESOURCES = ("Resource", "DomainResource")


@dataclass(frozen=True, slots=True)
class ElementDefinition:
    """One element of a type, as published: ``name`` ends with ``[x]`` where its type is chosen by the sender.

    ``codes`` names the code list of a required binding (empty without one); ``targets`` are the resource types that a
    reference may lead to (empty: any). ``in_summary``: whether ``_summary=true`` keeps it; ``is_modifier``: whether it
    changes what the others mean, so that no subset may leave it out (hl7.org/fhir/R4/search.html#summary).
    """

    name: str
    types: tuple[str, ...]
    required: bool
    many: bool
    codes: str
    targets: frozenset[str]
    in_summary: bool
    is_modifier: bool

    @property
    def json_names(self) -> tuple[tuple[str, str], ...]:
        """The (property, type) pairs under which the element may stand in JSON: several for a choice of types."""
        if not self.name.endswith("[x]"):
            return ((self.name, self.types[0]),)
        return tuple((self.stem + _suffix(chosen), chosen) for chosen in self.types)

    @property
    def stem(self) -> str:
        """The name without ``[x]``."""
        return self.name.removesuffix("[x]")


@dataclass(frozen=True, slots=True)
class CodeList:
    """The codes that a required binding allows, and the systems that they come from."""

    codes: frozenset[str]
    systems: frozenset[str]


@dataclass(frozen=True, slots=True)
class Definitions:
    """All of FHIR R4 that a validator needs. Types are named as in FHIRPath (``Patient.contact`` for a backbone)."""

    elements: Mapping[str, tuple[ElementDefinition, ...]]
    bases: Mapping[str, str]
    code_lists: Mapping[str, CodeList]
    primitives: Mapping[str, str]
    rules: Mapping[str, tuple[str, str]]
    narrative_elements: frozenset[str]
    narrative_attributes: frozenset[str]
    resources: frozenset[str]

    def elements_of(self, type_name: str) -> tuple[ElementDefinition, ...]:
        """The elements of a type with those it inherits, in the order in which FHIR's XML writes them."""
        inherited = self.elements_of(self.bases[type_name]) if type_name in self.bases else ()
        return inherited + self.elements[type_name]

    def lineage(self, type_name: str) -> tuple[str, ...]:
        """The type and what it derives from, the nearest first: ``("Patient", "DomainResource", "Resource")``."""
        base = self.bases.get(type_name)
        return (type_name, *self.lineage(base)) if base else (type_name,)


@cache
def definitions() -> Definitions:
    """Read the table, once."""
    table: dict[str, Any] = orjson.loads((files("carnet.formats.fhir") / "tables" / "r4.json").read_bytes())
    types = table["types"]
    bases = {name: row["base"] for name, row in types.items() if "base" in row}
    return Definitions(
        elements=MappingProxyType({name: _elements(row["elements"]) for name, row in types.items()}),
        bases=MappingProxyType(bases),
        code_lists=MappingProxyType(
            {name: CodeList(frozenset(row["codes"]), frozenset(row["systems"])) for name, row in table["codes"].items()}
        ),
        primitives=MappingProxyType(table["primitives"]),
        rules=MappingProxyType({key: (path, text) for key, (path, text) in table["rules"].items()}),
        narrative_elements=frozenset(table["narrative"]["elements"]),
        narrative_attributes=frozenset(table["narrative"]["attributes"]),
        resources=frozenset(
            name for name, base in bases.items() if base in _BASES_OF_RESOURCES and name not in _BASES_OF_RESOURCES
        ),
    )


def _elements(rows: dict[str, Any]) -> tuple[ElementDefinition, ...]:
    return tuple(
        ElementDefinition(
            name=name,
            types=tuple(row["types"]),
            required=row.get("min", 0) > 0,
            many=row.get("max") == "*",
            codes=row.get("codes", ""),
            targets=frozenset(row.get("targets", ())),
            in_summary=row.get("summary", False),
            is_modifier=row.get("modifier", False),
        )
        for name, row in rows.items()
    )


def _suffix(type_name: str) -> str:
    # A profile on a data type keeps the property of its base: rateQuantity is a SimpleQuantity.
    property_type = "Quantity" if type_name == "SimpleQuantity" else type_name
    return property_type[0].upper() + property_type[1:]
