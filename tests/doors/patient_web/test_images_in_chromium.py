"""Nadia's X-ray and ultrasound in the page: shown as every page must be, set, gone through and enlarged."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.every_page import Kind, Window
from tests.journeys.fixtures import WindowOf
from tests.journeys.world import World
from tests.people import NADIA

NOTICE = "Cette image ne sert pas au diagnostic."
MEAN = """() => {
  const canvas = document.querySelector(".scan canvas");
  const points = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
  return points.reduce((sum, one) => sum + one, 0) / points.length;
}"""
"""How light the picture is."""
PINCH = """() => {
  const view = document.querySelector(".scan-view");
  const touch = (id, x) => new Touch({ identifier: id, target: view, clientX: x, clientY: 200 });
  const send = (name, wide) => view.dispatchEvent(new TouchEvent(name, {
    touches: [touch(1, 150 - wide), touch(2, 150 + wide)], cancelable: true,
  }));
  send("touchstart", 40);
  send("touchmove", 80);
}"""


def until(page: Page, script: str) -> None:
    """Wait for a script to answer yes: the policy of the page lets Playwright's own way not run (it evaluates)."""
    for _ in range(200):
        if page.evaluate(script):
            return
        page.wait_for_timeout(50)
    raise AssertionError(script)


def of(key: str, asked: str = "") -> Kind:
    """The page of one of Nadia's documents."""
    return Kind(lambda world: f"/documents/{world.document(NADIA, key)}/{asked}")


PAGES = {
    "an x-ray": of("nadia-radiographie"),
    "an x-ray by another setting": of("nadia-radiographie", "?reglage=milieu"),
    "an ultrasound": of("nadia-echographie"),
}


@pytest.fixture(scope="module")
def nadia(window_of: WindowOf) -> Window:
    """Nadia's window."""
    return window_of(NADIA)


@pytest.fixture
def opened(nadia: Window, shared_world: World) -> Callable[[str], Page]:
    """One of her pages, drawn."""

    def open_page(name: str) -> Page:
        nadia.page.set_viewport_size({"width": 390, "height": 900})
        nadia.page.goto(PAGES[name].path(shared_world))
        until(nadia.page, "document.querySelector('.scan canvas').hasAttribute('aria-label')")
        until(nadia.page, f"({MEAN})() > 64")
        return nadia.page

    return open_page


@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_images_is_as_it_must_be(nadia: Window, shared_world: World, name: str) -> None:
    nadia.shows(PAGES[name], shared_world)


def test_a_setting_and_the_sliders_change_the_picture_without_asking_the_server(
    opened: Callable[[str], Page], nadia: Window
) -> None:
    page = opened("an x-ray")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    before = page.evaluate(MEAN)
    page.get_by_role("link", name="Plus contrasté").click()
    until(page, f"Math.abs(({MEAN})() - {before}) > 1")
    expect(page.get_by_role("link", name="Plus contrasté")).to_have_attribute("aria-current", "true")
    page.get_by_role("slider", name="Luminosité").fill("100")
    until(page, f"({MEAN})() > 200")
    page.get_by_role("button", name="Inverser").click()
    until(page, f"({MEAN})() < 150")
    page.get_by_role("button", name="Revenir au début").click()
    until(page, f"Math.abs(({MEAN})() - {before}) < 1")
    assert [one for one in asked if one.startswith("http")] == []
    assert page.get_by_text(NOTICE).is_visible()
    assert nadia.seen.faults == []


def test_a_series_is_gone_through_with_the_keyboard(opened: Callable[[str], Page]) -> None:
    page = opened("an ultrasound")
    expect(page.get_by_role("status")).to_have_text("Image 1 sur 8")
    page.locator(".scan-view").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("status")).to_have_text("Image 2 sur 8")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_role("status")).to_have_text("Image 8 sur 8")
    expect(page.get_by_role("img", name="Échographie, image 8 sur 8.")).to_be_visible()
    page.get_by_role("slider", name="Image").fill("3")
    expect(page.get_by_role("status")).to_have_text("Image 4 sur 8")


def test_a_film_runs_when_it_is_asked_to_and_stops(opened: Callable[[str], Page]) -> None:
    page = opened("an ultrasound")
    play = page.get_by_role("button", name="Défiler")
    assert play.get_attribute("aria-pressed") == "false"
    play.click()
    until(page, "document.querySelector('[data-range=picture]').value === '2'")
    play.click()
    expect(play).to_have_attribute("aria-pressed", "false")
    stopped = page.locator("[data-range=picture]").input_value()
    expect(page.get_by_role("status")).to_have_text(f"Image {int(stopped) + 1} sur 8")


def test_a_picture_is_enlarged_by_key_by_button_and_by_two_fingers(opened: Callable[[str], Page]) -> None:
    page = opened("an x-ray")
    width = "document.querySelector('.scan canvas').style.inlineSize"
    page.locator(".scan-view").focus()
    page.keyboard.press("+")
    assert page.evaluate(width) == "150%"
    page.get_by_role("button", name="Réduire").click()
    assert page.evaluate(width) == "100%"
    page.evaluate(PINCH)
    assert page.evaluate(width) == "200%"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
