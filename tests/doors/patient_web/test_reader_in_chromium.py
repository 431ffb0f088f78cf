"""A letter of many pages read in the page by pdf.js: asked for, searched, enlarged, spoken, closed; and what fails."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from carnet.core.identifiers import DocumentId
from tests.browser import axe, no_sideways_scroll, small_targets
from tests.for_everyone import suits_everyone
from tests.formats.booklet import LAST_WORDS, booklet, scanned
from tests.journeys.every_page import WIDTHS, Kind, Window
from tests.journeys.fixtures import WindowOf
from tests.journeys.letters import deposits
from tests.journeys.world import World
from tests.people import CAMILLE, HADDAD

OPEN = "Lire toutes les pages ici"
ZOOM = "document.querySelector('.reader-pages').style.inlineSize"
IS_DRAWN = """number => {
  const canvas = document.querySelectorAll('.reader-pages canvas')[number];
  if (!canvas || !canvas.width) return false;
  const points = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
  return points.some((one, at) => at % 4 !== 3 && one < 100);
}"""
"""Whether something dark stands on that page."""


def until(page: Page, script: str, given: object = None) -> None:
    """Wait for a script to answer yes: the policy of the page lets Playwright's own way not run (it evaluates)."""
    for _ in range(400):
        if page.evaluate(script, given):
            return
        page.wait_for_timeout(50)
    raise AssertionError(script)


def readings(world: World) -> int:
    """How many lines of her history say that a document was read."""
    return sum(line.action.value == "read-document" for line in world.trace(CAMILLE))


@pytest.fixture(scope="module")
def letter(shared_world: World) -> DocumentId:
    """A letter of ten pages, in Camille's record."""
    return deposits(shared_world, booklet(10))


@pytest.fixture(scope="module")
def camille(window_of: WindowOf) -> Window:
    """Camille's window."""
    return window_of(CAMILLE)


@pytest.fixture
def opened(camille: Window, letter: DocumentId) -> Callable[[], Page]:
    """The letter, with all its pages read in the page."""

    def open_pages() -> Page:
        page = camille.page
        page.set_viewport_size({"width": 390, "height": 900})
        page.goto(f"/documents/{letter}/")
        page.get_by_role("button", name=OPEN).click()
        expect(page.get_by_role("status")).to_have_text("Nombre de pages : 10.", timeout=30_000)
        until(page, IS_DRAWN, 0)
        return page

    return open_pages


def test_the_page_of_a_letter_is_as_it_must_be(camille: Window, shared_world: World, letter: DocumentId) -> None:
    camille.shows(Kind(lambda _: f"/documents/{letter}/"), shared_world)
    camille.shows(Kind(lambda _: f"/documents/{letter}/?page=9"), shared_world)


def test_with_all_its_pages_read_in_it_the_page_is_as_it_must_be(opened: Callable[[], Page], camille: Window) -> None:
    page = opened()
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            axe(page, only_colours=scheme == "dark")
            no_sideways_scroll(page)
            assert small_targets(page) == []
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    suits_everyone(page)
    assert camille.seen.faults == []


def test_nothing_is_brought_before_it_is_asked_for_and_then_the_letter_once(
    camille: Window, shared_world: World, letter: DocumentId
) -> None:
    page = camille.page
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"/documents/{letter}/")
    assert [one for one in asked if "pdfjs" in one or "reader-find" in one] == []
    before = readings(shared_world)
    page.get_by_role("button", name=OPEN).click()
    expect(page.get_by_role("status")).to_have_text("Nombre de pages : 10.", timeout=30_000)
    assert len([one for one in asked if one.endswith("/contenu/")]) == 1
    assert readings(shared_world) == before + 1
    page.get_by_role("combobox", name="Page").select_option("10")
    until(page, IS_DRAWN, 9)
    page.get_by_role("button", name="Agrandir").click()
    assert readings(shared_world) == before + 1
    assert camille.seen.faults == []


def test_every_page_is_named_and_its_words_are_spoken_in_order(opened: Callable[[], Page]) -> None:
    page = opened()
    titles = page.get_by_role("heading", name="Page").all_text_contents()
    assert titles == [f"Page {number} sur 10" for number in range(1, 11)]
    assert page.locator(".reader-text").last.text_content() == f"Feuillet 10{LAST_WORDS}"
    assert page.locator(".reader-pages canvas:not([aria-hidden=true])").count() == 0


