"""The error catalogue: every code that the FHIR door may answer, from the code itself and the table of its answers."""

import csv
from functools import cache
from importlib.resources import files
from pathlib import Path

from carnet.usecases.policy.read_errors import Answered, ErrorEntry, read_errors

ROOT = Path(__file__).resolve().parents[2]


@cache
def catalogue() -> tuple[ErrorEntry, ...]:
    """Give every code, in their order; those without a status are told elsewhere than at the FHIR door."""
    return read_errors(_sources(), answered())


@cache
def answered() -> dict[str, Answered]:
    """Read how each code is answered (carnet/doors/fhir/errors.csv); the tests hold every answer to this table."""
    text = (files("carnet.doors.fhir") / "errors.csv").read_text(encoding="utf-8")
    return {
        row["code"]: Answered(tuple(int(one) for one in row["statuses"].split()), row["remedy"], row["problem"])
        for row in csv.DictReader(text.splitlines())
    }


def _sources() -> dict[str, str]:
    """Give the text of every module that may name a code, by its path in the repository."""
    return {str(path.relative_to(ROOT)): path.read_text(encoding="utf-8") for path in (ROOT / "carnet").rglob("*.py")}
