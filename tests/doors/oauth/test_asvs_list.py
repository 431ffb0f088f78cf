"""What docs/security/oauth.md says is proved is proved by tests that exist."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
PAGE = ROOT / "docs" / "security" / "oauth.md"
ROW = re.compile(r"^\| (10\.\d+\.\d+|RFC 8693 [\d.]+) \| [^|]+ \| (Met|Deviation) \| ([^|]+) \|$", re.MULTILINE)
TEST = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")


def names_in(path: str) -> set[str]:
    """The tests that a module has."""
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_each_requirement_is_answered_once_and_what_proves_it_exists() -> None:
    rows = ROW.findall(PAGE.read_text(encoding="utf-8"))
    assert len(rows) == len({identifier for identifier, _, _ in rows}) == 25
    for identifier, answer, why in rows:
        named = TEST.findall(why)
        assert named or answer == "Deviation", f"{identifier} is said to be met, and nothing proves it"
        assert [name for path, name in named if name not in names_in(path)] == [], identifier
