"""The reasons on a page: its language, and nothing that its reader may not know."""

import pytest
from django.utils import translation

from carnet.core.access.cases.words import facts_of
from carnet.core.access.decide import decide
from carnet.core.access.decision import Refusal
from carnet.doors.kit.reasons import said_rule, told_here


def refused(*situation: str) -> Refusal:
    action, who, tie, hidden = situation
    answer = decide(facts_of(action, who, tie, "", hidden, ""))
    assert isinstance(answer, Refusal)
    return answer


@pytest.mark.parametrize(
    ("language", "told", "sentence"),
    [
        ("fr", "Cette action n’est pas possible avec votre rôle.", "Les secrétariats, les agents"),
        ("en", "This action is not possible with your role.", "Secretaries, administrative staff"),
    ],
)
def test_a_refusal_is_told_in_the_language_of_the_page_with_its_rule(language: str, told: str, sentence: str) -> None:
    with translation.override(language):
        page = told_here(refused("lister", "secrétaire", "", ""))
        assert page["told"] == told
        ((rule, said),) = page["reasons"]
        assert rule == "CTM-02"
        assert said.startswith(sentence)


def test_what_is_masked_names_no_rule() -> None:
    masked, never = (
        refused("lire", "médecin", "autorisé", "aux professionnels"),
        refused("lire", "médecin", "bloqué", ""),
    )
    assert told_here(masked)["reasons"] == told_here(never)["reasons"] == ()


def test_a_line_of_the_history_says_its_rules_in_the_language_of_the_page() -> None:
    with translation.override("en"):
        assert said_rule("BLK-01").startswith("A professional whom the person blocked")
    with translation.override("fr"):
        assert said_rule("BLK-01").startswith("Un professionnel bloqué")
