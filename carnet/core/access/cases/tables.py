"""The rows of the tables, read from their Markdown files, each with the answer that it demands."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from carnet.core.access.cases.words import facts_of
from carnet.core.access.decide import decide
from carnet.core.access.decision import Decision, Permit
from carnet.core.access.facts import Facts

COLUMNS = ("action", "qui", "lien", "document", "visibilité", "dossier", "réponse")


@dataclass(frozen=True, slots=True)
class Case:
    """One row: the situation in words, and the answer in words (``oui: PRO-01``, ``non: BLK-01``, ``rien: MSK-01``)."""

    family: str
    situation: tuple[str, str, str, str, str, str]
    answer: str

    @property
    def rules(self) -> tuple[str, ...]:
        """The identifiers that the answer names."""
        return tuple(self.answer.partition(": ")[2].split(", "))

    def facts(self) -> Facts:
        """The facts of the situation."""
        return facts_of(*self.situation)


class MalformedTableError(ValueError):
    """A table does not have the columns that every table has."""


def answer_of(decision: Decision) -> str:
    """Say a decision in the words of the tables: « rien » is a refusal that must look like an absence."""
    rules = ", ".join(reason.rule for reason in decision.reasons)
    if isinstance(decision, Permit):
        return f"oui: {rules}"
    return f"rien: {rules}" if decision.must_look_absent else f"non: {rules}"


def outcome(case: Case) -> str:
    """Decide a row, in the words of the tables."""
    return answer_of(decide(case.facts()))


@cache
def all_cases() -> tuple[Case, ...]:
    """Read every row of every table, families in alphabetical order, rows in theirs.

    Raises ``MalformedTableError`` for a file whose table has other columns.
    """
    folder = files("carnet.core.access.cases")
    cases: list[Case] = []
    for name in sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".md")):
        rows = [
            [cell.strip() for cell in line.strip().strip("|").split("|")]
            for line in (folder / name).read_text(encoding="utf-8").splitlines()
            if line.lstrip().startswith("|")
        ]
        if not rows or tuple(rows[0]) != COLUMNS or any(len(row) != len(COLUMNS) for row in rows):
            raise MalformedTableError(name)
        for row in rows[2:]:
            action, who, tie, document, hidden, record, answer = row
            cases.append(Case(name.removesuffix(".md"), (action, who, tie, document, hidden, record), answer))
    return tuple(cases)
