"""Reads the tables of published profiles: ``profiles.csv`` names them, ``elements.csv`` says what each asks."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from carnet.formats.fhir.published.elements import expanded, steps_of

RULES = frozenset({"", "is", "begins", "contained", "refers", "follows"})


@dataclass(frozen=True, slots=True)
class Constraint:
    """One row: how often an element may stand under each of its parents, and what must hold of each.

    ``most``: None for any number. ``rule``: ``is`` (one of the codes), ``begins`` (with one of the texts),
    ``contained`` (a reference to a contained resource), ``refers`` (to one of the types), ``follows`` (these profiles).
    """

    element: str
    least: int
    most: int | None
    rule: str
    values: frozenset[str]


@dataclass(frozen=True, slots=True)
class PublishedProfile:
    """A profile: its short name, its address, the resource that it is for, the profile that it narrows, its source."""

    name: str
    url: str
    resource: str
    base: str
    source: str
    constraints: tuple[Constraint, ...]


@cache
def published() -> Mapping[str, PublishedProfile]:
    """Read the tables, once."""
    constraints: dict[str, list[Constraint]] = {}
    for row in _rows("elements.csv"):
        constraints.setdefault(row["profile"], []).append(_constraint(row))
    return MappingProxyType(
        {
            row["name"]: PublishedProfile(
                row["name"],
                row["url"],
                row["resource"],
                row["base"],
                row["source"],
                tuple(constraints.get(row["name"], ())),
            )
            for row in _rows("profiles.csv")
        }
    )


def _rows(name: str) -> list[dict[str, str]]:
    text = (files("carnet.formats.fhir.published") / name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def _constraint(row: Mapping[str, str]) -> Constraint:
    least, _, most = row["count"].partition("..") if row["count"] else ("", "", "")
    if row["rule"] not in RULES or not steps_of(row["element"]):
        raise ValueError(row)
    return Constraint(
        row["element"],
        int(least or 0),
        None if most in ("", "*") else int(most),
        row["rule"],
        expanded(row["values"]) if row["values"] else frozenset(),
    )
