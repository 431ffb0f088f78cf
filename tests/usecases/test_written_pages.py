"""The pages that the code writes about itself say all of it."""

import json
from dataclasses import replace

from carnet.core.access.actions import Action
from carnet.core.access.cases.tables import all_cases, answer_of
from carnet.core.access.decide import decide
from carnet.core.access.english import english_of
from carnet.core.access.policy import load_policy, our_policies
from carnet.core.access.rules import RULES
from carnet.core.audit.events import SecurityAct
from carnet.core.vocabulary.document_types import document_types
from carnet.usecases.policy.compare_policies import compare_policies
from carnet.usecases.policy.tell_policy import tell_difference
from carnet.usecases.policy.write_references import (
    FRENCH,
    write_audit_catalogue,
    write_page_table,
    write_route_table,
)
from carnet.usecases.policy.write_rulebook import write_rulebook
from carnet.usecases.policy.write_rules_as_json import write_rules_as_json


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
    assert set(pages) == {f"{rule.id}.md" for rule in RULES} | {
        "README.md",
        "matrice-2018.md",
        "matrice-2026.md",
        "profil-2018.md",
        "profil-2026.md",
        "de-2018-a-2026.md",
        "rulebook.json",
    }


def test_every_rule_is_also_said_in_english() -> None:
    pages = write_rulebook()
    assert all(f"- *In English*: {english_of(rule.id)}" in pages[f"{rule.id}.md"] for rule in RULES)


def test_what_changes_between_two_policies_is_told_in_plain_words() -> None:
    page = write_rulebook()["de-2018-a-2026.md"]
    assert "`structure_counts_as_author` : non → **oui** — La structure qui a écrit un document en est" in page
    assert "### Pharmacien (21)" in page
    assert "- lister / médecin du travail / autorisé (forbidden_uses.md) : non: USE-02 → **oui: PRO-01**" in page


def test_a_policy_compared_with_itself_changes_nothing() -> None:
    difference = compare_policies(load_policy("2018"), load_policy("2018"))
    assert (difference.values, difference.professions, difference.cases) == ((), (), ())
    assert tell_difference(difference).count("Aucun") == 3


def test_every_cell_that_changes_is_told_and_no_other() -> None:
    older, newer = load_policy("2018"), load_policy("2026")
    told = {
        (one.profession.value, kind.value)
        for one in compare_policies(older, newer).professions
        for kind in (*one.gained, *one.lost)
    }
    cells = older.matrix.cells.keys() | newer.matrix.cells.keys()
    assert told == {key for key in cells if older.matrix.allows(*key) != newer.matrix.allows(*key)}


def test_every_situation_that_ends_otherwise_is_told() -> None:
    told = {one.case.situation[:5] for one in compare_policies(load_policy("2018"), load_policy("2026")).cases}
    expected = set()
    for case in all_cases():
        before, after = (decide(replace(case.facts(), policy=load_policy(name))) for name in ("2018", "2026"))
        if answer_of(before) != answer_of(after):
            expected.add(case.situation[:5])
    assert told == expected


def test_the_file_for_programs_holds_every_rule_case_and_cell() -> None:
    text = write_rules_as_json(our_policies())
    book = json.loads(text)
    assert [rule["id"] for rule in book["rules"]] == [rule.id for rule in RULES]
    assert [case["answer"] for case in book["cases"]] == [case.answer for case in all_cases()]
    for written, policy in zip(book["policies"], our_policies(), strict=True):
        assert {name: one["value"] for name, one in written["values"].items()} == policy.values()
        for (profession, kind), cell in policy.matrix.cells.items():
            answer, provenance, place = written["matrix"][profession][kind].split()
            assert (answer == "Y", provenance) == (cell.may_read, cell.provenance.value)
            assert written["sources"][int(place)] == cell.source
    assert write_rules_as_json(our_policies()) == text


def test_the_facts_of_a_case_are_written_whole_but_for_what_is_empty() -> None:
    book = json.loads(write_rules_as_json(our_policies()))
    case = next(one for one in book["cases"] if one["who"] == "podologue" and one["action"] == "lire")
    facts = case["facts"]
    assert (facts["action"], facts["actor"]["is"], facts["actor"]["profession"]) == (
        "read-document",
        "Professional",
        "80",
    )
    assert facts["policy"] == "2018"
    assert "blob" not in facts["document"]
    assert facts["document"]["confidentiality"] == sorted(facts["document"]["confidentiality"])


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
