"""What people change of their screen: larger text, forced colours, no motion, paper; every page keeps what it says.

WCAG 2.2: 1.4.4 (text at 200 %), 1.4.10 (at 400 %: a window of 320 px, held beside axe-core), 1.4.11, 2.3.3; manual
script of interface.md 4.3. Each check leaves the page as it found it.
"""

from playwright.sync_api import Page

from tests.browser import no_sideways_scroll

WITHOUT_AN_EDGE = """() => {
  const drawn = one => {
    const style = getComputedStyle(one);
    const line = ["Top", "Right", "Bottom", "Left"].some(
      side => style[`border${side}Style`] !== "none" && parseFloat(style[`border${side}Width`]) > 0);
    return line || (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0);
  };
  const kinds = ".btn, .chip, .card, .note, .said, select, textarea, "
    + "input:not([type=hidden], [type=checkbox], [type=radio])";
  return [...document.querySelectorAll(kinds)].filter(one => one.checkVisibility() && !drawn(one))
    .map(one => one.outerHTML.slice(0, 120));
}"""
WITHOUT_ITS_LINE = """() => [...document.querySelectorAll("main p a[href]")]
  .filter(one => one.checkVisibility() && !one.matches(".btn, .row, .row a"))
  .filter(one => !getComputedStyle(one).textDecorationLine.includes("underline"))
  .map(one => one.outerHTML.slice(0, 120))"""
MOVES = """() => [...document.getAnimations().map(one => String(one.constructor.name)),
  ...[...document.querySelectorAll("*")].filter(one => {
    const style = getComputedStyle(one);
    const glides = style.transitionDuration.split(", ").some(time => parseFloat(time) > 0.01);
    return glides || style.scrollBehavior === "smooth";
  }).map(one => one.outerHTML.slice(0, 120))]"""
ON_PAPER = """() => ({
  menus: [...document.querySelectorAll(".tab-bar, .top-nav, .foot, .skip, main .btn")]
    .filter(one => one.checkVisibility()).map(one => one.outerHTML.slice(0, 120)),
  title: [...document.querySelectorAll("h1")].filter(one => one.checkVisibility()).length,
  kept: document.querySelector(".no-print h1") !== null,
  told: document.querySelector("main").innerText.trim(),
  paper: getComputedStyle(document.body).backgroundColor,
  ink: getComputedStyle(document.querySelector("h1")).color,
})"""
A4 = 794
"""Pixels of CSS across a sheet."""


def suits_everyone(page: Page) -> None:
    """Hold a page to all of it."""
    size = page.viewport_size
    is_whole_at_twice_the_text(page)
    keeps_its_edges_in_forced_colours(page)
    stands_still(page)
    goes_on_paper(page)
    if size is not None:
        page.set_viewport_size(size)


def is_whole_at_twice_the_text(page: Page) -> None:
    """Fail when text at 200 % makes the page wider than its window."""
    page.set_viewport_size({"width": 640, "height": 900})
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    no_sideways_scroll(page)
    page.evaluate("document.documentElement.style.removeProperty('font-size')")


def keeps_its_edges_in_forced_colours(page: Page) -> None:
    """Fail when something was told from what is around it by its colour alone."""
    page.emulate_media(forced_colors="active", reduced_motion="reduce")
    assert page.evaluate(WITHOUT_AN_EDGE) == []
    assert page.evaluate(WITHOUT_ITS_LINE) == []
    page.emulate_media(forced_colors="none", reduced_motion="reduce")


def stands_still(page: Page) -> None:
    """Fail when something moves for somebody who asked that nothing does."""
    page.emulate_media(reduced_motion="reduce")
    assert page.evaluate(MOVES) == []


def goes_on_paper(page: Page) -> None:
    """Fail when a sheet lacks its title, shows what cannot be pressed there, is wider than A4, or is not white.

    A page about a minor's secret is kept off paper: its sheet says nothing.
    """
    page.set_viewport_size({"width": A4, "height": 1123})
    page.emulate_media(media="print", color_scheme="dark", reduced_motion="reduce")
    chosen = page.evaluate("document.documentElement.dataset.theme || ''")
    page.evaluate("document.documentElement.dataset.theme = 'dark'")
    seen = page.evaluate(ON_PAPER)
    no_sideways_scroll(page)
    page.evaluate("one => { document.documentElement.dataset.theme = one }", chosen)
    page.emulate_media(media="screen", color_scheme="light", reduced_motion="reduce")
    assert seen["menus"] == []
    assert seen["told"] == "" if seen["kept"] else seen["title"] == 1
    assert seen["paper"] == "rgb(255, 255, 255)"
    assert sum(map(int, seen["ink"].removeprefix("rgb(").rstrip(")").split(", ")[:3])) < 3 * 128, "ink is dark"
