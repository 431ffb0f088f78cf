"""Every row of every decision table, and what marries the tables to the rules."""

import pytest

from carnet.core.access import rules
from carnet.core.access.cases.tables import Case, all_cases, outcome
from carnet.core.access.cases.words import UnknownWordError, facts_of
from carnet.core.access.rule import Rule
from carnet.core.access.rules import FAMILIES, RULES


@pytest.mark.parametrize("case", all_cases(), ids=lambda case: f"{case.family}: {' / '.join(case.situation)}")
def test_each_situation_gets_the_answer_that_its_row_demands(case: Case) -> None:
    assert outcome(case) == case.answer


def test_every_rule_has_a_row_and_every_row_a_rule() -> None:
    named = {rule for case in all_cases() for rule in case.rules} - {"DEFAULT", "NOTHING"}
    assert named == {rule.id for rule in RULES}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_no_rule_could_be_deleted_without_a_row_changing(rule: Rule, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "RULES", tuple(other for other in RULES if other is not rule))
    assert any(outcome(case) != case.answer for case in all_cases())


def test_no_two_rules_share_an_identifier_or_a_sentence() -> None:
    assert len({rule.id for rule in RULES}) == len(RULES)
    assert len({rule.sentence for rule in RULES}) == len(RULES)


def test_each_family_has_a_table_that_names_all_its_rules() -> None:
    for family in FAMILIES:
        name = family.__name__.rpartition(".")[2]
        its_rules = {rule.id for rule in vars(family).values() if isinstance(rule, Rule)}
        named = {rule for case in all_cases() if case.family == name for rule in case.rules}
        assert its_rules <= named, f"{name}.md says nothing of {its_rules - named}"


def test_no_situation_stands_twice_in_a_table() -> None:
    seen = [(case.family, case.situation) for case in all_cases()]
    assert len(seen) == len(set(seen))


@pytest.mark.parametrize(
    "row",
    [
        ("lorgner", "titulaire", "", "", "", ""),
        ("lire", "voisin", "", "", "", ""),
        ("lire", "médecin", "ami", "", "", ""),
        ("lire", "médecin", "", "99999-9", "", ""),
        ("lire", "médecin", "", "", "à demi", ""),
        ("lister", "médecin", "", "", "aux professionnels", ""),
        ("lire", "médecin", "", "", "", "égaré"),
    ],
)
def test_a_word_that_nobody_explained_stops_the_tables(row: tuple[str, str, str, str, str, str]) -> None:
    with pytest.raises(UnknownWordError):
        facts_of(*row)
