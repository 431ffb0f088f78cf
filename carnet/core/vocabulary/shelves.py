"""The shelves on which a person finds their documents (the categories of Mon espace santé; domain.md 2.4)."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from carnet.core.vocabulary.valueset import table


@dataclass(frozen=True, slots=True)
class Shelf:
    """A category: its code, what the person reads, and the name of its icon (Lucide)."""

    code: str
    label: str
    icon: str


@cache
def shelves() -> Mapping[str, Shelf]:
    """Return the shelves by their code, in the order in which a person sees them."""
    return MappingProxyType({row["code"]: Shelf(row["code"], row["label"], row["icon"]) for row in table("shelves")})
