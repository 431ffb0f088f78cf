"""Checks where a FHIR reference leads: its form, its target in the resource or the bundle, the type of its target."""

import re
from collections.abc import Callable, Mapping
from typing import Final

from carnet.core.defects import Defect
from carnet.formats.fhir.definitions import definitions
from carnet.formats.fhir.faults import Found
from carnet.formats.fhir.scope import Scope

ReferenceCheck = Callable[[Mapping[str, object], Scope], Found]

_ID: Final = r"[A-Za-z0-9\-.]{1,64}"
# A type and an id, after a base or not, with or without a version (hl7.org/fhir/R4/references.html#literal).
_LITERAL: Final = re.compile(rf"(?P<base>https?://\S+/)?(?P<type>[A-Za-z]+)/{_ID}(?:/_history/{_ID})?")
# A search in place of an id: for transactions in the base specification, for any deposit in the French profiles.
_CONDITIONAL: Final = re.compile(r"(?P<type>[A-Za-z]+)\?\S+")
_ABSOLUTE: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")

_UNKNOWN: Final = ""


def reference_check(targets: frozenset[str]) -> ReferenceCheck:
    """The check of a Reference whose target must be of one of ``targets`` (any type where there is none)."""

    def check(reference: Mapping[str, object], scope: Scope) -> Found:
        literal = reference.get("reference")
        declared = reference.get("type")
        if not isinstance(literal, str) or not literal:
            return _wrong_target(declared, targets, ".type") if isinstance(declared, str) else None
        if literal.startswith("#"):
            scope.fragments.add(literal)
        led_to = _type_led_to(literal, scope)
        if isinstance(led_to, Defect):
            return [led_to]
        if led_to and isinstance(declared, str) and declared not in (led_to, f"{_STRUCTURES}{led_to}"):
            problem = "The declared type of this reference is not the type that it leads to."
            return [Defect("bad-reference", ".type", problem, f"Send {led_to}, or leave the type out.")]
        return _wrong_target(led_to, targets, ".reference")

    return check


_STRUCTURES: Final = "http://hl7.org/fhir/StructureDefinition/"


def _type_led_to(literal: str, scope: Scope) -> str | Defect:
    """The resource type that a literal reference leads to, empty where nothing here tells it."""
    if literal.startswith("#"):
        return _type_contained(literal, scope)
    if literal in scope.entries:
        return scope.entries[literal]
    if literal.startswith("urn:"):
        return _dangling_urn() if scope.closed else _UNKNOWN
    known = definitions().resources
    if (match := _LITERAL.fullmatch(literal)) and (match["type"] in known or not match["base"]):
        return match["type"] if match["type"] in known else _unknown_type()
    if match := _CONDITIONAL.fullmatch(literal):
        return match["type"] if match["type"] in known else _unknown_type()
    if _ABSOLUTE.fullmatch(literal):
        return _UNKNOWN
    problem = "This reference is neither Type/id, an absolute URL, nor #id of a contained resource."
    return Defect("bad-reference", ".reference", problem, "Send a reference such as Patient/123 or urn:uuid:….")


def _type_contained(literal: str, scope: Scope) -> str | Defect:
    if literal == "#" and scope.container:
        return scope.container
    kind = scope.contained.get(literal[1:])
    if kind is not None:
        return kind
    problem = f"ref-1: {definitions().rules['ref-1'][1]}; no contained resource has this id."
    remedy = "Add the contained resource with this id, or refer to one that is there."
    return Defect("dangling-reference", ".reference", problem, remedy)


def _dangling_urn() -> Defect:
    problem = "No entry of this bundle has this fullUrl."
    return Defect(
        "dangling-reference", ".reference", problem, "Add the entry, or correct the reference or its fullUrl."
    )


def _unknown_type() -> Defect:
    problem = "This reference names a resource type that FHIR R4 does not have."
    return Defect("bad-reference", ".reference", problem, "Send a reference such as Patient/123.")


def _wrong_target(kind: str, targets: frozenset[str], where: str) -> Found:
    name = kind.removeprefix(_STRUCTURES)
    if not targets or not name or name in targets:
        return None
    # Only names that FHIR publishes are repeated: the rest is what somebody typed.
    led_to = name if name in definitions().resources else "a type that FHIR R4 does not have"
    remedy = f"Refer to one of: {', '.join(sorted(targets))}."
    return [Defect("bad-reference", where, f"This reference leads to {led_to}, which may not stand here.", remedy)]
