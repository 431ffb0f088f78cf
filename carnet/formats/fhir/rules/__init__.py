"""The rules (invariants) of FHIR R4 that Carnet checks, by type, beside what the definitions say element by element."""

from collections.abc import Mapping
from functools import cache
from typing import Final

from carnet.formats.fhir.definitions import definitions
from carnet.formats.fhir.rules.bundle import BUNDLE_RULES
from carnet.formats.fhir.rules.datatypes import DATATYPE_RULES
from carnet.formats.fhir.rules.resources import RESOURCE_RULES
from carnet.formats.fhir.rules.rule import Rule

ALL_RULES: Final[Mapping[str, tuple[Rule, ...]]] = {**DATATYPE_RULES, **RESOURCE_RULES, **BUNDLE_RULES}

CHECKED_ELSEWHERE: Final[Mapping[str, str]] = {
    "ele-1": "carnet/formats/fhir/shapes.py",
    "ref-1": "carnet/formats/fhir/references.py",
    "dom-2": "carnet/formats/fhir/contained.py",
    "dom-3": "carnet/formats/fhir/contained.py",
    "dom-4": "carnet/formats/fhir/contained.py",
    "dom-5": "carnet/formats/fhir/contained.py",
    "txt-1": "carnet/formats/fhir/narrative.py",
    "txt-2": "carnet/formats/fhir/narrative.py",
}
"""The rules that need more than the element they are written on, and where they are checked."""

_NEVER_BROKEN: Final = "Its published expression compares a system with the word 'something': it never fails."
_ONLY_IN_EXTENSIONS: Final = "A type that no resource Carnet exchanges uses, save inside of an extension."
_OURS: Final = "Carnet writes this resource and never receives one."

NOT_CHECKED: Final[Mapping[str, str]] = {
    **dict.fromkeys(("ppc-2", "ppc-3", "ppc-4", "ppc-5"), _NEVER_BROKEN),
    **dict.fromkeys(("age-1", "cnt-3", "dis-1", "drt-1", "drq-1", "drq-2", "exp-1", "mqty-1"), _ONLY_IN_EXTENSIONS),
    **{f"tim-{number}": _ONLY_IN_EXTENSIONS for number in (1, 2, 4, 5, 6, 7, 8, 9, 10)},
    **{f"trd-{number}": _ONLY_IN_EXTENSIONS for number in (1, 2, 3)},
    **{f"cpb-{number}": _OURS for number in (1, 2, 3, 7, 9, 12, 14, 15, 16)},
}
"""The rules of those resources and of their data types that are left out, each with its reason."""


@cache
def rules_of(type_name: str) -> tuple[Rule, ...]:
    """The rules of a type and of what it derives from (an Age is a Quantity)."""
    return tuple(rule for name in definitions().lineage(type_name) for rule in ALL_RULES.get(name, ()))
