"""The defects that any element of a FHIR resource can have, and the path that says where they stand.

While a resource is read, ``where`` is relative to the element at hand (``""``, ``.system``, ``[0].system``): paths are
composed only once something is wrong, so that a valid resource pays nothing for them.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from carnet.core.defects import Defect

MOST_DEFECTS: Final = 50
"""How many defects are told of one resource: enough to mend it, and a bound on what a hostile body can make us say."""

MOST_CODES_TOLD: Final = 24
"""The longest code list that a remedy spells out."""

Found = list[Defect] | None
"""What a check returns: nothing when all is well."""

_ELEMENT_NAME: Final = re.compile(r"_?[a-z][A-Za-z0-9]{0,39}")

_SENT: Final = {
    dict: "an object",
    list: "an array",
    str: "a string",
    bool: "a boolean",
    int: "a number",
    float: "a number",
    Decimal: "a number",
}


def under(step: str, found: Iterable[Defect]) -> list[Defect]:
    """Move defects one level up: ``step`` (``.content`` or ``[2]``) is put before where they stand."""
    return [replace(defect, where=step + defect.where) for defect in found]


def step_to(name: str) -> str:
    """The step of a path to a property that was sent.

    A name that could not be an element's is not repeated (``.…``): it may be anything that somebody typed.
    """
    return f".{name}" if _ELEMENT_NAME.fullmatch(name) else ".…"


def wrong_value(value: object, expected: str, remedy: str) -> list[Defect]:
    """Say why a JSON value cannot be what is expected: null, empty, an array in place of one value, another type.

    ``expected`` is a noun with its article (« a string »), ``remedy`` the sentence for a value of another JSON type.
    """
    if value is None:
        problem = "null stands in place of a value; FHIR allows it only in arrays of primitives, beside extensions."
        return [Defect("null-value", "", problem, "Leave the element out, or send its value.")]
    if value in ("", [], {}):
        return [Defect("empty-value", "", "An element is never empty in FHIR (ele-1).", "Leave the element out.")]
    if isinstance(value, list):
        if len(value) > 1:
            problem = f"{len(value)} values stand where at most one is allowed."
            return [Defect("too-many", "", problem, "Send one value, outside of an array.")]
        problem = f"An array stands where {expected} is expected: this element does not repeat."
        return [Defect("wrong-type", "", problem, "Send its only item, without the array.")]
    sent = _SENT.get(type(value), "another type")
    return [Defect("wrong-type", "", f"{sent.capitalize()} stands where {expected} is expected.", remedy)]


def not_an_array(value: object) -> list[Defect]:
    """A repeating element that was not sent as an array."""
    if value is None or value in ("", {}):
        return wrong_value(value, "an array", "Send an array.")
    problem = "This element repeats: in JSON it is an array even when there is one value."
    return [Defect("wrong-type", "", problem, "Put the value in an array.")]


def missing(name: str) -> Defect:
    """A required element that is not there. It stands where the element should."""
    problem = "This element is required and absent."
    return Defect("missing-element", f".{name}", problem, f"Send {name}.")


def no_code() -> Defect:
    """An extension in place of a code that a required binding asks for."""
    problem = "FHIR R4 requires a code of a value set here: an extension cannot stand in for it."
    return Defect("missing-element", "", problem, "Send the code.")


def unknown_element(name: str) -> Defect:
    """A property that the type does not define."""
    problem = "FHIR R4 defines no such element here."
    remedy = "Correct the name, or leave it out; what FHIR has no place for goes in an extension."
    return Defect("unknown-element", step_to(name), problem, remedy)


def unknown_code(codes: Iterable[str]) -> Defect:
    """A code outside of the list that a required binding imposes. The value sent is not repeated."""
    known: Sequence[str] = sorted(codes)
    remedy = f"Send one of: {', '.join(known)}." if len(known) <= MOST_CODES_TOLD else "Send a code of this value set."
    return Defect("unknown-code", "", "This code is not in the value set that FHIR R4 requires here.", remedy)


def too_deep() -> list[Defect]:
    """An element nested deeper than any resource needs."""
    problem = "Elements are nested deeper than this server reads."
    return [Defect("too-deep", "", problem, "Nest fewer elements or extensions in each other.")]
