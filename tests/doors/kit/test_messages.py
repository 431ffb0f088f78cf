"""Every sentence of the pages exists in English, and the catalogues are those of today (docs/i18n.md)."""

from pathlib import Path

import pytest
from babel.messages import Catalog

from tools import messages


@pytest.fixture(scope="module")
def catalogue() -> Catalog:
    return messages.updated()


def test_every_french_sentence_has_its_english(catalogue: Catalog) -> None:
    assert messages.faults(catalogue) == []


def test_the_catalogue_holds_the_sentences_of_today_and_no_other(catalogue: Catalog) -> None:
    assert messages.CATALOGUE.read_bytes() == messages.written(catalogue), "run python -m tools.messages"


def test_what_the_product_reads_is_compiled_from_it(catalogue: Catalog) -> None:
    kept = messages.CATALOGUE.with_suffix(".mo").read_bytes()
    assert messages.read_compiled(kept) == messages.read_compiled(messages.compiled(catalogue))


def test_a_sentence_inside_a_component_is_found() -> None:
    said = {name: text for name, text in messages.sources() if name.endswith("cotton/document_line.html")}
    (text,) = said.values()
    assert "Nouveau" in text


def test_a_french_sentence_is_never_glued_from_pieces() -> None:
    for path in sorted((Path(messages.PACKAGE) / "doors").glob("*/*.py")):
        assert '_(f"' not in path.read_text(encoding="utf-8"), path
