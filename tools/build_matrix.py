"""Build the habilitation matrices from their written principles and their sourced cells.

``python tools/build_matrix.py`` writes ``carnet/core/access/matrix/2018.csv`` and ``2026.csv``;
``--check`` writes nothing and exits with 1 when one of them is stale.
"""

import argparse
import csv
import io
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

CORE = Path(__file__).resolve().parents[1] / "carnet" / "core"
TABLES = CORE / "access" / "matrix"
VALUE_SETS = CORE / "vocabulary" / "valuesets"
PROFILES = ("2018", "2026")
COLUMNS = ("profession_code", "type_code", "may_read", "provenance", "source")


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of a matrix: these professions read, or do not read, these types."""

    professions: frozenset[str]
    types: frozenset[str]
    may_read: str
    provenance: str
    source: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One answer: Y or N, where it comes from, and its source."""

    may_read: str
    provenance: str
    source: str


Cells = dict[tuple[str, str], Cell]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Every profession and every type in their published order, and the groups by which statements name them."""

    professions: tuple[str, ...]
    types: tuple[str, ...]
    named_professions: dict[str, frozenset[str]]
    named_types: dict[str, frozenset[str]]


def rows(path: Path) -> list[dict[str, str]]:
    """Read a table: one dictionary per line."""
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def read_vocabulary() -> Vocabulary:
    """Read the codes and the groups. Raises ``KeyError`` when a group names what does not exist before it."""
    professions = tuple(row["code"] for row in rows(VALUE_SETS / "professions.csv"))
    types = rows(VALUE_SETS / "document_types.csv")
    codes = tuple(row["code"] for row in types)
    named_professions = {code: frozenset({code}) for code in professions} | {"*": frozenset(professions)}
    named_types = {code: frozenset({code}) for code in codes} | {"*": frozenset(codes)}
    named_types["dmp"] = frozenset(row["code"] for row in types if row["class_code"])
    for class_code in {row["class_code"] for row in types} - {""}:
        named_types[f"class:{class_code}"] = frozenset(row["code"] for row in types if row["class_code"] == class_code)
    for row in rows(TABLES / "groups.csv"):
        names = named_professions if row["kind"] == "professions" else named_types
        if row["name"] in names:
            raise ValueError(f"groups.csv: {row['name']} stands twice")
        names[row["name"]] = union(row["members"], names)
    return Vocabulary(professions, codes, named_professions, named_types)


def union(names: str, known: dict[str, frozenset[str]]) -> frozenset[str]:
    """Return every code that a list of names, separated by spaces, stands for."""
    return frozenset[str]().union(*(known[name] for name in names.split()))


def read_principles(profile: str, vocabulary: Vocabulary) -> dict[str, Statement]:
    """Read the principles of a profile, by their identifier, in the order in which they apply."""
    principles: dict[str, Statement] = {}
    for row in rows(TABLES / "principles.csv"):
        if profile not in row["profiles"].split():
            continue
        if row["id"] in principles:
            raise ValueError(f"principles.csv: {row['id']} stands twice")
        principles[row["id"]] = Statement(
            union(row["professions"], vocabulary.named_professions),
            union(row["types"], vocabulary.named_types),
            row["may_read"],
            "default",
            row["id"],
        )
    return principles


def read_sourced(profile: str, vocabulary: Vocabulary) -> list[Statement]:
    """Read the cells of a profile that a text gives, in the order in which they apply."""
    return [
        Statement(
            union(row["profession"], vocabulary.named_professions),
            union(row["types"], vocabulary.named_types),
            row["may_read"],
            row["provenance"],
            row["source"],
        )
        for row in rows(TABLES / "sourced.csv")
        if profile in row["profiles"].split()
    ]


def cells_of(statements: Sequence[Statement]) -> Cells:
    """Apply statements one after the other: the last one that names a cell decides it."""
    return {
        (profession, type_code): Cell(statement.may_read, statement.provenance, statement.source)
        for statement in statements
        for profession in statement.professions
        for type_code in statement.types
    }


def build(profile: str) -> str:
    """Return the table of a profile as CSV: sourced cells win over principles, every cell is written."""
    vocabulary = read_vocabulary()
    statements = [*read_principles(profile, vocabulary).values(), *read_sourced(profile, vocabulary)]
    cells = cells_of(statements)
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(COLUMNS)
    for profession in vocabulary.professions:
        for type_code in vocabulary.types:
            cell = cells[profession, type_code]
            table.writerow((profession, type_code, cell.may_read, cell.provenance, cell.source))
    return text.getvalue()


def main(arguments: Sequence[str] | None = None, *, tables: Path = TABLES) -> int:
    """Write the two tables, or with ``--check`` say whether they are stale. ``tables``: where they stand."""
    parser = argparse.ArgumentParser(description="Build the habilitation matrices.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit with 1 when a table is stale")
    check = parser.parse_args(arguments).check
    stale = [
        profile
        for profile in PROFILES
        if not (tables / f"{profile}.csv").is_file()
        or (tables / f"{profile}.csv").read_text(encoding="utf-8") != build(profile)
    ]
    if not check:
        for profile in stale:
            (tables / f"{profile}.csv").write_text(build(profile), encoding="utf-8", newline="\n")
            print(f"matrix {profile}: written")
        return 0
    for profile in stale:
        print(f"matrix {profile}: stale, run python tools/build_matrix.py", file=sys.stderr)
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
