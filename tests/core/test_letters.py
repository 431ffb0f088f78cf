"""Letters are neutral, and leave within three working days."""

import re
from datetime import UTC, datetime

import pytest

from carnet.core.letters import LETTERS, NEUTRAL, letter_text, post_by
from carnet.core.notices import NOTICES

KINDS = (*LETTERS, *(NEUTRAL + kind for kind in NOTICES))
HEALTH_WORD = re.compile(r"médic|docteur|hôpital|ordonnance|résultat|maladie|soin|urgence", re.IGNORECASE)


@pytest.mark.parametrize("kind", KINDS)
def test_a_letter_has_a_title_words_and_no_link(kind: str) -> None:
    words = letter_text(kind)
    assert words.title
    assert words.paragraphs
    assert not any("http" in text for text in (*words.paragraphs, *words.then))


@pytest.mark.parametrize("kind", LETTERS)
def test_a_letter_that_hands_something_over_says_no_health_word(kind: str) -> None:
    words = letter_text(kind)
    assert not [text for text in (words.title, *words.paragraphs, *words.then) if HEALTH_WORD.search(text)]


@pytest.mark.parametrize(
    ("owed", "posted_by"),
    [("2026-11-16", "2026-11-19"), ("2026-11-19", "2026-11-24"), ("2026-11-21", "2026-11-25")],
    ids=["on a Monday", "on a Thursday", "on a Saturday"],
)
def test_a_letter_is_posted_within_three_working_days(owed: str, posted_by: str) -> None:
    at = datetime.fromisoformat(owed).replace(tzinfo=UTC)
    assert post_by(at) == datetime.fromisoformat(posted_by).replace(tzinfo=UTC)
