"""The habilitation matrix: which profession reads which type of document (FAQ dmp.fr 2018; arrêté du 26/10/2023)."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache
from importlib.resources import files

from carnet.core.access.faulty import Faulty, sound
from carnet.core.vocabulary.document_types import document_types
from carnet.core.vocabulary.professions import PHYSICIAN
from carnet.core.vocabulary.valueset import value_set

COLUMNS = ("profession_code", "type_code", "may_read", "provenance", "source")


class Provenance(Enum):
    """Where a cell comes from."""

    OFFICIAL = "official"
    SECONDARY = "secondary"
    DEFAULT = "default"


@dataclass(frozen=True, slots=True)
class Cell:
    """One answer of the matrix, with what it rests on."""

    may_read: bool
    provenance: Provenance
    source: str


@dataclass(frozen=True, slots=True, eq=False)
class Matrix:
    """The cells of one profile, by (profession code, type code)."""

    profile: str
    cells: dict[tuple[str, str], Cell]

    def allows(self, profession: str, type_code: str) -> bool:
        """Whether this profession reads this type. A missing cell denies, doctors excepted (product.md, « Matrix »)."""
        cell = self.cells.get((profession, type_code))
        if cell is None:
            return profession == PHYSICIAN
        return cell.may_read


@cache
def load_matrix(profile: str) -> Matrix:
    """Read the matrix of a profile of ours (``2018``, ``2026``) from its table ``matrix/PROFILE.csv``.

    Raises ``ValueError`` for a table that ``read_matrix`` does not take: a doubtful matrix must not start.
    """
    table = (files("carnet.core.access") / "matrix" / f"{profile}.csv").read_text(encoding="utf-8")
    return sound(read_matrix(profile, table))


def read_matrix(profile: str, table: str) -> Matrix | Faulty:
    """Read a matrix from a table in CSV, UTF-8.

    Columns: profession_code (TRE_G15), type_code (a type of document), may_read (Y or N), provenance (official,
    secondary or default), source (a text, or the identifier of a principle). Every fault of the table is told at once.
    """
    rows = csv.DictReader(table.splitlines())
    if tuple(rows.fieldnames or ()) != COLUMNS:
        return Faulty((f"{profile}.csv : les colonnes doivent être {', '.join(COLUMNS)}.",))
    cells: dict[tuple[str, str], Cell] = {}
    faults: list[str] = []
    for row in rows:
        told = list(_faults_of_row(row, cells))
        faults += [f"{profile}.csv, ligne {rows.line_num} : {fault}" for fault in told]
        if not told:
            key = (row["profession_code"], row["type_code"])
            cells[key] = Cell(row["may_read"] == "Y", Provenance(row["provenance"]), row["source"])
    return Faulty(tuple(faults)) if faults else Matrix(profile, cells)


def _faults_of_row(row: dict[str, str], cells: dict[tuple[str, str], Cell]) -> Iterator[str]:
    if None in row or None in row.values():
        yield f"il faut {len(COLUMNS)} valeurs."
        return
    if (row["profession_code"], row["type_code"]) in cells:
        yield "cette case est déjà écrite plus haut."
    if row["profession_code"] not in value_set("professions"):
        yield "cette profession n’est pas dans TRE_G15."
    if row["type_code"] not in document_types():
        yield "ce type de document n’existe pas ici."
    if row["may_read"] not in ("Y", "N"):
        yield "may_read doit être Y ou N."
    if row["provenance"] not in {one.value for one in Provenance}:
        yield "provenance doit être official, secondary ou default."
    if not row["source"].strip():
        yield "la source manque."
