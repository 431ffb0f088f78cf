"""The tests of the law that need no database, run in this process."""

import os
import re
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tools.mutate_law.law import ACCESS, ROOT, module_name

QUIETLY = ("-W", "ignore::pytest.PytestAssertRewriteWarning")
"""Hypothesis is loaded before pytest could rewrite it: nothing of the project is."""

BEYOND = re.compile(r"^from (carnet\.(?!core\b)|tests\.store)", re.MULTILINE)
"""What a test of the core alone does not import."""


def core_tests(file: str = ACCESS) -> list[list[str]]:
    """Find the tests of the law that need no database: for a module, those that name it, then the slow others.

    Of ``tests/rules``, only those that name it, and never the one that runs the tables: this tool runs them itself.
    ``file``: a module, or the folder of all of them for every test.
    """
    texts = {
        path: path.read_text(encoding="utf-8")
        for folder in ("core", "rules")
        for path in sorted((ROOT / "tests" / folder).glob("test_*.py"))
        if path.name != "test_tables.py"
    }
    texts = {path: text for path, text in texts.items() if "carnet.core.access" in text and not BEYOND.search(text)}
    named = re.compile(rf"^from {re.escape(module_name(file))}\b", re.MULTILINE)
    likeliest = [path for path, text in texts.items() if named.search(text) and "hypothesis" not in text]
    others = [path for path in texts if path not in likeliest and path.parent.name == "core"]
    slow_last = sorted(others, key=lambda path: "hypothesis" in texts[path])
    return [[str(path) for path in group] for group in (likeliest, slow_last) if group]


def run_core_tests(file: str = ACCESS) -> int:
    """Run them here and now, without the database nor the chance of the day; 0 when all hold."""
    settings.register_profile(
        "mutants",
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=[HealthCheck.too_slow],
    )
    settings.load_profile("mutants")
    asked = ["-x", "-n0", "--noconftest", "-p", "no:randomly", *QUIETLY]
    with Path(os.devnull).open("w") as nowhere, redirect_stdout(nowhere), redirect_stderr(nowhere):
        return next((1 for group in core_tests(file) if pytest.main([*asked, *group]) != 0), 0)
