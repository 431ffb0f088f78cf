"""Whoever reads English reads the whole law: every rule and every answer, and nothing that is not the law."""

import pytest

from carnet.core.access.decide import NOTHING_PERMITS, NOTHING_THERE
from carnet.core.access.decision import Told
from carnet.core.access.english import DoubtfulTableError, english_of, english_sentences, english_told, read_sentences
from carnet.core.access.rules import RULES


def test_every_rule_and_every_answer_has_one_english_sentence_and_no_sentence_is_left_over() -> None:
    expected = {rule.id for rule in RULES} | {told.name for told in Told}
    assert set(english_sentences()) == expected | {NOTHING_PERMITS.rule, NOTHING_THERE.rule}


def test_an_english_sentence_is_one_and_is_no_other_rules() -> None:
    sentences = [english_of(rule.id) for rule in RULES]
    assert len(set(sentences)) == len(sentences)
    for sentence in english_sentences().values():
        assert sentence == sentence.strip()
        assert sentence[0].isupper()
        assert sentence.endswith(".")
        assert "'" not in sentence


def test_an_absent_document_is_told_in_the_words_of_one_that_never_was() -> None:
    assert english_told(Told.NOT_FOUND) == english_of(NOTHING_THERE.rule)


@pytest.mark.parametrize(
    "table",
    [
        "id,sentence\nA-01,One.",
        "rule,sentence\nA-01,One.\nA-01,Two.",
        "rule,sentence\nA-01,",
        "rule,sentence\nA-01,One, and more.",
        "",
    ],
)
def test_a_table_that_could_be_read_in_two_ways_is_refused(table: str) -> None:
    with pytest.raises(DoubtfulTableError):
        read_sentences(table)
