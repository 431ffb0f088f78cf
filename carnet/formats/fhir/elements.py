"""Checks the properties of one JSON object against the shape of its type."""

from collections.abc import Mapping
from typing import Any

from carnet.core.defects import Defect
from carnet.formats.fhir.faults import (
    MOST_DEFECTS,
    Found,
    missing,
    no_code,
    not_an_array,
    under,
    unknown_element,
    wrong_value,
)
from carnet.formats.fhir.primitives import primitive_check
from carnet.formats.fhir.scope import Scope
from carnet.formats.fhir.shapes import Property, Shape

_check_id = primitive_check("string")


def check_properties(value: Mapping[str, Any], shape: Shape, scope: Scope, depth: int) -> Found:
    """Say what is wrong with an object: its properties, those that are missing, its rules; None for nothing.

    ``value``: a JSON object that is not empty. The defects stand relative to it.
    """
    faults: list[Defect] = []
    properties = shape.properties
    for name, item in value.items():
        known = properties.get(name)
        if known is None:
            found: Found = _check_extra(name, item, value, shape, scope, depth)
        else:
            plain = known.plain
            found = plain(item) if plain is not None else known.check(item, scope, depth)
            if found is None:
                continue
            if known.many and known.beside is not None and type(item) is list:
                found = _check_values_beside(item, value.get(f"_{name}"), known, scope, depth)
            found = under(known.step, found)
        faults += found or ()
        if len(faults) >= MOST_DEFECTS:
            return faults
    if shape.required or shape.choices or shape.rules:
        faults += _check_whole(value, shape)
    return faults or None


def _check_whole(value: Mapping[str, Any], shape: Shape) -> list[Defect]:
    """What no single property tells: what is missing, chosen twice, or against a rule."""
    faults: list[Defect] = []
    for name, names in shape.required:
        if name not in value and not any(other in value or f"_{other}" in value for other in names):
            faults.append(missing(name))
    for step, chosen_by_name in shape.choices:
        chosen = {chosen_by_name[name] for name in value if name in chosen_by_name}
        if len(chosen) > 1:
            problem = "This element was sent with several types; it has one."
            faults.append(Defect("too-many", step, problem, "Send one of them."))
    for rule in shape.rules:
        faults += rule(value) or ()
    return faults


def _check_extra(
    name: str, item: object, value: Mapping[str, Any], shape: Shape, scope: Scope, depth: int
) -> list[Defect]:
    known = shape.properties.get(name[1:]) if name.startswith("_") else None
    if known is None or known.beside is None:
        return [unknown_element(name)]
    sibling = value.get(name[1:])
    if not known.many:
        return under(known.step, _check_companion(item, sibling is not None, known, scope, depth) or ())
    if type(item) is not list:
        return under(known.step, not_an_array(item))
    if not item:
        return under(known.step, wrong_value(item, "an array", ""))
    values = sibling if isinstance(sibling, list) else None
    if values is not None and len(values) != len(item):
        problem = "The array of values and the array of their extensions (with _) differ in length."
        return under(known.step, [Defect("wrong-type", "", problem, "Fill the shorter one with null.")])
    faults: list[Defect] = []
    for index, companion in enumerate(item):
        has_value = values is not None and values[index] is not None
        if companion is None and has_value:
            continue
        faults += under(f"{known.step}[{index}]", _check_companion(companion, has_value, known, scope, depth) or ())
        if len(faults) >= MOST_DEFECTS:
            break
    return faults


def _check_companion(item: object, has_value: bool, known: Property, scope: Scope, depth: int) -> Found:
    if has_value and isinstance(item, dict) and item.keys() == {"id"}:
        found = _check_id(item["id"])
        return under(".id", found) if found else None
    if known.bound and not has_value:
        return [no_code()]
    return known.beside(item, scope, depth) if known.beside is not None else None


def _check_values_beside(
    values: list[Any], companions: object, known: Property, scope: Scope, depth: int
) -> list[Defect]:
    # null holds the place of a value that only has extensions (hl7.org/fhir/R4/json.html#primitive).
    beside = companions if isinstance(companions, list) else []
    faults: list[Defect] = [] if values else wrong_value(values, "an array", "")
    for index, item in enumerate(values):
        if item is None and index < len(beside) and beside[index] is not None:
            continue
        faults += under(f"[{index}]", known.one(item, scope, depth) or ())
        if len(faults) >= MOST_DEFECTS:
            break
    return faults
