"""The mutation of the law is itself able to fail: it tells what nobody guards, and what it lists wrongly."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from carnet.config.home import ROOT
from tools.mutate_law.findings import MalformedEquivalentsError, findings_of, read_equivalents
from tools.mutate_law.mutations import mutants_of
from tools.mutate_law.page import page_of
from tools.mutate_law.trial import Verdict

SUPPORT = "carnet/core/access/rules/support.py"
MATRIX = "carnet/core/access/matrix"
UNGUARDED = '''

@forbid("SUP-99", "Une règle que rien ne garde.", source="aucune")
def unguarded(facts: Facts) -> bool:
    """No row tells of it."""
    return isinstance(facts.actor, SupportAgent) and facts.tie.is_treating_physician
'''

Run = Callable[[str], subprocess.CompletedProcess[str]]


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A copy of the law and of the tool, which a test may spoil."""
    (tmp_path / "carnet").mkdir()
    (tmp_path / "carnet" / "__init__.py").touch()
    left_out = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "carnet" / "core", tmp_path / "carnet" / "core", ignore=left_out)
    shutil.copytree(ROOT / "tools", tmp_path / "tools", ignore=left_out)
    (tmp_path / "tools" / "mutate_law" / "equivalents.csv").write_text("file,where,change,reason\n", encoding="utf-8")
    return tmp_path


@pytest.fixture
def run(house: Path) -> Run:
    """Run the command in the copy, on one module."""

    def run_it(file: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "tools.mutate_law", file]
        return subprocess.run(command, cwd=house, capture_output=True, text=True, check=False)

    return run_it


def append(path: Path, text: str) -> None:
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


def test_a_rule_that_its_rows_guard_passes(run: Run) -> None:
    ran = run(SUPPORT)
    assert ran.returncode == 0, ran.stderr
    assert "The proof holds." in ran.stdout


def test_a_rule_that_no_row_guards_is_told(house: Path, run: Run) -> None:
    append(house / SUPPORT, UNGUARDED)
    ran = run(SUPPORT)
    assert ran.returncode == 1
    assert f"survives: {SUPPORT}, unguarded: always False" in ran.stderr
    assert "account_only" not in ran.stderr


def test_a_sourced_cell_that_no_row_guards_is_told(house: Path, run: Run) -> None:
    for table in (house / "carnet" / "core" / "access" / "cases").glob("*.md"):
        lines = table.read_text(encoding="utf-8").splitlines(keepends=True)
        table.write_text("".join(line for line in lines if "EXPPAT_3" not in line), encoding="utf-8")
    ran = run(MATRIX)
    assert ran.returncode == 1
    assert f"survives: {MATRIX}, 2026: profession 40, type EXPPAT_3: the contrary" in ran.stderr


def test_a_listed_equivalent_that_no_longer_exists_is_told(house: Path, run: Run) -> None:
    append(house / "tools/mutate_law/equivalents.csv", f"{SUPPORT},account_only,drop nothing,It was once so.\n")
    ran = run(SUPPORT)
    assert ran.returncode == 1
    assert f"listed as equivalent, but no longer exists: {SUPPORT}, account_only: drop nothing" in ran.stderr


def test_a_listed_equivalent_that_a_row_notices_is_told(house: Path, run: Run) -> None:
    append(house / "tools/mutate_law/equivalents.csv", f"{SUPPORT},account_only,always False,A mistake.\n")
    ran = run(SUPPORT)
    assert ran.returncode == 1
    assert f"listed as equivalent, but killed (tables): {SUPPORT}, account_only: always False" in ran.stderr


def test_nothing_is_proved_by_tables_that_do_not_hold(house: Path, run: Run) -> None:
    table = house / "carnet" / "core" / "access" / "cases" / "support.md"
    table.write_text(table.read_text(encoding="utf-8").replace("non: SUP-01", "non: SUP-02"), encoding="utf-8")
    ran = run(SUPPORT)
    assert ran.returncode == 1
    assert "Mend first" in ran.stderr


