"""The sentences of the law in English, beside the French ones that decide: one table, a row a rule."""

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from carnet.core.access.decision import Told


class DoubtfulTableError(ValueError):
    """``english.csv`` has other columns than its own, says something twice, or says nothing."""


@cache
def english_sentences() -> Mapping[str, str]:
    """Read ``english.csv``: English sentence by identifier.

    An identifier is that of a rule (``BLK-01``), ``DEFAULT``, ``NOTHING``, or the name of a ``Told``
    (``NO_ACCESS``). Raises ``DoubtfulTableError``.
    """
    return read_sentences((files("carnet.core.access") / "english.csv").read_text(encoding="utf-8"))


def read_sentences(table: str) -> Mapping[str, str]:
    """Read such a table. Raises ``DoubtfulTableError`` for one that could be read in two ways."""
    rows = csv.DictReader(table.splitlines())
    if rows.fieldnames != ["rule", "sentence"]:
        raise DoubtfulTableError(str(rows.fieldnames))
    found: dict[str, str] = {}
    for row in rows:
        rule, sentence = row["rule"], row["sentence"]
        if rule in found or not sentence or None in row:
            raise DoubtfulTableError(rule)
        found[rule] = sentence
    return MappingProxyType(found)


def english_of(rule: str) -> str:
    """Give the English sentence of a rule, of ``DEFAULT`` or of ``NOTHING``. Raises ``KeyError`` for any other."""
    return english_sentences()[rule]


def english_told(told: Told) -> str:
    """Give in English the words that a refused person is told."""
    return english_sentences()[told.name]
