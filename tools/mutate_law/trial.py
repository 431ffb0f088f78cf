"""One mutant tried: a process of its own loads the law with the change in it and runs the published cases."""

import gc
import importlib
import os
import signal
import sys
from collections.abc import Callable, Sequence
from enum import Enum
from functools import partial
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from pathlib import Path
from types import CodeType, ModuleType

from tools.mutate_law.core_tests import run_core_tests
from tools.mutate_law.law import CORE, MATRIX, ROOT, imports, module_name, needs_tables, standing_on
from tools.mutate_law.mutations import Mutant

TABLES = "carnet.core.access.cases.tables"
SECONDS = 120
"""A change may loop for ever: after that long it is told from the law, and so killed."""

HELD, BROKEN = 0, 1


class Verdict(Enum):
    """What noticed a mutant, if anything did."""

    KILLED_BY_TABLES = "tables"
    KILLED_BY_CORE_TESTS = "core tests"
    SURVIVED = "nothing"


class _MutatedFile(SourceFileLoader):
    """Loads a file as if it held another text, and keeps nothing of it on the disk."""

    def __init__(self, name: str, path: str, text: str) -> None:
        super().__init__(name, path)
        self._text = text

    def get_code(self, fullname: str) -> CodeType:
        """Compile the other text."""
        return compile(self._text, self.get_filename(fullname), "exec")


class _Mutation(MetaPathFinder):
    """Finds one module in its mutated form, and leaves the others to Python."""

    def __init__(self, mutant: Mutant) -> None:
        self._name = module_name(mutant.file)
        self._path = str(ROOT / mutant.file)
        self._text = mutant.text

    def find_spec(
        self,
        fullname: str,
        _path: Sequence[str] | None,
        _target: ModuleType | None = None,
    ) -> ModuleSpec | None:
        """Answer for that one module."""
        if fullname != self._name:
            return None
        return spec_from_file_location(fullname, self._path, loader=_MutatedFile(fullname, self._path, self._text))


def try_mutant(mutant: Mutant) -> Verdict:
    """Tell what notices a mutant: the published tables, else (outside the rules) the tests of ``tests/core``.

    Raises ``SyntaxError`` for a mutant that is no Python: it would prove nothing.
    """
    compile(mutant.text, mutant.file, "exec")
    if _in_a_child(lambda: _tables_hold(mutant)) != HELD:
        return Verdict.KILLED_BY_TABLES
    if not needs_tables(mutant.file) and _in_a_child(lambda: _core_tests_hold(mutant)) != HELD:
        return Verdict.KILLED_BY_CORE_TESTS
    return Verdict.SURVIVED


def try_cell(profile: str, profession: str, type_code: str) -> Verdict:
    """Tell whether the published tables notice a cell of the habilitation matrix that says the contrary."""
    held = _in_a_child(lambda: _tables_hold_with_cell(profile, profession, type_code)) == HELD
    return Verdict.SURVIVED if held else Verdict.KILLED_BY_TABLES


def sourced_cells() -> list[tuple[str, str, str]]:
    """Give the cells that a text decides, and no principle of ours: (profile, profession, type)."""
    matrix = importlib.import_module("carnet.core.access.matrix")
    return [
        (profile.stem, *key)
        for profile in sorted((CORE / "access" / "matrix").glob("[0-9]*.csv"))
        for key, cell in matrix.load_matrix(profile.stem).cells.items()
        if cell.provenance is not matrix.Provenance.DEFAULT
    ]


def _in_a_child(holds: Callable[[], bool]) -> int:
    """Ask in a process of its own, which keeps nothing; ``BROKEN`` when it answers no, fails or never ends."""
    sys.stdout.flush()
    sys.stderr.flush()
    child = os.fork()
    if child:
        _, status = os.waitpid(child, 0)
        return HELD if status == 0 else BROKEN
    answer = BROKEN
    try:
        signal.alarm(SECONDS)
        if holds():
            answer = HELD
    finally:
        os._exit(answer)


def _tables_hold(mutant: Mutant) -> bool:
    _load_with(mutant)
    return _every_row_holds(first=Path(mutant.file).stem)


def _every_row_holds(first: str = "") -> bool:
    """Run every row, those of the family named ``first`` before the others: they are the likeliest to notice."""
    tables = importlib.import_module(TABLES)
    cases = sorted(tables.all_cases(), key=lambda case: case.family != first)
    return all(tables.outcome(case) == case.answer for case in cases)


def _tables_hold_with_cell(profile: str, profession: str, type_code: str) -> bool:
    matrix = importlib.import_module("carnet.core.access.matrix")
    cells = matrix.load_matrix(profile).cells
    cell = cells[profession, type_code]
    cells[profession, type_code] = matrix.Cell(not cell.may_read, cell.provenance, cell.source)
    return _every_row_holds(first="matrix")


def _core_tests_hold(mutant: Mutant) -> bool:
    _load_with(mutant)
    return run_core_tests(mutant.file) == 0


def broken_already(files: Sequence[str]) -> list[str]:
    """Give what does not hold as it stands: until that is mended, no mutant of ``files`` proves anything."""
    tables = importlib.import_module(TABLES)
    rows = [case for case in tables.all_cases() if tables.outcome(case) != case.answer]
    broken = [f"{case.family}: {' | '.join(case.situation)} | {case.answer}" for case in rows]
    for file in files:
        if file != MATRIX and not broken:
            unchanged = Mutant(file, "", "nothing", (ROOT / file).read_text(encoding="utf-8"))
            if _in_a_child(partial(_tables_hold, unchanged)) != HELD:
                broken.append(f"{file}: loaded unchanged, it makes the tables fail")
    if not all(map(needs_tables, files)) and _in_a_child(lambda: run_core_tests() == 0) != HELD:
        broken.append("tests/core or tests/rules")
    return broken


def warm_up() -> None:
    """Load the law and its tables once, so that each child loads only what its change touches."""
    importlib.import_module(TABLES).all_cases()
    imports()
    gc.freeze()


def _load_with(mutant: Mutant) -> None:
    """Forget the module and all that stands on it; they are loaded again with the change."""
    for name in standing_on(module_name(mutant.file)):
        module = sys.modules.pop(name, None)
        parent, _, child = name.rpartition(".")
        if module is not None and getattr(sys.modules.get(parent), child, None) is module:
            delattr(sys.modules[parent], child)
    sys.meta_path.insert(0, _Mutation(mutant))