def test_words_are_found_without_their_accents_and_one_goes_from_place_to_place(opened: Callable[[], Page]) -> None:
    page = opened()
    words = page.get_by_role("searchbox", name="Chercher dans le document")
    words.fill("REEDUCATION  de l’epaule")
    words.press("Enter")
    expect(page.get_by_role("status")).to_have_text("Passage 1 sur 1, page 10.")
    until(page, "document.querySelector('[data-part=page]').value === '10'")
    words.fill("signaler")
    words.press("Enter")
    words.press("Enter")
    expect(page.get_by_role("status")).to_have_text("Passage 2 sur 9, page 2.")
    assert page.evaluate("CSS.highlights.get('found').size") == 9
    words.fill("cheville")
    words.press("Enter")
    expect(page.get_by_role("status")).to_have_text("Ces mots ne sont pas dans le document.")


def test_the_pages_are_enlarged_by_key_and_by_button_without_moving_the_site(opened: Callable[[], Page]) -> None:
    page = opened()
    page.locator(".reader-view").focus()
    page.keyboard.press("+")
    assert page.evaluate(ZOOM) == "125%"
    page.get_by_role("button", name="Réduire").click()
    assert page.evaluate(ZOOM) == "100%"
    page.get_by_role("button", name="Agrandir").click()
    sharp = "document.querySelector('.reader-pages canvas').width > 400"
    until(page, sharp)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_words_are_selected_to_be_copied(opened: Callable[[], Page]) -> None:
    page = opened()
    page.evaluate("getSelection().selectAllChildren(document.querySelector('.reader-text'))")
    assert "Rien à signaler." in page.evaluate("getSelection().toString()")


def test_closing_it_gives_the_drawn_pages_back_and_the_focus_to_the_button(opened: Callable[[], Page]) -> None:
    page = opened()
    assert page.locator("[data-drawn]").is_hidden()
    page.get_by_role("button", name="Fermer").click()
    expect(page.locator("[data-drawn]")).to_be_visible()
    expect(page.get_by_role("button", name=OPEN)).to_be_focused()
    expect(page.locator(".reader-pages li")).to_have_count(0)


def test_a_page_without_a_word_says_so_to_whoever_would_listen_to_it(camille: Window, shared_world: World) -> None:
    page = camille.page
    page.goto(f"/documents/{deposits(shared_world, scanned())}/")
    page.get_by_role("button", name="Agrandir, chercher un mot").click()
    told = "Nombre de pages : 1. Ce document est une image, sans texte à chercher ni à écouter."
    expect(page.get_by_role("status")).to_have_text(told, timeout=30_000)
    expect(page.get_by_role("searchbox", name="Chercher dans le document")).to_be_hidden()
    assert camille.seen.faults == []


def test_a_session_that_ended_leaves_the_drawn_pages_and_says_what_remains(camille: Window, letter: DocumentId) -> None:
    page = camille.page
    page.goto(f"/documents/{letter}/")
    kept = page.context.cookies()
    page.context.clear_cookies()
    page.get_by_role("button", name=OPEN).click()
    expect(page.get_by_role("status")).to_have_text(
        "Les pages n’ont pas pu s’ouvrir. Vous pouvez télécharger le document.", timeout=30_000
    )
    expect(page.locator("[data-drawn]")).to_be_visible()
    expect(page.get_by_role("button", name=OPEN)).to_be_enabled()
    page.context.add_cookies([{**one} for one in kept])  # type: ignore[typeddict-item]  # what it gave, it takes
    camille.seen.forget()


def test_the_doctor_reads_all_the_pages_too(window_of: WindowOf, shared_world: World, letter: DocumentId) -> None:
    window = window_of(HADDAD)
    window.page.goto(f"/pro/dossiers/{shared_world.record(CAMILLE)}/documents/{letter}/")
    window.page.get_by_role("button", name=OPEN).click()
    expect(window.page.get_by_role("status")).to_have_text("Nombre de pages : 10.", timeout=30_000)
    until(window.page, IS_DRAWN, 0)
    axe(window.page)
    assert window.seen.faults == []
