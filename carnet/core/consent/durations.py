"""How long a yes lasts when nobody chose: by profession and kind of structure, as the operator sets it."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from carnet.core.access.faulty import Faulty, sound
from carnet.core.vocabulary.professions import profession

COLUMNS = ["profession", "facility_type", "days"]
LONGEST = 3650
"""Days: as long as a closed record is kept. Somebody who wants more leaves the line out: no end is the rule."""


@dataclass(frozen=True, slots=True)
class Durations:
    """A table of durations, by profession (TRE_G15) and kind of structure (JDV_J02); an empty code stands for any."""

    days: Mapping[tuple[str, str], int] = field(default_factory=lambda: MappingProxyType({}))

    def of(self, profession_code: str, facility_type: str) -> timedelta | None:
        """Tell how long a yes lasts; None: without end, which is the rule (product.md, « Authorisation »).

        ``profession_code``: empty for an establishment. The line of both counts before that of the profession, this
        one before that of the structure.
        """
        either = ((profession_code, facility_type), (profession_code, ""), ("", facility_type), ("", ""))
        days = next((self.days[one] for one in either if one in self.days), None)
        return timedelta(days=days) if days is not None else None


@cache
def our_durations() -> Durations:
    """Read the table that comes with the product: it has no line, so that every yes is without end."""
    return sound(read_durations((files("carnet.core.consent") / "durations.csv").read_text(encoding="utf-8")))


def read_durations(table: str) -> Durations | Faulty:
    """Read a table that an operator wrote, as CSV. Every fault is told at once.

    Columns: ``profession`` (TRE_G15 or nothing), ``facility_type`` (JDV_J02 or nothing), ``days`` (1 to 3650).
    """
    rows = csv.DictReader(table.splitlines())
    if rows.fieldnames != COLUMNS:
        return Faulty((f"CARNET_DURATIONS : les colonnes doivent être {', '.join(COLUMNS)}.",))
    days: dict[tuple[str, str], int] = {}
    faults: list[str] = []
    for number, row in enumerate(rows, start=2):
        key = (row["profession"] or "", row["facility_type"] or "")
        written = row["days"] or ""
        if key[0] and profession(key[0]) is None:
            faults.append(f"CARNET_DURATIONS, ligne {number} : cette profession n’existe pas.")
        if key in days:
            faults.append(f"CARNET_DURATIONS, ligne {number} : ce couple a déjà sa durée.")
        if not (written.isascii() and written.isdigit() and 1 <= int(written) <= LONGEST):
            faults.append(f"CARNET_DURATIONS, ligne {number} : il faut un nombre de jours entier, de 1 à {LONGEST}.")
            continue
        days[key] = int(written)
    return Faulty(tuple(faults)) if faults else Durations(MappingProxyType(days))
