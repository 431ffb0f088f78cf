"""Read the law as it stands in the code: each rule, its family, its source, and every case that demands it."""

import inspect
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from carnet.core.access.cases.tables import Case, all_cases
from carnet.core.access.decision import Effect
from carnet.core.access.rule import Gate, Rule
from carnet.core.access.rules import FAMILIES
from carnet.core.access.told import SAID_PLAINLY
from carnet.core.access.why import Sentence, sentences_of


@dataclass(frozen=True, slots=True)
class RuleEntry:
    """One rule. ``place``: the file and the line of its condition. ``cases``: the rows whose answer names it.

    ``is_secret``: whether what it forbids must look absent.
    """

    id: str
    family: str
    sentence: Sentence
    source: str
    effect: Effect
    gate: Gate
    is_secret: bool
    place: str
    cases: tuple[Case, ...]


@dataclass(frozen=True, slots=True)
class RuleFamily:
    """Rules that go together. ``name``: of their table; ``title``: the first line of their module."""

    name: str
    title: str
    rules: tuple[RuleEntry, ...]


@cache
def read_rulebook() -> tuple[RuleFamily, ...]:
    """Give every family with its rules, in reading order."""
    families = []
    for module in FAMILIES:
        name = module.__name__.rpartition(".")[2]
        rules = [value for value in vars(module).values() if isinstance(value, Rule)]
        title = (module.__doc__ or "").splitlines()[0]
        families.append(RuleFamily(name, title, tuple(_entry(rule, name) for rule in rules)))
    return tuple(families)


def find_rule(identifier: str) -> RuleEntry | None:
    """Find one rule by its identifier."""
    return next((rule for family in read_rulebook() for rule in family.rules if rule.id == identifier), None)


def _entry(rule: Rule, family: str) -> RuleEntry:
    return RuleEntry(
        id=rule.id,
        family=family,
        sentence=sentences_of(rule.id),
        source=rule.source,
        effect=rule.effect,
        gate=rule.gate,
        is_secret=rule.reason.is_secret and rule.id not in SAID_PLAINLY,
        place=_place(rule),
        cases=tuple(case for case in all_cases() if rule.id in case.rules),
    )


def _place(rule: Rule) -> str:
    """Tell the file and the line of a rule's condition, as a reader of the repository finds them."""
    path = Path(inspect.getsourcefile(rule.condition) or "")
    _, line = inspect.getsourcelines(rule.condition)
    return f"{path.relative_to(Path(inspect.getsourcefile(Rule) or '').parents[3])}:{line}"