def test_a_module_that_is_no_part_of_the_law_is_refused(run: Run) -> None:
    ran = run("carnet/core/identifiers.py")
    assert ran.returncode == 2
    assert "no part of the law" in ran.stderr


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        ("def f(a, b):\n    return a and b\n", ["negate a and b", "and → or in a and b", "drop a", "drop b"]),
        ("def f(a, b):\n    return a < b\n", ["a < b → a <= b", "negate a < b"]),
        ("def f(a):\n    return a is None\n", ["a is None → a is not None"]),
        ("def f(a):\n    return a in (1, 2)\n", ["a in (1, 2) → a not in (1, 2)", "without 1", "without 2"]),
        ("def f(a) -> bool:\n    return g(a)\n", ["always True", "always False", "negate g(a)"]),
        ("def f(a):\n    if not a:\n        return 1\n", ["not a → a"]),
        ("def f(a):\n    return any(a)\n", ["any(a) → all(a)"]),
        ("KNOWN = frozenset({'A', 'B'})\n", ["without 'A'", "without 'B'"]),
        ("BOTH = ONE | OTHER\n", ["ONE | OTHER → ONE", "ONE | OTHER → OTHER"]),
        ("class Tie:\n    is_blocked: bool = False\n", ["False → True"]),
        ("@forbid('X', gate=Gate.DOCUMENT)\ndef f(a):\n    return 1\n", ["Gate.DOCUMENT → Gate.RECORD"]),
        ("def f(a: int | None) -> str | None:\n    '''True and False.'''\n    return a\n", []),
    ],
)
def test_each_change_that_may_be_made_is_made_once(text: str, changes: list[str]) -> None:
    mutants = mutants_of("law.py", text)
    assert sorted(changes) == sorted(
        change for change in (mutant.change for mutant in mutants) if change not in {"negate a", "negate b"}
    )
    assert all(mutant.text != text for mutant in mutants)
    for mutant in mutants:
        compile(mutant.text, "law.py", "exec")


def test_two_changes_that_read_alike_have_two_names() -> None:
    mutants = mutants_of("law.py", "def f(a, b):\n    g(True, b)\n    g(a, True)\n")
    assert [mutant.key for mutant in mutants] == [("law.py", "f", "True → False"), ("law.py", "f", "True → False #2")]
    assert mutants[1].text == "def f(a, b):\n    g(True, b)\n    g(a, (False))\n"


def test_words_with_accents_before_a_condition_move_nothing() -> None:
    (mutant,) = mutants_of("law.py", "NAMES = ('é', ONE < TWO)[a is b]\n")[-1:]
    assert mutant.text == "NAMES = ('é', ONE < TWO)[(a is not b)]\n"


@pytest.mark.parametrize(
    "text",
    [
        "file,where,change\n",
        "file,where,change,reason\na.py,f,drop x, \n",
        "file,where,change,reason\na.py,f,drop x,yes\na.py,f,drop x,again\n",
    ],
)
def test_a_list_of_equivalents_without_its_reasons_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "equivalents.csv").write_text(text, encoding="utf-8")
    with pytest.raises(MalformedEquivalentsError):
        read_equivalents(tmp_path / "equivalents.csv")


def test_the_page_counts_who_noticed_what_and_gives_each_reason() -> None:
    file = "carnet/core/access/told.py"
    verdicts = {
        (file, "told", "a"): Verdict.KILLED_BY_TABLES,
        (file, "told", "b"): Verdict.KILLED_BY_CORE_TESTS,
        (file, "told", "c"): Verdict.SURVIVED,
    }
    findings = findings_of(verdicts, {(file, "told", "c"): "Nothing depends on it."}, [file])
    assert findings.faults == ()
    page = page_of(findings, is_whole=True)
    assert f"| `{file}` | 3 | 1 | 1 | 1 |" in page
    assert "- `told`, `c`: Nothing depends on it." in page
