"""What a run says: what killed each mutant, who survived, and whether the list of equivalents is still true."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tools.mutate_law.trial import Verdict

EQUIVALENTS = Path(__file__).with_name("equivalents.csv")
COLUMNS = ("file", "where", "change", "reason")

Key = tuple[str, str, str]


class MalformedEquivalentsError(ValueError):
    """The list of equivalents has other columns, a line twice, or a line without its reason."""


@dataclass(frozen=True, slots=True)
class Count:
    """One line of the result: a module, and how its mutants ended."""

    file: str
    mutants: int
    by_tables: int
    by_core_tests: int
    equivalent: int


@dataclass(frozen=True, slots=True)
class Findings:
    """The whole result. ``faults`` is empty when the proof holds."""

    counts: tuple[Count, ...]
    equivalents: dict[Key, str]
    faults: tuple[str, ...]


def read_equivalents(path: Path = EQUIVALENTS) -> dict[Key, str]:
    """Read the mutants that change nothing, each with the reason why. Raises ``MalformedEquivalentsError``."""
    found: dict[Key, str] = {}
    with path.open(encoding="utf-8", newline="") as lines:
        table = csv.reader(lines)
        if tuple(next(table, ())) != COLUMNS:
            raise MalformedEquivalentsError(f"columns: {', '.join(COLUMNS)}")
        for row in table:
            if len(row) != len(COLUMNS) or not row[3].strip() or (row[0], row[1], row[2]) in found:
                raise MalformedEquivalentsError(" | ".join(row))
            found[row[0], row[1], row[2]] = row[3]
    return found


def findings_of(verdicts: dict[Key, Verdict], equivalents: dict[Key, str], tried: Iterable[str]) -> Findings:
    """Compare a run with the list of equivalents.

    ``tried``: the files of this run; an equivalent of another file is left out. A survivor that is not listed is a
    fault; so is a listed mutant that no longer exists, or that something kills after all.
    """
    files = list(dict.fromkeys(tried))
    listed = {key: reason for key, reason in equivalents.items() if key[0] in files}
    survivors = {key for key, verdict in verdicts.items() if verdict is Verdict.SURVIVED}
    faults = [f"survives: {_said(key)}" for key in verdicts if key in survivors and key not in listed]
    faults += [f"listed as equivalent, but no longer exists: {_said(key)}" for key in listed if key not in verdicts]
    faults += [
        f"listed as equivalent, but killed ({verdicts[key].value}): {_said(key)}"
        for key in listed
        if key in verdicts and key not in survivors
    ]
    faults += [
        f"listed as equivalent, but its file is no part of the law: {_said(key)}"
        for key in equivalents
        if not key[0].startswith("carnet/core/access/")
    ]
    return Findings(tuple(_count(file, verdicts, listed) for file in files), listed, tuple(faults))


def _count(file: str, verdicts: dict[Key, Verdict], listed: dict[Key, str]) -> Count:
    own = {key: verdict for key, verdict in verdicts.items() if key[0] == file}
    return Count(
        file,
        len(own),
        sum(verdict is Verdict.KILLED_BY_TABLES for verdict in own.values()),
        sum(verdict is Verdict.KILLED_BY_CORE_TESTS for verdict in own.values()),
        sum(verdict is Verdict.SURVIVED and key in listed for key, verdict in own.items()),
    )


def _said(key: Key) -> str:
    file, where, change = key
    return f"{file}, {where}: {change}"
