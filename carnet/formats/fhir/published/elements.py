"""Finds elements of a resource by the paths of the tables: ``agent[type=dcm#110153].who``, ``name.family|given``."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any, Final

SYSTEMS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "audit-type": "http://terminology.hl7.org/CodeSystem/audit-event-type",
        "balp-entity": "https://profiles.ihe.net/ITI/BALP/CodeSystem/BasicAuditEntityType",
        "consent-scope": "http://terminology.hl7.org/CodeSystem/consentscope",
        "dcm": "http://dicom.nema.org/resources/ontology/DCM",
        "entity-type": "http://terminology.hl7.org/CodeSystem/audit-entity-type",
        "entity-role": "http://terminology.hl7.org/CodeSystem/object-role",
        "interaction": "http://hl7.org/fhir/restful-interaction",
        "loinc": "http://loinc.org",
        "mhd-identifier": "https://profiles.ihe.net/ITI/MHD/CodeSystem/IHE.MHD.MHDIdentifierType",
        "mhd-list": "https://profiles.ihe.net/ITI/MHD/CodeSystem/MHDlistTypes",
        "participation": "http://terminology.hl7.org/CodeSystem/v3-ParticipationType",
    }
)
"""The short names of code systems in the tables: ``dcm#110153`` is a code of DICOM's."""

EXTENSIONS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "backport": "http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/",
        "fr": "https://hl7.fr/ig/fhir/core/StructureDefinition/",
        "mhd": "https://profiles.ihe.net/ITI/MHD/StructureDefinition/",
        "pdsm": "https://interop.esante.gouv.fr/ig/fhir/pdsm/StructureDefinition/",
    }
)
"""The short names of those who define extensions: ``mhd:ihe-sourceId``."""

_STEP: Final = re.compile(r"([^.\[\]]+)((?:\[[^\]]*\])*)(?:\.|$)")
_CONDITION: Final = re.compile(r"\[([^\]]*)\]")


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a path: the ``names`` it may stand under, whether its type is chosen, what else must hold of it."""

    names: tuple[str, ...]
    is_choice: bool
    conditions: tuple[tuple[str, frozenset[str]], ...]


@dataclass(frozen=True, slots=True)
class Element:
    """An element that was found: its place below where the search began, and its value (None: extensions alone)."""

    place: str
    value: Any


@cache
def steps_of(path: str) -> tuple[Step, ...]:
    """Read a path. A condition says ``[path=value/value]``; without a path, of the element itself; ``[x]`` a choice."""
    steps = []
    for found in _STEP.finditer(path):
        conditions = _CONDITION.findall(found[2])
        chosen = [condition.partition("=") for condition in conditions if condition != "x"]
        steps.append(
            Step(
                names=tuple(found[1].split("|")),
                is_choice="x" in conditions,
                conditions=tuple((where, expanded(values)) for where, _, values in chosen),
            )
        )
    return tuple(steps)


@cache
def expanded(values: str) -> frozenset[str]:
    """Write values out: the systems of codes and the addresses of extensions in full."""
    return frozenset(_expand(value) for value in values.split("/")) if "://" not in values else frozenset({values})


def _expand(value: str) -> str:
    alias, mark, code = value.partition("#")
    if mark and alias:
        return f"{SYSTEMS[alias]}#{code}"
    alias, mark, name = value.partition(":")
    return f"{EXTENSIONS[alias]}{name}" if mark and alias in EXTENSIONS else value


def find(value: object, path: str) -> list[Element]:
    """Find every element at a path."""
    return _find(value, steps_of(path)) if path else [Element("", value)]


def _find(value: object, steps: tuple[Step, ...]) -> list[Element]:
    if not steps:
        return [Element("", value)]
    return [
        Element(child.place + deeper.place, deeper.value)
        for child in children(value, steps[0])
        for deeper in _find(child.value, steps[1:])
    ]


def children(value: object, step: Step) -> list[Element]:
    """Find the elements under one step: one that has extensions in place of a value is there, too."""
    if not isinstance(value, dict):
        return []
    return [
        child
        for name in _properties(value, step)
        for child in _items(value, name)
        if all(_holds(child.value, where, wanted) for where, wanted in step.conditions)
    ]


def _properties(value: Mapping[str, Any], step: Step) -> Iterator[str]:
    present = {name.removeprefix("_"): None for name in value}
    for name in step.names:
        if step.is_choice:
            yield from (one for one in present if re.fullmatch(f"{name}[A-Z].*", one))
        elif name in present:
            yield name


def _items(value: Mapping[str, Any], name: str) -> list[Element]:
    found = value.get(name)
    if not isinstance(found, list):
        return [Element(f".{name}", found)]
    return [Element(f".{name}[{index}]", item) for index, item in enumerate(found)]


def _holds(value: object, where: str, wanted: frozenset[str]) -> bool:
    return any(not wanted.isdisjoint(codes_of(one.value)) for one in find(value, where))


def codes_of(value: object) -> set[str]:
    """Say by which codes a value answers: a concept by those of its codings, anything simple by itself."""
    if isinstance(value, dict):
        codings = value.get("coding", [value])
        return {f"{coding.get('system', '')}#{coding.get('code', '')}" for coding in codings}
    return {str(value).lower() if isinstance(value, bool) else str(value)}
