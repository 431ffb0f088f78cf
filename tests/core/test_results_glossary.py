"""The glossary of laboratory figures: plain in both languages, and never about what a value means."""

from carnet.core.results.glossary import glossary, units
from carnet.core.vocabulary.grave_results import grave_results

LONGEST = 20
"""Words of a sentence that anybody reads at once."""


def test_each_line_says_something_in_both_languages_and_where_it_can_be_read_at_length() -> None:
    for code, line in glossary().items():
        assert set(line.name) == set(line.meaning) == {"fr", "en"}, code
        assert all((*line.name.values(), *line.meaning.values())), code
        assert line.source.startswith("https://"), code


def test_each_meaning_is_made_of_short_sentences() -> None:
    sentences = [one for line in glossary().values() for text in line.meaning.values() for one in text.split(". ")]
    assert [one for one in sentences if len(one.split()) > LONGEST] == []


def test_no_grave_examination_is_explained_here() -> None:
    assert glossary().keys().isdisjoint({code for code, _system in grave_results()})


def test_the_unit_of_the_tsh_is_written_as_french_laboratories_write_it() -> None:
    assert units()["m[IU]/L"] == "mUI/L"
