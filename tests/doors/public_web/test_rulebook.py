"""The law on pages that anybody may open: every rule, every policy, what changes, and the file for programs."""

import json

import pytest
from django.test import Client

from carnet.core.access.cases.tables import all_cases, answer_of
from carnet.core.access.decide import decide
from carnet.core.access.rules import RULES
from carnet.core.vocabulary.document_types import document_types
from tests.markup import faults_of, texts_of

ROOT = "/qui-peut-voir-quoi/"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_has_a_page_that_is_well_made_and_links_from_the_list(visitor: Client, rule: object) -> None:
    identifier = getattr(rule, "id", "")
    page = visitor.get(f"{ROOT}regles/{identifier}/")
    assert page.status_code == 200
    assert faults_of(page.text) == []
    assert texts_of(page.text, "h1") == [f"Règle {identifier}"]
    assert f'href="{ROOT}regles/{identifier}/"' in visitor.get(ROOT).text


def test_a_rule_is_read_in_the_language_of_the_page(visitor: Client) -> None:
    address = f"{ROOT}regles/BLK-01/"
    assert "ne consulte jamais" in texts_of(visitor.get(address).text, "blockquote")[0]
    visitor.cookies["affichage"] = "en.auto.normal"
    assert "never reads" in texts_of(visitor.get(address).text, "blockquote")[0]
    assert "never reads" in visitor.get(ROOT).text


def test_a_rule_shows_the_situations_that_are_tried_against_it(visitor: Client) -> None:
    page = visitor.get(f"{ROOT}regles/EMG-02/").text
    expected = [case for case in all_cases() if "EMG-02" in case.rules]
    assert len([row for row in texts_of(page, "tr") if "EMG-02" in row]) == len(expected)


def test_a_secret_rule_says_that_the_document_looks_absent(visitor: Client) -> None:
    words = "La même chose que si le document n’existait pas"
    assert words in visitor.get(f"{ROOT}regles/MSK-01/").text
    assert words not in visitor.get(f"{ROOT}regles/BLK-01/").text


@pytest.mark.parametrize("year", ["2018", "2026"])
def test_a_matrix_says_of_every_document_who_reads_it(visitor: Client, year: str) -> None:
    page = visitor.get(f"{ROOT}profils/{year}/").text
    codes = {code for code, known in document_types().items() if known.shelf is not None}
    assert codes
    assert codes <= set(texts_of(page, "span"))
    assert any(cell.startswith("Personne") for cell in texts_of(page, "td"))


def test_the_two_examples_of_the_texts_are_closed_by_a_text(visitor: Client) -> None:
    cells = texts_of(visitor.get(f"{ROOT}profils/2018/").text, "td")
    assert any("Fermé par un texte : Pédicure-Podologue (texte officiel)" in cell for cell in cells)
    assert any("Fermé par un texte : Orthophoniste (source secondaire)" in cell for cell in cells)


def test_the_policy_that_decides_here_is_said(visitor: Client) -> None:
    page = visitor.get(f"{ROOT}profils/").text
    assert page.count("Décide ici") == 1
    assert page.index("Profil 2018") < page.index("Décide ici") < page.index("Profil 2026")


def test_what_changes_between_two_policies_is_told(visitor: Client) -> None:
    page = visitor.get(f"{ROOT}profils/2018/2026/").text
    assert "Non → Oui" in texts_of(page, "dd")
    assert "Pharmacien" in texts_of(page, "summary")
    assert any("médecin du travail" in one for one in texts_of(page, "th"))
    assert visitor.get(f"{ROOT}profils/2018/2018/").text.count("Rien ne change ici.") == 3


@pytest.mark.parametrize(
    "address", ["regles/XXX-01/", "regles/blk-01/", "profils/1804/", "profils/2018/1804/", "profils/1804/2018/"]
)
def test_what_nobody_wrote_is_not_found(visitor: Client, address: str) -> None:
    assert visitor.get(f"{ROOT}{address}").status_code == 404


def test_a_program_gets_every_case_with_its_facts_and_its_answer(visitor: Client) -> None:
    answer = visitor.get(f"{ROOT}regles.json")
    assert answer["Content-Type"] == "application/json; charset=utf-8"
    book = json.loads(answer.content)
    assert [rule["id"] for rule in book["rules"]] == [rule.id for rule in RULES]
    assert [case["answer"] for case in book["cases"]] == [answer_of(decide(case.facts())) for case in all_cases()]
    assert {policy["name"] for policy in book["policies"]} == {"2018", "2026"}
