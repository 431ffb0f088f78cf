"""What docs/security/asvs.md says is proved is proved by tests that exist, and nothing of the list is left out."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "security" / "asvs.md"
ROW = re.compile(r"^\| (\d+\.\d+\.\d+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$")
TEST = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")

ASKED = (
    *("6.1.1", "6.1.3", "6.2.1", "6.2.4", "6.2.12", "6.3.3", "6.3.4", "6.3.5", "6.3.6", "6.3.7", "6.3.8"),
    *("6.4.1", "6.4.3", "6.4.4", "6.4.6", "6.5.1", "6.5.2", "6.5.3", "6.5.4", "6.5.5", "6.6.1", "6.6.2", "6.6.3"),
    *("6.8.1", "6.8.4", "7.2.3", "7.2.4", "7.3.1", "7.3.2", "7.4.1", "7.4.2", "7.4.3", "7.4.5"),
    *("7.5.1", "7.5.2", "7.5.3"),
)
"""What the design names of V6 and V7 (security.md 4.2)."""


def rows() -> list[tuple[str, str, str]]:
    """Each requirement, its answer, and what proves it or why not."""
    found = (ROW.match(line) for line in PAGE.read_text(encoding="utf-8").splitlines())
    return [(row[1], row[3].strip(), row[4].strip()) for row in found if row is not None]


def names_in(path: str) -> set[str]:
    """The tests that a module has."""
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_every_requirement_of_the_list_has_one_row() -> None:
    assert sorted(identifier for identifier, _, _ in rows()) == sorted(ASKED)


@pytest.mark.parametrize(("identifier", "answer", "why"), rows(), ids=[identifier for identifier, _, _ in rows()])
def test_a_requirement_is_answered_and_what_proves_it_exists(identifier: str, answer: str, why: str) -> None:
    named = TEST.findall(why)
    assert answer in {"Met", "Deviation", "Not applicable"}, identifier
    assert named or answer != "Met", f"{identifier} is said to be met, and nothing proves it"
    assert len(why) > 20, f"{identifier} has no reason"
    assert [f"{path}::{name}" for path, name in named if name not in names_in(path)] == []
