"""``make mutants``: change the law one thing at a time; fail when a change goes unnoticed."""

import argparse
import sys
from collections.abc import Iterator, Sequence
from multiprocessing import get_context
from pathlib import Path

from tools.mutate_law import law, trial
from tools.mutate_law.findings import Findings, Key, findings_of, read_equivalents
from tools.mutate_law.law import MATRIX
from tools.mutate_law.mutations import Mutant, mutants_of
from tools.mutate_law.page import page_of
from tools.mutate_law.trial import Verdict

PAGE = law.ROOT / "docs" / "mutation.md"


def main(arguments: Sequence[str] | None = None, *, page: Path = PAGE) -> int:
    """Try every mutant and say what nobody noticed; 0 when the proof holds. ``page``: where ``--write`` writes."""
    parser = argparse.ArgumentParser(prog="make mutants", description="Mutate the law of access.")
    parser.add_argument("files", nargs="*", help="only these modules of the law, or carnet/core/access/matrix")
    parser.add_argument("--rules", action="store_true", help="only the rules and the sourced cells: some minutes")
    parser.add_argument("--write", action="store_true", help="write the result to docs/mutation.md")
    parser.add_argument("--processes", type=int, default=2, help="how many at a time")
    asked = parser.parse_args(arguments)
    known = [*law.laws(), MATRIX]
    rules = [file for file in known if "/rules/" in file or file == MATRIX]
    files = asked.files or (rules if asked.rules else known)
    if unknown := [file for file in files if file not in known]:
        parser.error(f"no part of the law: {', '.join(unknown)}")
    if asked.write and asked.files:
        parser.error("the page tells of the whole law: --write takes no file")
    before = law.fingerprint()
    trial.warm_up()
    if broken := trial.broken_already(files):
        print("Mend first what does not hold as it stands:", *broken, sep="\n", file=sys.stderr)
        return 1
    findings = run(files, processes=asked.processes)
    if law.fingerprint() != before:
        print("The law changed while it was tried: run the command again.", file=sys.stderr)
        return 1
    say(findings)
    if asked.write and not findings.faults:
        page.write_text(page_of(findings, is_whole=not asked.rules), encoding="utf-8", newline="\n")
    return 1 if findings.faults else 0


def run(files: Sequence[str], *, processes: int) -> Findings:
    """Try the mutants of these modules, and the sourced cells when the matrix is among them."""
    mutants = [
        mutant for file in files if file != MATRIX for mutant in mutants_of(file, (law.ROOT / file).read_text("utf-8"))
    ]
    cells = trial.sourced_cells() if MATRIX in files else []
    with get_context("fork").Pool(processes) as pool:
        verdicts = dict(pool.imap_unordered(_try_mutant, mutants, chunksize=4))
        verdicts |= dict(pool.imap_unordered(_try_cell, cells, chunksize=4))
    ordered = {key: verdicts[key] for key in _keys(mutants, cells)}
    return findings_of(ordered, read_equivalents(), files)


def _keys(mutants: Sequence[Mutant], cells: Sequence[tuple[str, str, str]]) -> Iterator[Key]:
    yield from (mutant.key for mutant in mutants)
    yield from (_cell_key(cell) for cell in cells)


def _try_mutant(mutant: Mutant) -> tuple[Key, Verdict]:
    return mutant.key, trial.try_mutant(mutant)


def _try_cell(cell: tuple[str, str, str]) -> tuple[Key, Verdict]:
    return _cell_key(cell), trial.try_cell(*cell)


def _cell_key(cell: tuple[str, str, str]) -> Key:
    profile, profession, type_code = cell
    return MATRIX, profile, f"profession {profession}, type {type_code}: the contrary"


def say(findings: Findings) -> None:
    """Print a line a module, then each fault."""
    for count in findings.counts:
        if count.mutants:
            print(
                f"{count.file}: {count.mutants} mutants, {count.by_tables} noticed by the tables, "
                f"{count.by_core_tests} by the tests of the core, {count.equivalent} change no answer"
            )
    for fault in findings.faults:
        print(fault, file=sys.stderr)
    print("The proof holds." if not findings.faults else f"The proof fails: {len(findings.faults)} faults.")


if __name__ == "__main__":
    sys.exit(main())
