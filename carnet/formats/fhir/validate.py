"""Validates a FHIR R4 resource against the published definitions and the rules of the specification."""

from typing import Any, Final

from carnet.core.defects import Defect
from carnet.formats.fhir.contained import defects_of_contained, defects_of_container
from carnet.formats.fhir.definitions import definitions
from carnet.formats.fhir.elements import check_properties
from carnet.formats.fhir.faults import MOST_DEFECTS, Found, missing, under, wrong_value
from carnet.formats.fhir.scope import NOWHERE, Scope, contained_scope, scope_of
from carnet.formats.fhir.shapes import Shapes


def validate(resource: object) -> tuple[Defect, ...]:
    """Say what is wrong with a resource; an empty tuple for a valid one.

    ``resource``: what a JSON parser made of a body (dict, list, str, int, float or Decimal, bool, None). Every defect
    stands at its FHIRPath, such as ``DocumentReference.content[0].attachment.size``; at most ``MOST_DEFECTS`` are told.

    Checked (hl7.org/fhir/R4): the elements, cardinalities, types, primitives and required bindings of all the
    resources of R4; the form of references, and their target where the resource or its bundle tells it; the rules of
    the resources that Carnet exchanges (``carnet.formats.fhir.rules`` lists them, and those left out). Not checked:
    terminologies that are not enumerated, best practice (dom-6), the rules of other resources.
    """
    found = _check_resource(resource, NOWHERE, 0)
    if found is None:
        return ()
    kind = resource.get("resourceType") if isinstance(resource, dict) else None
    root = kind if isinstance(kind, str) and kind in definitions().resources else "Resource"
    return tuple(under(root, found[:MOST_DEFECTS]))


def _check_resource(value: object, around: Scope, depth: int) -> Found:
    if type(value) is not dict:
        return wrong_value(value, "a resource", "Send a JSON object with its resourceType.")
    unknown = _check_resource_type(value)
    if unknown is not None:
        return unknown
    scope = scope_of(value, around)
    found = check_properties(value, _SHAPES.of(value["resourceType"]), scope, depth + 1)
    if not scope.contained and "contained" not in value:
        return found
    return [*(found or ()), *defects_of_container(value, scope)] or None


def _check_contained(value: object, around: Scope, depth: int) -> Found:
    if type(value) is not dict:
        return wrong_value(value, "a resource", "Send a JSON object with its resourceType.")
    unknown = _check_resource_type(value)
    if unknown is not None:
        return unknown
    scope = contained_scope(around)
    outer = {name: item for name, item in value.items() if name != "contained"} if "contained" in value else value
    found = check_properties(outer, _SHAPES.of(value["resourceType"]), scope, depth + 1)
    around.fragments.update(scope.fragments)
    if "#" in scope.fragments:
        # To refer to one's container is as good as being referred to (dom-3).
        around.fragments.add(f"#{value.get('id')}")
    return [*(found or ()), *defects_of_contained(value)] or None


def _check_resource_type(value: dict[str, Any]) -> Found:
    kind = value.get("resourceType")
    if kind is None:
        return [missing("resourceType")]
    if not isinstance(kind, str) or kind not in definitions().resources:
        problem = "This is not a resource type of FHIR R4."
        return [
            Defect("unknown-resource", ".resourceType", problem, "Send a resource of R4, such as DocumentReference.")
        ]
    return None


_SHAPES: Final = Shapes(check_properties, _check_resource, _check_contained)
