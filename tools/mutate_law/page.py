"""The page of the result, docs/mutation.md: no date and no duration, so that it changes only with the law."""

from tools.mutate_law.findings import Count, Findings

HEAD = """\
<!-- Written by `make mutants ARGS=--write`: do not edit it here. -->

# Mutation of the law

`make mutants` changes the law of access one small thing at a time, and asks each time whether somebody notices:

- in every module of `carnet/core/access` and of its rules (but those that only read its files or put its answers into
  words: `BESIDE_THE_LAW` in `tools/mutate_law/law.py`), each condition is negated, loses each of its parts, has `and`
  and `or` exchanged, `<` and `<=`, `is` and `is not`, `in` and `not in`; each set loses each member; each yes-or-no
  function answers always yes, always no; each true is false; each rule that names its gate is moved to the other;
- each cell of the habilitation matrices that a text decides says the contrary. (The cells of ours are compared with
  the written principles they follow, by `tests/rules/test_matrix_principles.py`.)

The published tables (`carnet/core/access/cases`) must notice every change of a rule and every changed cell. What a
rule stands on, what a refused person is told and what a question about a record's existence answers may also be
noticed by the tests of `tests/core`. A change that nothing notices makes the command fail, unless it is listed
(`tools/mutate_law/equivalents.csv`) as one that changes no answer, with the reason; a listed change that has gone, or
that something notices after all, makes the command fail too.

| module | mutants | noticed by the tables | by the tests of the core only | change no answer |
|---|--:|--:|--:|--:|
"""


def page_of(findings: Findings, *, is_whole: bool) -> str:
    """Write the page: a line a module, the total, then each equivalent with its reason.

    ``is_whole``: whether what the rules stand on was tried too.
    """
    counts = [count for count in findings.counts if count.mutants]
    total = Count(
        "together",
        sum(count.mutants for count in counts),
        sum(count.by_tables for count in counts),
        sum(count.by_core_tests for count in counts),
        sum(count.equivalent for count in counts),
    )
    parts = [HEAD, *(_line(f"`{count.file}`", count) for count in counts), _line("**together**", total)]
    if not is_whole:
        parts.append("\nThis run (`--rules`) tried the rules and the cells, and nothing of what they stand on.\n")
    parts.append("\n## Changes that change no answer\n")
    for file in dict.fromkeys(key[0] for key in findings.equivalents):
        parts.append(f"\n`{file}`\n\n")
        parts += [
            f"- `{where}`, `{change}`: {reason}\n"
            for (its_file, where, change), reason in findings.equivalents.items()
            if its_file == file
        ]
    return "".join(parts)


def _line(name: str, count: Count) -> str:
    return f"| {name} | {count.mutants} | {count.by_tables} | {count.by_core_tests} | {count.equivalent} |\n"
