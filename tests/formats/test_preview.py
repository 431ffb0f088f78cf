"""A document on a page: the file that it holds, some pages at a time, and nothing that is ever run."""

import io
from base64 import b64decode

import pikepdf
import pytest
from PIL import Image

from carnet.formats.cda.body import EmbeddedFile
from carnet.formats.dicom.scan import Looking
from carnet.formats.preview import (
    MOST_PAGES,
    TALLEST,
    HtmlPreview,
    NoPreview,
    PagesPreview,
    Preview,
    TextPreview,
    embedded,
    preview_of,
)
from tests.formats.booklet import LAST_WORDS, booklet
from tests.formats.cda.documents import section, structured


def shown(content: bytes, media_type: str, first: int = 1) -> Preview:
    """A document as its page shows it, from one of its pages on."""
    return preview_of(embedded(content, media_type), Looking(first))


def sheets(content: bytes, media_type: str, first: int = 1) -> PagesPreview:
    """One that is shown as pages."""
    found = shown(content, media_type, first)
    assert isinstance(found, PagesPreview)
    return found


def scans(count: int) -> bytes:
    """A TIFF of so many pages."""
    pages = [Image.new("L", (40, 60), 20 * number) for number in range(count)]
    written = io.BytesIO()
    pages[0].save(written, "TIFF", save_all=True, append_images=pages[1:])
    return written.getvalue()


@pytest.mark.parametrize(("asked", "first", "count"), [(1, 1, 8), (9, 9, 2), (-3, 1, 8), (99, 10, 1)])
def test_a_long_pdf_is_given_by_some_pages_and_one_past_the_end_gives_the_last(
    asked: int, first: int, count: int
) -> None:
    found = sheets(booklet(10), "application/pdf", asked)
    assert (found.first, len(found.pages), found.total) == (first, count, 10)
    assert all(one.startswith("data:image/webp;base64,") for one in found.pages)


def test_the_text_of_the_pages_that_are_shown_is_given_with_them() -> None:
    assert LAST_WORDS not in sheets(booklet(MOST_PAGES + 1), "application/pdf").text
    assert LAST_WORDS in sheets(booklet(MOST_PAGES + 1), "application/pdf", MOST_PAGES + 1).text


@pytest.mark.parametrize("height", [14_400, 10_000_000])
def test_a_page_as_long_as_a_road_is_shown_as_far_as_a_picture_goes(height: int) -> None:
    long, written = pikepdf.new(), io.BytesIO()
    long.add_blank_page(page_size=(600, 600))
    long.pages[0].MediaBox = pikepdf.Array([0, 0, 600, height])
    long.save(written)
    with Image.open(
        io.BytesIO(b64decode(sheets(written.getvalue(), "application/pdf").pages[0].partition(",")[2]))
    ) as seen:
        assert seen.height == TALLEST


def test_what_was_scanned_is_given_by_some_pages_too() -> None:
    assert [sheets(scans(11), "image/tiff", first).first for first in (1, 9, 40)] == [1, 9, 11]
    assert len(sheets(scans(11), "image/tiff", 9).pages) == 3


def test_each_kind_of_file_has_its_own_way_of_being_shown() -> None:
    assert isinstance(shown(structured(section("<paragraph>Genou opéré.</paragraph>")), "text/xml"), HtmlPreview)
    assert shown("Éveillé.".encode(), "text/plain; charset=utf-8") == TextPreview("Éveillé.")


def test_a_text_of_an_old_machine_is_shown_in_its_own_letters() -> None:
    assert shown("Éveillé.".encode("windows-1252"), "text/plain") == TextPreview("Éveillé.")


def test_a_scan_of_many_shades_is_not_shown_all_white() -> None:
    written = io.BytesIO()
    Image.new("I;16", (40, 40), 0x8000).save(written, "PNG")
    with Image.open(io.BytesIO(b64decode(sheets(written.getvalue(), "image/png").pages[0].partition(",")[2]))) as seen:
        assert seen.convert("L").getextrema() == (128, 128)


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (b"%PDF-1.7 broken", "application/pdf"),
        (b"\x89PNG broken", "image/png"),
        (b"<ClinicalDocument", "text/xml"),
        (rb"{\rtf1 Bien}", "text/rtf"),
        (b"DICM", "application/dicom"),
    ],
)
def test_what_cannot_be_shown_is_said_so_and_breaks_nothing(content: bytes, media_type: str) -> None:
    assert shown(content, media_type) == NoPreview()


def test_a_file_hides_its_words_wherever_it_is_written() -> None:
    assert LAST_WORDS not in repr(sheets(booklet(1), "application/pdf"))
    assert LAST_WORDS not in repr(EmbeddedFile("application/pdf", booklet(1)))
