"""The habilitation matrix: which profession reads which type of document (FAQ dmp.fr 2018; arrêté du 26/10/2023)."""

import csv
from dataclasses import dataclass
from enum import Enum
from functools import cache
from importlib.resources import files

from carnet.core.vocabulary.professions import PHYSICIAN


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
    """Read the matrix of a profile (``2018``, ``2026``) from its table ``matrix/PROFILE.csv``.

    Columns: profession_code, type_code, may_read (Y or N), provenance, source. Raises ``ValueError`` for a cell that
    stands twice or says anything else than Y or N: a doubtful matrix must not start.
    """
    cells: dict[tuple[str, str], Cell] = {}
    table = (files("carnet.core.access") / "matrix" / f"{profile}.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(table.splitlines()):
        key = (row["profession_code"], row["type_code"])
        if key in cells or row["may_read"] not in ("Y", "N"):
            raise ValueError(f"matrix {profile}: bad cell {key}")
        cells[key] = Cell(row["may_read"] == "Y", Provenance(row["provenance"]), row["source"])
    return Matrix(profile, cells)
