"""Cuts a resource to a part of itself: ``_summary`` and ``_elements`` (hl7.org/fhir/R4/search.html#summary).

What a type requires, and what changes the meaning of the rest, always stays; a resource that is not whole says so by a
tag (SUBSETTED), so that nobody takes it for the whole one.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final

from carnet.formats.fhir.definitions import ElementDefinition, definitions

SUBSETTED: Final = {"system": "http://terminology.hl7.org/CodeSystem/v3-ObservationValue", "code": "SUBSETTED"}
_ALWAYS: Final = frozenset({"resourceType", "id", "meta", "implicitRules"})
_UNCUT: Final = frozenset({"OperationOutcome", "Parameters", "Binary"})
"""What is an answer rather than a record of something: it is never cut."""


class Summary(Enum):
    """The values of ``_summary``."""

    TRUE = "true"
    TEXT = "text"
    DATA = "data"
    COUNT = "count"
    FALSE = "false"


@dataclass(frozen=True, slots=True)
class Subset:
    """Which part of each resource is wanted. ``elements``: the names of those at its top; none: all of them."""

    summary: Summary = Summary.FALSE
    elements: frozenset[str] = frozenset()

    @property
    def is_whole(self) -> bool:
        """Whether nothing is to be left out."""
        return self.summary is Summary.FALSE and not self.elements


WHOLE: Final = Subset()
_Json = dict[str, Any]


def cut(resource: _Json, subset: Subset) -> _Json:
    """Give the wanted part of a valid resource, or of each resource of a searchset or a history.

    ``Summary.COUNT`` leaves of such a bundle its total; of a resource alone it leaves everything, being about searches
    only. What is an answer rather than a record (an outcome, the parameters of an operation) stays whole.
    """
    if subset.is_whole or resource["resourceType"] in _UNCUT:
        return resource
    if resource["resourceType"] == "Bundle":
        return _cut_bundle(resource, subset)
    return resource if subset.summary is Summary.COUNT else _cut_resource(resource, subset)


def _cut_bundle(bundle: _Json, subset: Subset) -> _Json:
    if bundle["type"] not in ("searchset", "history"):
        return bundle
    if subset.summary is Summary.COUNT:
        counted = {name: value for name, value in bundle.items() if name != "entry"}
        if "link" in bundle:
            counted["link"] = [link for link in bundle["link"] if link["relation"] == "self"]
        return counted
    if "entry" not in bundle:
        return bundle
    entries = [
        {**entry, "resource": cut(entry["resource"], subset)} if "resource" in entry else entry
        for entry in bundle["entry"]
    ]
    return {**bundle, "entry": entries}


def _cut_resource(resource: _Json, subset: Subset) -> _Json:
    kind = resource["resourceType"]
    known = _by_name(kind)
    match subset.summary:
        case Summary.TRUE:
            kept = _summary_of(resource, kind)
        case Summary.TEXT:
            kept = _keeping(resource, {name for name, one in known.items() if one.required} | {"text"})
        case Summary.DATA:
            kept = {name: value for name, value in resource.items() if name != "text"}
        case _:
            stay = {name for name, one in known.items() if one.required or one.is_modifier or one.stem in _ALWAYS}
            wanted = {name for name, one in known.items() if one.stem in subset.elements or name in subset.elements}
            kept = _keeping(resource, stay | wanted)
    kept = _with_what_it_refers_to(kept, resource)
    if kept.keys() == resource.keys() and kept == resource:
        return resource
    meta = resource.get("meta", {})
    return _in_order({**kept, "meta": {**meta, "tag": [*meta.get("tag", []), SUBSETTED]}}, resource)


def _by_name(type_name: str) -> dict[str, ElementDefinition]:
    return {name: element for element in definitions().elements_of(type_name) for name, _ in element.json_names}


def _keeping(resource: _Json, names: Iterable[str]) -> _Json:
    stay = {*names, *_ALWAYS}
    return {name: value for name, value in resource.items() if name.removeprefix("_") in stay}


def _summary_of(value: Mapping[str, Any], type_name: str) -> _Json:
    """Keep of an object what its type says is of the summary, what it requires and what modifies the rest."""
    types = {
        name: (element, chosen)
        for element in definitions().elements_of(type_name)
        for name, chosen in element.json_names
    }
    kept: _Json = {}
    for name, item in value.items():
        plain = name.removeprefix("_")
        if plain in _ALWAYS and "resourceType" in value:
            kept[name] = item
            continue
        element, chosen = types[plain]
        if not (element.in_summary or element.required or element.is_modifier):
            continue
        cut_down = _summary_within(item, chosen)
        if cut_down not in ({}, []):
            kept[name] = cut_down
        elif element.required:
            kept[name] = item
    return kept


def _summary_within(item: object, type_name: str) -> object:
    if type_name == "Resource" or type_name in definitions().primitives or type_name == "Extension":
        return item
    if isinstance(item, list):
        return [one for one in (_summary_within(each, type_name) for each in item) if one != {}]
    return _summary_of(item, type_name) if isinstance(item, dict) else item


def _with_what_it_refers_to(kept: _Json, whole: _Json) -> _Json:
    """Keep the contained resources that are still referred to, whole: a reference never leads nowhere (ref-1)."""
    contained = {f"#{one['id']}": one for one in whole.get("contained", ()) if "id" in one}
    wanted: set[str] = set()
    level: list[Any] = [{name: value for name, value in kept.items() if name != "contained"}]
    while level:
        found = {text for one in level for text in _fragments(one)} - wanted
        wanted |= found
        level = [contained[text] for text in found if text in contained]
    inner = [one for one in whole.get("contained", ()) if f"#{one.get('id')}" in wanted]
    without = {name: value for name, value in kept.items() if name != "contained"}
    return {**without, "contained": inner} if inner else without


def _fragments(value: object) -> Iterable[str]:
    if isinstance(value, dict):
        for item in value.values():
            yield from _fragments(item)
    elif isinstance(value, list):
        for item in value:
            yield from _fragments(item)
    elif isinstance(value, str) and value.startswith("#"):
        yield value


def _in_order(kept: _Json, whole: _Json) -> _Json:
    """Write the properties in the order of the whole resource; a meta that it had not comes after its id."""
    names = [name for name in whole if name in kept]
    if "meta" not in names:
        names.insert(1 + ("id" in names), "meta")
    return {name: kept[name] for name in names}
