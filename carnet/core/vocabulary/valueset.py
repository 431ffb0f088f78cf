"""Read the value sets that the ANS publishes, and that stand beside this module as tables."""

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from carnet.core.vocabulary.code import Code


def table(name: str) -> tuple[dict[str, str], ...]:
    """Read a table of ``valuesets/``: one dictionary per line, keyed by the columns of its first line.

    ``name``: the table, without ``.csv``. Raises ``FileNotFoundError`` when there is none: a value set that is
    missing is a broken installation.
    """
    text = (files("carnet.core.vocabulary") / "valuesets" / f"{name}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


@cache
def value_set(name: str) -> Mapping[str, Code]:
    """Read a value set: its codes by their value, each with its system and its French label as published.

    Columns of the table: code, system (an OID), label. Raises ``ValueError`` when a code stands twice: a doubtful
    value set must not start.
    """
    codes: dict[str, Code] = {}
    for row in table(name):
        if row["code"] in codes:
            raise ValueError(f"value set {name}: {row['code']} stands twice")
        codes[row["code"]] = Code(row["code"], row["system"], row["label"])
    return MappingProxyType(codes)
