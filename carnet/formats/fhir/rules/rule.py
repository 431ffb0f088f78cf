"""What a rule of the FHIR specification is here, and the readings of JSON that rules are written with."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from carnet.core.defects import Defect
from carnet.formats.fhir.definitions import definitions
from carnet.formats.fhir.faults import MOST_DEFECTS, Found

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Rule:
    """A published rule: its key (``att-1``), what to send instead, and where in an element it is broken.

    ``words`` is empty for a rule that FHIR publishes with a key of its own: its words are in the definitions.
    ``broken_at`` takes the element, which may be malformed in any way, and gives the places, relative to the element,
    where the rule is broken: none for an element that keeps it.
    """

    key: str
    remedy: str
    broken_at: Callable[[Json], Iterable[str]]
    words: str = ""

    def check(self, element: Json) -> Found:
        """The defects of an element under this rule, or None."""
        places = islice(self.broken_at(element), MOST_DEFECTS)
        return [broken(self.key, place, self.remedy, self.words) for place in places] or None


def broken(key: str, where: str, remedy: str, words: str = "") -> Defect:
    """A defect that names a published rule by its key and in its own words (those of the definitions, if empty)."""
    return Defect("broken-rule", where, f"{key}: {words or definitions().rules[key][1]}", remedy)


def at(place: str, is_broken: bool) -> tuple[str, ...]:
    """The one place of a rule, if it is broken."""
    return (place,) if is_broken else ()


def has(element: Json, name: str) -> bool:
    """Whether an element has a value or, for a primitive, an extension in place of its value."""
    return name in element or f"_{name}" in element


def has_choice(element: Json, stem: str) -> bool:
    """Whether an element has one of the properties of ``stem[x]`` (stem is ``value`` …)."""
    return any(name.lstrip("_").startswith(stem) for name in element)


def inside(element: Json, name: str) -> Json:
    """A single child, or an empty one where it is absent or is no object."""
    child = element.get(name)
    return child if isinstance(child, dict) else {}


def numbered(element: Json, name: str) -> list[tuple[int, Json]]:
    """The objects of a repeating child, each with its index."""
    children = element.get(name)
    if not isinstance(children, list):
        return []
    return [(index, child) for index, child in enumerate(children) if isinstance(child, dict)]
