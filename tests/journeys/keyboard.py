"""Somebody who never touches a mouse: what Tab comes to, in which order, whether it is seen, and what Enter does."""

import re
from typing import Any

from playwright.sync_api import Locator

from tests.journeys.screen import Screen

FARTHEST = 150
"""How often Tab is pressed before a thing is said to be out of reach."""

NAMED = re.compile(
    r"\s*- '?(?:link|button|textbox|searchbox|checkbox|radio|combobox|img|navigation|region|heading)(?: \[[^\]]*\])*:?$"
)
"""A line of the aria tree that has a role which needs a name, and none."""

WHERE_IT_IS = """() => {
  const here = document.activeElement;
  const before = window.cameFrom;
  const ring = here.closest(".option, .document, .doorway") ?? here;
  const box = here.getBoundingClientRect();
  const at = document.elementFromPoint(box.x + box.width / 2, box.y + Math.min(box.height / 2, 12));
  window.cameFrom = here;
  return {
    follows: !before || !before.isConnected || !!(before.compareDocumentPosition(here) & 4),
    ringed: [here, ring].some(one => getComputedStyle(one).outlineStyle !== "none"),
    covered: !at || !(here.contains(at) || at.contains(here) || !!at.closest("label, li")),
    told: here.outerHTML.slice(0, 120),
  };
}"""
"""Where the focus is: after what had it before, with a ring that is seen, under nothing that stays on the screen."""


def tabs_to(screen: Screen, wanted: Locator) -> Screen:
    """Press Tab until that thing has the focus; each stop on the way comes in order and is seen (WCAG 2.4.3, 7, 11)."""
    for _ in range(FARTHEST):
        screen.page.keyboard.press("Tab")
        stop = screen.page.evaluate(WHERE_IT_IS)
        assert stop["follows"], stop["told"]
        assert stop["ringed"], stop["told"]
        assert not stop["covered"], stop["told"]
        if wanted.evaluate("one => one === document.activeElement"):
            return screen
    raise AssertionError(f"{wanted} is not reached with the keyboard")


def named(screen: Screen, role: Any, name: str | re.Pattern[str]) -> Locator:
    """Find a thing by what it is and what it is called, as a screen reader tells it."""
    return screen.page.get_by_role(role, name=name, exact=isinstance(name, str)).first


def enters(screen: Screen, role: Any, name: str | re.Pattern[str]) -> Screen:
    """Come to that thing with Tab and press Enter, which leads to another page."""
    return tabs_to(screen, named(screen, role, name)).presses_enter()


def types_in(screen: Screen, label: str, text: str) -> Screen:
    """Come to a field with Tab, and type."""
    tabs_to(screen, screen.page.get_by_label(label))
    screen.page.keyboard.type(text)
    return screen


def hears(screen: Screen) -> str:
    """Give the tree that a screen reader goes through, in which nothing that needs a name lacks one."""
    tree = screen.page.locator("body").aria_snapshot()
    unnamed = [line for line in tree.splitlines() if NAMED.match(line)]
    assert unnamed == [], unnamed
    return " ".join(tree.replace("\u00a0", " ").replace("\u202f", " ").split())
