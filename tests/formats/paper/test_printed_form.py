"""A document as it is printed: its words, its tables, its pages; and what cannot be put on paper is said to be so."""

import base64
import io
from datetime import UTC, datetime

import pikepdf
import pytest
from PIL import Image

from carnet.formats.paper.blocks import Heading, Paper, Picture, Points, Table, Text
from carnet.formats.paper.compose import compose
from carnet.formats.paper.from_html import blocks_of_html
from carnet.formats.paper.printed_form import MOST_PAGES, printed_form

AT = datetime(2026, 11, 21, 12, tzinfo=UTC)


def a_pdf(pages: int = 1, words: str = "Genou droit") -> bytes:
    """A PDF of some pages."""
    return compose([Paper("Compte rendu", (Text(words),))] * pages, at=AT)


def an_image(kind: str) -> bytes:
    written = io.BytesIO()
    Image.new("RGBA", (60, 40), (200, 0, 0, 128)).save(written, kind)
    return written.getvalue()


def test_the_words_of_a_structured_document_keep_their_order_and_their_kind() -> None:
    written = (
        "<article><header><h2>Bilan</h2><p>Écrit par <strong>Dr Keller</strong></p></header>"
        "<section><h3>Suites</h3><ol><li>Repos</li><li>Marche</li></ol>"
        "<dl><dt>Nom</dt><dd>Morel</dd></dl>Fin<br>du texte</section></article>"
    )
    assert blocks_of_html(written) == (
        Heading("Bilan"),
        Text("Écrit par Dr Keller"),
        Heading("Suites"),
        Points(("Repos", "Marche"), are_steps=True),
        Points(("Nom : Morel",)),
        Text("Fin du texte"),
    )


def test_a_table_keeps_its_columns_whatever_its_cells_span() -> None:
    written = (
        "<div><table><caption>Dosages</caption><thead><tr><th>Examen</th><th>Valeur</th><th>Norme</th></tr></thead>"
        '<tbody><tr><td rowspan="2">Sodium</td><td>138</td><td>135-145</td></tr><tr><td colspan="2">revu</td></tr>'
        "</tbody></table></div>"
    )
    caption, table = blocks_of_html(written)
    assert caption == Text("Dosages")
    assert isinstance(table, Table)
    assert table.columns == ("Examen", "Valeur", "Norme")
    assert table.rows == (("Sodium", "138", "135-145"), ("", "revu", ""))


def test_every_page_of_a_pdf_is_printed_with_its_words_for_who_does_not_see() -> None:
    pages = printed_form(a_pdf(3), "application/pdf")
    assert pages is not None
    assert [type(one) for one in pages] == [Picture] * 3
    first = pages[0]
    assert isinstance(first, Picture)
    assert "Genou droit" in first.says
    made = compose([Paper("Copie", pages)], at=AT)
    with pikepdf.open(io.BytesIO(made)) as opened, opened.open_metadata() as metadata:
        assert len(opened.pages) == 3
        assert metadata["pdfuaid:part"] == "1"


def a_png(side: int) -> bytes:
    """A square of one colour."""
    written = io.BytesIO()
    Image.new("1", (side, side)).save(written, "PNG")
    return written.getvalue()


@pytest.mark.parametrize(("kind", "media_type"), [("PNG", "image/png"), ("TIFF", "image/tiff")])
def test_an_image_is_printed_on_white(kind: str, media_type: str) -> None:
    pages = printed_form(an_image(kind), media_type)
    assert pages is not None
    (page,) = pages
    assert isinstance(page, Picture)
    with Image.open(io.BytesIO(page.jpeg)) as drawn:
        assert drawn.size == (60, 40)


def test_plain_text_keeps_its_paragraphs() -> None:
    assert printed_form(b"Un.\n\nDeux.\n", "text/plain; charset=utf-8") == (Text("Un."), Text("Deux."))
    assert printed_form("Éveillé.".encode("windows-1252"), "text/plain") == (Text("Éveillé."),)


def test_a_scan_of_many_shades_is_not_printed_all_white() -> None:
    written = io.BytesIO()
    Image.new("I;16", (40, 40), 0x8000).save(written, "PNG")
    (page,) = printed_form(written.getvalue(), "image/png") or ()
    assert isinstance(page, Picture)
    with Image.open(io.BytesIO(page.jpeg)) as drawn:
        assert drawn.convert("L").getextrema() == (128, 128)


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (b"%PDF-1.7 cut short", "application/pdf"),
        (b"not a picture", "image/jpeg"),
        (a_png(20_000), "image/png"),
        (a_png(20)[:-30], "image/png"),
        (rb"{\rtf1 Bonjour}", "text/rtf"),
        (b"DICM", "application/dicom"),
        (b"<html/>", "text/xml"),
        (a_pdf(MOST_PAGES + 1), "application/pdf"),
    ],
    ids=[
        "a broken PDF",
        "a broken image",
        "a huge one",
        "one cut short",
        "RTF",
        "DICOM",
        "no CDA",
        "a PDF of too many pages",
    ],
)
def test_what_cannot_be_printed_is_told_and_never_cut(content: bytes, media_type: str) -> None:
    assert printed_form(content, media_type) is None


def test_an_image_within_a_text_that_cannot_be_drawn_is_left_out() -> None:
    """It was examined when it entered; what a later reader of images refuses must stop the copy of nobody."""
    for content in (a_png(20_000), a_png(20)[:-30], b"nothing"):
        source = f"data:image/png;base64,{base64.b64encode(content).decode()}"
        assert blocks_of_html(f'<p>Avant</p><img src="{source}" alt="x"><p>Après</p>') == (Text("Avant"), Text("Après"))
