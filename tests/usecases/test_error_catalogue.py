"""The catalogue of errors is read from the code: every code is in it, with its sentence, its remedy, its statuses."""

import ast
from pathlib import Path

import pytest

import carnet
from carnet.config.error_catalogue import answered, catalogue
from carnet.core.access.decision import Refusal, Told
from carnet.doors.fhir.outcome import of_refusal
from carnet.usecases.policy.read_errors import Answered, code_of, read_errors
from carnet.usecases.policy.write_errors import write_error_catalogue
from tests.core.test_standing import asked_by

ENTRIES = {one.code: one for one in catalogue()}
AN_ANSWER = {200, 201, 400, 401, 403, 404, 405, 406, 409, 410, 412, 413, 415, 422, 429, 500, 503}


def test_a_code_is_found_wherever_it_is_written_out_and_nowhere_else() -> None:
    sources = {
        "a.py": 'Defect("b-code", f"x[{i}]", "It is wrong.", "Mend it.")\nDefect(code, w, "x", "y")\nother("c-code")',
        "b.py": 'problem = f"It is {what}."\nDefect("a-code", "where", problem, "Mend it.")\nDefect()',
        "c.py": 'def differ(code, problem, remedy): ...\ndiffer("d-code", "They differ.", "Send one.")',
        "d.py": 'T = {1: "e-code"}\nDefect(T[x], "w", "Left out.", "Nothing to do.")',
        "e.py": 'issue("x", "f-code" if new else "g-code", "New." if new else "Known.")',
    }
    found = {one.code: one for one in read_errors(sources, {"b-code": Answered((422,), "")})}
    ours = {name: found[name] for name in found if name.endswith("-code")}
    assert list(ours) == ["a-code", "b-code", "d-code", "e-code", "f-code", "g-code"]
    assert (ours["a-code"].problem, ours["a-code"].remedy) == ("It is ….", "Mend it.")
    assert (ours["b-code"].where, ours["b-code"].statuses, ours["b-code"].sources) == ("x[…]", (422,), ("a.py",))
    assert ours["d-code"].problem == "They differ."
    assert (ours["f-code"].problem, ours["g-code"].problem) == ("New.", "Known.")


def test_every_code_says_what_is_wrong_and_what_to_do() -> None:
    assert [one.code for one in catalogue() if not one.problem.strip("… ")] == []
    assert [one.code for one in catalogue() if not one.remedy.strip("… ") and one.statuses] == []


def test_every_refusal_is_in_it_with_the_status_that_it_is_answered_by() -> None:
    for one in Told:
        entry = ENTRIES[code_of(one)]
        assert entry.is_refusal
        assert entry.problem == one.value
        answer = of_refusal(Refusal(asked_by("médecin"), (), one))
        assert answer.resource is not None
        assert answer.resource["issue"][0]["details"]["coding"][0]["code"] == entry.code
        assert answer.status in entry.statuses


def test_the_table_of_answers_is_about_codes_that_exist_and_says_each_once() -> None:
    assert set(answered()) - set(ENTRIES) == set()
    assert all(set(one.statuses) <= AN_ANSWER for one in answered().values())


def test_every_code_that_the_door_itself_writes_has_its_statuses() -> None:
    root = Path(carnet.__file__).parent
    here = {path.relative_to(root.parent).as_posix() for path in (root / "doors" / "fhir").rglob("*.py")}
    assert [one.code for one in catalogue() if set(one.sources) & here and not one.statuses] == []


@pytest.mark.parametrize(
    "code", ["wrong-hash", "no-access", "version-differs", "rtf-object", "unknown-search-parameter"]
)
def test_the_page_has_a_line_for_each_code(code: str) -> None:
    page = write_error_catalogue(catalogue())
    assert f"| `{code}` | {' '.join(map(str, ENTRIES[code].statuses))} |" in page
    assert page.count("\n| `") == len(ENTRIES)


def test_every_defect_of_the_code_that_is_written_out_is_found_by_its_name() -> None:
    root = Path(carnet.__file__).parent
    written = {
        node.args[0].value
        for path in root.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Defect" and node.args
        if isinstance(node.args[0], ast.Constant)
    }
    assert written - set(ENTRIES) == set()
