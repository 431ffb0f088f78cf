"""The rules of contained resources (hl7.org/fhir/R4/references.html#contained): dom-2 to dom-5 and their ids."""

from collections.abc import Mapping
from typing import Any, Final

from carnet.core.defects import Defect
from carnet.formats.fhir.rules.rule import broken, inside, numbered
from carnet.formats.fhir.scope import Scope

_OF_A_VERSION: Final = ("versionId", "lastUpdated")


def defects_of_contained(resource: Mapping[str, Any]) -> list[Defect]:
    """What a resource may not have once it is contained: contained resources, a version, a security label."""
    meta = inside(resource, "meta")
    found = [
        broken("dom-4", f".meta.{name}", "Leave it out: a contained resource has no version of its own.")
        for name in _OF_A_VERSION
        if name in meta
    ]
    if "contained" in resource:
        found.append(broken("dom-2", ".contained", "Contain this resource in the outer one."))
    if "security" in meta:
        found.append(broken("dom-5", ".meta.security", "Put the security label on the outer resource."))
    return found


def defects_of_container(resource: Mapping[str, Any], scope: Scope) -> list[Defect]:
    """The contained resources of a resource that nothing refers to (dom-3), or that share an id.

    ``scope``: the scope of the resource, after all of it was read.
    """
    found: list[Defect] = []
    seen: set[str] = set()
    for index, item in numbered(resource, "contained"):
        identifier = item.get("id")
        if not isinstance(identifier, str) or f"#{identifier}" not in scope.fragments:
            remedy = "Refer to it by # and its id, or leave it out."
            found.append(broken("dom-3", f".contained[{index}]", remedy))
        elif identifier in seen:
            problem = "Two contained resources have the same id."
            found.append(Defect("broken-rule", f".contained[{index}].id", problem, "Give each an id of its own."))
        else:
            seen.add(identifier)
    return found
