"""A dated policy: the same rules, with the values that the law of that time gives them."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import Any

from carnet.core.access.faulty import Faulty, sound
from carnet.core.access.matrix import Matrix, Provenance, load_matrix, read_matrix
from carnet.core.emergency.access import EmergencySwitches

ALWAYS = date.min
"""The first day of a policy that no profile dates."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a value of a profile comes from. ``value``: its path in the file, as ``initial_switches.samu``."""

    value: str
    provenance: Provenance
    source: str


@dataclass(frozen=True, slots=True)
class Policy:
    """The values of one profile (product.md, « Two dated policies »).

    ``name``: the year by which people speak of it. ``initial_switches``: what a record opens with.
    ``structure_counts_as_author``: whether the authoring structure keeps an author's rights.
    ``occupational_health_may_read``: whether an occupational physician whom the person authorised may read.
    ``allows_erasure``: whether a closed record is destroyed before its ten years when the person asks.
    ``deposit_needs_agreement``: whether a depositor states that the person agreed, or only that they did not oppose.
    ``in_force_from``: its first day. ``about``: what it is, in one or two French sentences. ``origins``: what each
    value rests on. Every other value is true or false, or a whole number, and stands in each file of ``profiles``.
    """

    name: str
    matrix: Matrix
    initial_switches: EmergencySwitches
    structure_counts_as_author: bool
    occupational_health_may_read: bool
    in_force_from: date = ALWAYS
    allows_erasure: bool = False
    deposit_needs_agreement: bool = False
    about: str = ""
    origins: tuple[Origin, ...] = ()

    def values(self) -> dict[str, bool | int]:
        """Give the values that differ from profile to profile, the matrix apart, by their path in the file."""
        switches = {
            f"initial_switches.{one.name}": getattr(self.initial_switches, one.name)
            for one in fields(EmergencySwitches)
        }
        return switches | {name: getattr(self, name) for name in _kinds_of_values() if "." not in name}


@cache
def load_policy(name: str) -> Policy:
    """Give the policy of a year: ``2018`` is what the source texts say, ``2026`` today's law as far as it is known.

    Raises ``KeyError`` for any other name: a record is never decided under a policy that nobody wrote.
    """
    folder = files("carnet.core.access") / "profiles"
    if f"{name}.toml" not in {one.name for one in folder.iterdir()}:
        raise KeyError(name)
    return sound(_read_values(name, (folder / f"{name}.toml").read_text(encoding="utf-8"), load_matrix(name)))


@cache
def our_policies() -> tuple[Policy, ...]:
    """Give the policies that come with the product, the oldest first."""
    names = [one.name.removesuffix(".toml") for one in (files("carnet.core.access") / "profiles").iterdir()]
    return in_order(load_policy(name) for name in names)


def in_order(policies: Iterable[Policy]) -> tuple[Policy, ...]:
    """Put policies in the order of their first days."""
    return tuple(sorted(policies, key=lambda one: (one.in_force_from, one.name)))


def policy_at(day: date, policies: Iterable[Policy]) -> Policy | None:
    """Tell which policy was in force on a day: the one that began last. None before the first of them."""
    begun = [one for one in in_order(policies) if one.in_force_from <= day]
    return begun[-1] if begun else None


def read_policy(name: str, profile: str, matrix: str) -> Policy | Faulty:
    """Read a profile that an operator wrote. Every fault of both files is told at once.

    ``name``: of the files, without their endings. ``profile``: the text of ``NAME.toml``, written like those of
    ``carnet/core/access/profiles``. ``matrix``: the text of ``NAME.csv`` (``read_matrix``).
    """
    cells = read_matrix(name, matrix)
    policy = _read_values(name, profile, cells if isinstance(cells, Matrix) else Matrix(name, {}))
    faults = [
        *(policy.faults if isinstance(policy, Faulty) else ()),
        *(cells.faults if isinstance(cells, Faulty) else ()),
    ]
    return Faulty(tuple(faults)) if faults or isinstance(policy, Faulty) else policy


def _kinds_of_values() -> dict[str, type]:
    """Tell what each value of a profile must be, by its path in the file."""
    kinds: dict[str, type] = {f"initial_switches.{one.name}": bool for one in fields(EmergencySwitches)}
    return kinds | {one.name: one.type for one in fields(Policy) if one.type in (bool, int)}


def _read_values(name: str, text: str, matrix: Matrix) -> Policy | Faulty:
    try:
        written = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return Faulty((f"{name}.toml : ce n’est pas du TOML ({error}).",))
    flat = dict(_flattened(written))
    faults = [f"{name}.toml, {where} : {fault}" for where, fault in _faults_of(name, flat)]
    if faults:
        return Faulty(tuple(faults))
    found = {path: flat[path]["value"] for path in _kinds_of_values()}
    return Policy(
        matrix=matrix,
        initial_switches=EmergencySwitches(
            **{one.name: found[f"initial_switches.{one.name}"] for one in fields(EmergencySwitches)}
        ),
        name=flat["name"],
        in_force_from=flat["in_force_from"],
        about=flat["about"],
        origins=tuple(Origin(path, Provenance(flat[path]["provenance"]), flat[path]["source"]) for path in found),
        **{path: value for path, value in found.items() if "." not in path},
    )


def _flattened(written: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Give each value by its path; a table that has a ``value`` is one."""
    for key, value in written.items():
        if isinstance(value, dict) and "value" not in value:
            yield from _flattened(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value


def _faults_of(name: str, flat: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    kinds = _kinds_of_values()
    yield from (
        (where, "cette valeur n’existe pas.")
        for where in sorted(flat.keys() - {*kinds, "name", "in_force_from", "about"})
    )
    if flat.get("name") != name:
        yield "name", f"le nom doit être celui du fichier, « {name} »."
    if not isinstance(flat.get("in_force_from"), date) or isinstance(flat["in_force_from"], datetime):
        yield "in_force_from", "il faut le premier jour du profil, comme 2018-11-06."
    if not isinstance(flat.get("about"), str) or not flat["about"].strip():
        yield "about", "il faut une phrase qui dit ce qu’est ce profil."
    for where, kind in kinds.items():
        if not isinstance(flat.get(where), dict):
            yield where, "il faut une table avec value, provenance et source."
            continue
        yield from ((where, fault) for fault in _faults_of_value(flat[where], kind))


def _faults_of_value(written: Mapping[str, Any], kind: type) -> Iterator[str]:
    if set(written) != {"value", "provenance", "source"}:
        yield "il faut value, provenance et source, rien d’autre."
        return
    if type(written["value"]) is not kind:
        yield "value doit être true ou false." if kind is bool else "value doit être un nombre entier."
    if written["provenance"] not in {one.value for one in Provenance}:
        yield "provenance doit être official, secondary ou default."
    if not isinstance(written["source"], str) or not written["source"].strip():
        yield "la source manque."
