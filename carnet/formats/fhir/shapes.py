"""Compiles the published definitions into shapes: the JSON properties of each type, with the check of each.

A shape is made on first use. A check takes a JSON value, the scope and the depth, and returns the defects with their
place relative to that value, or None; the check of a primitive needs the value only.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from carnet.core.defects import Defect
from carnet.formats.fhir.definitions import MEDIA_TYPES, CodeList, ElementDefinition, definitions
from carnet.formats.fhir.faults import MOST_DEFECTS, Found, not_an_array, too_deep, under, unknown_code, wrong_value
from carnet.formats.fhir.primitives import PrimitiveCheck, check_media_type, code_check, primitive_check
from carnet.formats.fhir.references import reference_check
from carnet.formats.fhir.rules import rules_of
from carnet.formats.fhir.rules.rule import Json, broken
from carnet.formats.fhir.scope import Scope

MOST_NESTED: Final = 48
"""How deep elements may be nested in each other: a PDSm bundle needs some ten."""

Check = Callable[[object, Scope, int], Found]
ObjectCheck = Callable[[Mapping[str, Any], "Shape", Scope, int], Found]
"""How the properties of an object that is not empty are checked against its shape."""

_LINKING: Final = ("uri", "url", "canonical")


@dataclass(frozen=True, slots=True)
class Property:
    """One JSON property: ``step`` is its place in FHIRPath, ``one`` the check of one value, ``check`` of all of it.

    ``plain`` is set for a primitive whose check needs neither scope nor depth: the short way of most properties.
    ``beside`` checks the object that a primitive may have beside its value, under its name with ``_``; it cannot stand
    in for the value of one that is ``bound`` to a code list.
    """

    step: str
    many: bool
    plain: PrimitiveCheck | None
    one: Check
    check: Check
    beside: Check | None
    bound: bool = False


@dataclass(frozen=True, slots=True)
class Shape:
    """The properties of a type.

    ``required`` gives, for each required element, its step and the properties under which it may stand. ``choices``
    gives, for each element with a choice of types, its step and, by JSON property (with or without ``_``), the chosen.
    """

    properties: Mapping[str, Property]
    required: tuple[tuple[str, tuple[str, ...]], ...]
    choices: tuple[tuple[str, Mapping[str, str]], ...]
    rules: tuple[Callable[[Json], Found], ...]


class Shapes:
    """The shapes of all types, made on first use and kept.

    ``check_object`` checks an element against its shape, ``check_resource`` a resource in a bundle or in parameters,
    ``check_contained`` a contained one.
    """

    def __init__(self, check_object: ObjectCheck, check_resource: Check, check_contained: Check) -> None:
        self._check_object = check_object
        self._check_resource = check_resource
        self._check_contained = check_contained
        self._known: dict[str, Shape] = {}

    def of(self, type_name: str) -> Shape:
        """The shape of a type that the definitions have."""
        shape = self._known.get(type_name)
        if shape is None:
            shape = self._known[type_name] = self._compile(type_name)
        return shape

    def _compile(self, type_name: str) -> Shape:
        elements = definitions().elements_of(type_name)
        properties = {
            name: self._property(element, name, chosen) for element in elements for name, chosen in element.json_names
        }
        if type_name in definitions().resources:
            properties["resourceType"] = _RESOURCE_TYPE
        return Shape(
            properties=properties,
            required=tuple(
                (element.stem, tuple(name for name, _ in element.json_names))
                for element in elements
                if element.required
            ),
            choices=tuple(
                (f".{element.stem}", {prefix + name: name for name, _ in element.json_names for prefix in ("", "_")})
                for element in elements
                if len(element.types) > 1
            ),
            rules=tuple(rule.check for rule in rules_of(type_name)),
        )

    def _property(self, element: ElementDefinition, name: str, type_name: str) -> Property:
        primitive = type_name in definitions().primitives
        plain = _plain_check(element, type_name) if primitive else None
        one = self._one(element, type_name) if plain is None else _with_scope(plain)
        if plain is not None and type_name in _LINKING:
            one, plain = _noting_fragments(plain), None
        return Property(
            step=_step(element, name, type_name),
            many=element.many,
            plain=_each_plain(plain) if plain is not None and element.many else plain,
            one=one,
            check=_each(one) if element.many else one,
            beside=self._of_type("Element") if primitive else None,
            bound=primitive and element.codes != "",
        )

    def _of_type(self, type_name: str) -> Check:
        check_object, known = self._check_object, self._known

        def check(value: object, scope: Scope, depth: int) -> Found:
            if type(value) is not dict or not value:
                return wrong_value(value, "an object", "Send a JSON object.")
            if len(value) == 1 and "id" in value:
                return [broken("ele-1", "", "Send a value or an extension beside id, or leave the element out.")]
            if depth > MOST_NESTED:
                return too_deep()
            return check_object(value, known.get(type_name) or self.of(type_name), scope, depth + 1)

        return check

    def _one(self, element: ElementDefinition, type_name: str) -> Check:
        if type_name == "Resource":
            return _not_too_deep(self._check_contained if element.name == "contained" else self._check_resource)
        check = self._of_type(type_name)
        if type_name == "Reference":
            return _with_target(check, element.targets)
        if type_name == "CodeableConcept" and element.codes:
            return _with_bound_coding(check, definitions().code_lists[element.codes])
        return check


def _not_too_deep(check: Check) -> Check:
    def check_nested(value: object, scope: Scope, depth: int) -> Found:
        return too_deep() if depth > MOST_NESTED else check(value, scope, depth)

    return check_nested


def _accept(_value: object) -> Found:
    return None


def _accept_in_scope(_value: object, _scope: Scope, _depth: int) -> Found:
    return None


# By the time a resource's properties are read, its resourceType has chosen its shape.
_RESOURCE_TYPE: Final = Property(
    step=".resourceType", many=False, plain=_accept, one=_accept_in_scope, check=_accept_in_scope, beside=None
)


def _step(element: ElementDefinition, name: str, type_name: str) -> str:
    if element.name.endswith("[x]"):
        return f".{element.stem}.ofType({type_name})"
    return f".`{name}`" if name == "div" else f".{name}"  # div is an operator of FHIRPath


def _plain_check(element: ElementDefinition, type_name: str) -> PrimitiveCheck:
    if type_name == "code" and element.codes == MEDIA_TYPES:
        return check_media_type
    if type_name == "code" and element.codes:
        return code_check(definitions().code_lists[element.codes].codes)
    return _known_primitive(type_name)


@cache
def _known_primitive(type_name: str) -> PrimitiveCheck:
    return primitive_check(type_name)


def _with_scope(plain: PrimitiveCheck) -> Check:
    def check(value: object, _scope: Scope, _depth: int) -> Found:
        return plain(value)

    return check


def _noting_fragments(plain: PrimitiveCheck) -> Check:
    # dom-3 counts canonicals, URIs and URLs among what may refer to a contained resource.
    def check(value: object, scope: Scope, _depth: int) -> Found:
        if type(value) is str and value.startswith("#"):
            scope.fragments.add(value)
        return plain(value)

    return check


def _with_target(check: Check, targets: frozenset[str]) -> Check:
    leads_well = reference_check(targets)

    def check_reference(value: object, scope: Scope, depth: int) -> Found:
        found = check(value, scope, depth)
        led = leads_well(value, scope) if type(value) is dict else None
        return found + led if found and led else found or led

    return check_reference


def _with_bound_coding(check: Check, allowed: CodeList) -> Check:
    def check_concept(value: object, scope: Scope, depth: int) -> Found:
        found = check(value, scope, depth)
        if found is not None or type(value) is not dict:
            return found
        codings = value.get("coding", ())
        if any(coding.get("code") in allowed.codes and coding.get("system") in allowed.systems for coding in codings):
            return None
        defect = unknown_code(allowed.codes)
        systems = ", ".join(sorted(allowed.systems))
        return [Defect(defect.code, "", defect.problem, f"{defect.remedy} Their system is {systems}.")]

    return check_concept


def _each_plain(one: PrimitiveCheck) -> PrimitiveCheck:
    def check(value: object) -> Found:
        if type(value) is not list:
            return not_an_array(value)
        if not value:
            return wrong_value(value, "an array", "")
        faults: list[Defect] = []
        for index, item in enumerate(value):
            found = one(item)
            if found is not None:
                faults += under(f"[{index}]", found)
                if len(faults) >= MOST_DEFECTS:
                    break
        return faults or None

    return check


def _each(one: Check) -> Check:
    def check(value: object, scope: Scope, depth: int) -> Found:
        if type(value) is not list:
            return not_an_array(value)
        if not value:
            return wrong_value(value, "an array", "")
        faults: list[Defect] = []
        for index, item in enumerate(value):
            found = one(item, scope, depth)
            if found is not None:
                faults += under(f"[{index}]", found)
                if len(faults) >= MOST_DEFECTS:
                    break
        return faults or None

    return check
