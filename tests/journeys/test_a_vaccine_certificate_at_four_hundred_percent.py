"""Scenario 15: Georges, who sees little, enlarges four times, finds his vaccine, and takes its certificate away."""

import io
from pathlib import Path

import pikepdf
import pytest

from tests.browser import no_sideways_scroll
from tests.journeys.conftest import SignsIn
from tests.journeys.screen import Screen
from tests.people import GEORGES

FOUR_TIMES = {"width": 320, "height": 225}
"""A window of 1280 × 900 enlarged to 400 % (WCAG 1.4.10)."""
VACCINE = "Vaccin grippal haute dose"


@pytest.fixture
def georges(signs_in: SignsIn) -> Screen:
    """Georges before a small window of large letters."""
    screen = signs_in(GEORGES)
    screen.page.set_viewport_size({"width": FOUR_TIMES["width"], "height": FOUR_TIMES["height"]})
    return screen


def finds_his_vaccines(georges: Screen) -> Screen:
    """He unfolds the categories of the list, and follows the link among them."""
    georges.page.locator("summary").filter(has_text="Catégorie :").click()
    return georges.follows("Vaccins")


def covered(screen: Screen) -> list[str]:
    """Links and buttons of the page that something else covers when they are brought on the screen."""
    hidden = []
    for one in screen.page.locator("main").locator("a:visible, button:visible, summary:visible").all():
        one.scroll_into_view_if_needed()
        if not one.evaluate(
            "element => { const box = element.getClientRects()[0];"
            " const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);"
            " return element.contains(top) || top?.contains(element) || top?.closest('li') === element.closest('li'); }"
        ):
            hidden.append(one.inner_text())
    return hidden


def test_nothing_scrolls_sideways_and_nothing_is_covered_on_the_way(georges: Screen) -> None:
    georges.opens("/documents/").is_accessible()
    assert covered(georges) == []
    finds_his_vaccines(georges).is_accessible()
    assert VACCINE in georges.words
    assert covered(georges) == []
    no_sideways_scroll(georges.page)


def test_the_certificate_is_a_tagged_pdf_that_names_him_and_his_vaccine(georges: Screen) -> None:
    finds_his_vaccines(georges.opens("/documents/"))
    with georges.page.expect_download() as taken:
        georges.page.get_by_role("link", name="Télécharger les vaccins (PDF)").click()
    assert taken.value.suggested_filename == "vaccins.pdf", "its name says nothing of whom it is"
    with pikepdf.open(io.BytesIO(Path(taken.value.path()).read_bytes())) as pdf, pdf.open_metadata() as metadata:
        assert pdf.Root.MarkInfo.Marked
        assert "/StructTreeRoot" in pdf.Root
        assert metadata["pdfuaid:part"] == "1"
        assert str(pdf.Root.Lang) == "fr"
