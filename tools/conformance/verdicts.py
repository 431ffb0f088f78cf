"""Reads what the Java validator said, and writes it as the tables of docs/conformance.md."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tools.conformance.packages import WANTED, Packages

PAGE = Path(__file__).parents[2] / "docs" / "conformance.md"
BEGIN, END = "<!-- verdicts -->", "<!-- end of verdicts -->"
LONGEST = 160
GRAVE = frozenset({"error", "fatal"})


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that the validator said of one file."""

    file: str
    severity: str
    place: str
    problem: str

    @property
    def resource(self) -> str:
        """The type of the resource that was judged."""
        return self.file.partition("-")[0]

    @property
    def kind(self) -> str:
        """The problem without what is of this file alone: values, numbers."""
        shortened = re.sub(r"\((?:codes = )?https?://[^)]*\)", "(…)", re.sub(r"'[^']{24,}'", "'…'", self.problem))
        return shortened if len(shortened) <= LONGEST else f"{shortened[:LONGEST]}…"


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What was judged, by which version, and every fault."""

    version: str
    judged: dict[str, int]
    faults: tuple[Fault, ...]

    @property
    def errors(self) -> tuple[Fault, ...]:
        """The faults that make a resource invalid."""
        return tuple(fault for fault in self.faults if fault.severity in GRAVE)


def read_verdicts(written: Path, resources: Iterable[Path]) -> Verdicts:
    """Read the file that ``Judge`` wrote about ``resources``."""
    version, *lines = written.read_text(encoding="utf-8").splitlines()
    judged = Counter(path.name.partition("-")[0] for path in resources)
    return Verdicts(version, dict(sorted(judged.items())), tuple(Fault(*line.split("\t", 3)) for line in lines))


def as_tables(verdicts: Verdicts, packages: Packages, *, on: date, note: str = "") -> str:
    """Write the verdicts: how many of each type were judged, and each kind of error or warning with its count.

    ``note``: a sentence about this run.
    """
    wrong = Counter(file.partition("-")[0] for file in {fault.file for fault in verdicts.errors})
    lines = [
        f"Run on {on.isoformat()} with HAPI FHIR {verdicts.version}. "
        f"Packages: {_names(packages.present) or 'none, FHIR R4 alone'}. Absent: {_names(packages.absent) or 'none'}.",
        *([note] if note else []),
        "",
        "| resource | judged | with errors |",
        "|---|---|---|",
        *(f"| {kind} | {count} | {wrong[kind]} |" for kind, count in verdicts.judged.items()),
        "",
        "| severity | times | what |",
        "|---|---|---|",
    ]
    said = Counter((fault.severity, fault.kind) for fault in verdicts.faults if fault.severity != "information")
    for (severity, kind), count in sorted(said.items(), key=lambda one: (one[0][0], -one[1], one[0][1])):
        lines.append(f"| {severity} | {count} | {kind.replace('|', '¦')} |")
    return "\n".join(lines)


def _names(packages: tuple[str, ...]) -> str:
    return ", ".join(f"{WANTED[name]} ({name})" for name in packages)


def write_down(tables: str) -> None:
    """Put the verdicts between their marks in docs/conformance.md."""
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    PAGE.write_text(f"{before}{BEGIN}\n{tables}\n{END}{after}", encoding="utf-8")
