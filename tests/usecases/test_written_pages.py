"""The pages that the code writes about itself say all of it."""

from carnet.core.access.actions import Action
from carnet.core.access.cases.tables import all_cases
from carnet.core.access.rules import RULES
from carnet.core.audit.events import SecurityAct
from carnet.core.vocabulary.document_types import document_types
from carnet.usecases.policy.write_references import (
    FRENCH,
    write_audit_catalogue,
    write_error_catalogue,
    write_page_table,
    write_route_table,
)
from carnet.usecases.policy.write_rulebook import write_rulebook


def test_every_rule_has_its_page_with_its_sentence_its_source_and_its_cases() -> None:
    pages = write_rulebook()
    for rule in RULES:
        page = pages[f"{rule.id}.md"]
        assert f"# {rule.id} — {rule.sentence}" in page
        assert rule.source in page
        assert "carnet/core/access/rules/" in page
        answers = [case.answer for case in all_cases() if rule.id in case.rules]
        assert answers
        assert all(answer in page for answer in answers)
        assert f"[{rule.id}]({rule.id}.md)" in pages["README.md"]
    assert set(pages) == {f"{rule.id}.md" for rule in RULES} | {"README.md", "matrice-2018.md", "matrice-2026.md"}


def test_a_matrix_shows_every_type_of_document() -> None:
    matrix = write_rulebook()["matrice-2018.md"]
    assert all(f"| {code} | {known.code.label} |" in matrix for code, known in document_types().items())


def test_every_act_that_can_be_traced_has_its_french_sentence_and_its_line() -> None:
    acts = {*Action, *SecurityAct}
    assert set(FRENCH) == acts
    catalogue = write_audit_catalogue()
    assert all(f"| `{act.value}` | {FRENCH[act]} |" in catalogue for act in acts)


def test_routes_are_written_as_they_are() -> None:
    assert "| `GET` | `Binary/{id}` |  |" in write_route_table([("GET", "Binary/{id}", "")])
    assert "| `/dossier/` | `home` | `tous` |  |" in write_page_table([("/dossier/", "home", "tous", "")])


def test_every_defect_that_stands_in_the_code_stands_in_the_catalogue_and_nothing_else() -> None:
    sources = {
        "a.py": 'Defect("b-code", where, "It is wrong.", "Mend it.")\nDefect(code, where, "x", "y")\nother("c-code")',
        "b.py": 'Defect("a-code", where, f"It is {what}.", "Mend it.")\nDefect("b-code")\nDefect()',
    }
    rows = [line for line in write_error_catalogue(sources).splitlines() if line.startswith("| `")]
    assert rows == ["| `a-code` |  | `b.py` |", "| `b-code` | It is wrong. | `a.py` `b.py` |"]
