"""The categories of documents are called the same on pages and in the vocabulary, and have an English name."""

from django.utils.translation import override

from carnet.core.vocabulary.shelves import shelves
from carnet.doors.kit.shelf_names import NAMES, shelf_name


def test_every_category_bears_in_french_the_name_that_the_vocabulary_gives_it() -> None:
    with override("fr"):
        assert {code: shelf_name(code) for code in NAMES} == {code: one.label for code, one in shelves().items()}


def test_somebody_who_reads_english_finds_no_category_in_french() -> None:
    with override("en"):
        assert shelf_name("BIOLOGIE") == "Laboratory tests"
        named = {code: shelf_name(code) for code in NAMES}
    assert [code for code, one in shelves().items() if named[code] == one.label] == []
