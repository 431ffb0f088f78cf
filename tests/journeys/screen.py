"""What somebody does at a screen and reads on it; each page that it shows is held to what every page owes.

A word is what a person reads: a button, a link or a field is found by its name, never by its place in the HTML.
"""

import os
import re
from dataclasses import dataclass, field
from re import Pattern
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Response

from tests.browser import Watch, axe, no_sideways_scroll, see, title_is_heading, watch
from tests.journeys.world import World
from tests.people import Caregiver, Member

EXPECTED = "Failed to load resource: the server responded with a status of"
"""What the console says of a page that answers 403, 404 or 422 on purpose."""


@dataclass(frozen=True, slots=True)
class Sort:
    """A sort of screen: how wide it is, and whether scripts run on it."""

    width: int
    javascript: bool

    def __str__(self) -> str:
        """As the report of a test names it."""
        return f"{self.width}-{'with' if self.javascript else 'without'}-javascript"


SORTS = tuple(Sort(width, javascript) for width in (390, 1280) for javascript in (True, False))
"""Every sort on which the scenarios are played."""

A_PHONE_AND_A_PLAIN_DESK = pytest.mark.parametrize("sort", [Sort(390, True), Sort(1280, False)], ids=str)
"""The two that differ most, for journeys that the scenarios do not ask for."""


@dataclass(slots=True)
class Screen:
    """One window of one browser, in front of one person."""

    context: BrowserContext
    page: Page
    watch: Watch
    runs_scripts: bool
    answers: list[Response] = field(default_factory=list)

    @property
    def status(self) -> int:
        """The status of the page that is shown."""
        return self.answers[-1].status

    @property
    def words(self) -> str:
        """All that can be read below the header, every space an ordinary one."""
        return spaced(self.page.locator("main").inner_text())

    @property
    def path(self) -> str:
        """Where it is, below the address of the site."""
        return "/" + self.page.url.split("/", 3)[3]

    def signs_in(self, someone: Member | Caregiver, world: World, *, place: str = "") -> "Screen":
        """Sign somebody in as they do: by password and code, or at the identity provider.

        ``place``: where they are today, if they work in several; their usual one unless told.
        """
        if isinstance(someone, Caregiver):
            self.opens("/pro/connexion/")
            with self.page.expect_navigation(url="**/authorize?*"):
                self.page.get_by_role("button", name="Se connecter").click()
            with self.page.expect_navigation(url="**/pro/connexion/lieu/" if someone.also_in else "**/pro/"):
                self.page.get_by_role("button", name=someone.name.shown()).click()
            self._looked_at()
            return self.presses(place or someone.works_in.name) if someone.also_in else self
        if someone.is_support:
            self.opens("/assistance/connexion/")
            with self.page.expect_navigation(url="**/authorize?*"):
                self.page.get_by_role("button", name="Se connecter").click()
            with self.page.expect_navigation(url="**/assistance/"):
                self.page.get_by_role("button", name=someone.shown).click()
            return self._looked_at()
        self.opens("/connexion/").types("Identifiant", someone.identifier).types("Mot de passe", someone.password)
        self.presses("Continuer")
        self.types("Code à usage unique", world.last_code()).presses("Ouvrir mon dossier")
        return self

    def opens(self, path: str) -> "Screen":
        """Type an address."""
        self.page.goto(path)
        return self._looked_at()

    def reloads(self) -> "Screen":
        """Ask for the same page again."""
        self.page.reload()
        return self._looked_at()

    def follows(self, link: str | Pattern[str], *, within: Locator | None = None) -> "Screen":
        """Touch the link of that name."""
        return self._goes(self._one("link", link, within))

    def presses(self, button: str | Pattern[str], *, within: Locator | None = None) -> "Screen":
        """Touch the button of that name, which sends a form."""
        return self._goes(self._one("button", button, within))

    def presses_enter(self) -> "Screen":
        """Press Enter on what has the focus, which leads to another page."""
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        return self._looked_at()

    def types(self, label: str, text: str) -> "Screen":
        """Fill in the field of that label."""
        self.page.get_by_label(label).fill(text)
        return self

    def ticks(self, label: str, *, is_on: bool = True) -> "Screen":
        """Put the box, the choice or the switch of that label on, or off."""
        self.page.get_by_label(label).set_checked(is_on)
        return self

    def chooses(self, label: str, option: str) -> "Screen":
        """Choose an option of the list of that label."""
        self.page.get_by_label(label).select_option(label=option)
        return self

    def gives(self, label: str, name: str, content: bytes, kind: str) -> "Screen":
        """Choose a file of the device."""
        self.page.get_by_label(label).set_input_files({"name": name, "mimeType": kind, "buffer": content})
        return self

    def line(self, words: str) -> Locator:
        """The first line of a list that says these words."""
        return self.page.get_by_role("listitem").filter(has_text=words).first

    def lines(self, words: str) -> list[str]:
        """Every line of the lists of the page that says these words."""
        return [spaced(one) for one in self.page.locator("main li").all_inner_texts() if words in spaced(one)]

    def is_accessible(self) -> "Screen":
        """Hold the page to what a machine finds; it runs in the page, where scripts do."""
        if self.runs_scripts:
            axe(self.page)
        return self

    def leaves(self) -> None:
        """Keep a picture for whoever wants it, and close the window: it was calm, refusals on purpose apart."""
        faults = [fault for fault in self.watch.faults if EXPECTED not in fault]
        test = os.environ["PYTEST_CURRENT_TEST"].partition(" ")[0].rpartition("/")[2]
        see(self.page, re.sub(r"[^a-z0-9]+", "-", f"{test}-{self.page.title()}".casefold()).strip("-"))
        self.context.close()
        assert faults == [], faults

    def _one(self, role: Any, name: str | Pattern[str], within: Locator | None) -> Locator:
        place = self.page.locator("body") if within is None else within
        return place.get_by_role(role, name=name, exact=isinstance(name, str)).first

    def _goes(self, touched: Locator) -> "Screen":
        with self.page.expect_navigation():
            touched.click()
        return self._looked_at()

    def _looked_at(self) -> "Screen":
        """Hold the page to what is owed on every step (interface.md 6.7, « Cross-cutting assertions »)."""
        title_is_heading(self.page)
        no_sideways_scroll(self.page)
        assert self.page.locator("html").get_attribute("lang") == "fr"
        assert "no-store" in self.answers[-1].headers["cache-control"]
        return self


def screen(browser: Browser, site: str, sort: Sort, *, scheme: str = "light") -> Screen:
    """Open a window on a site, for somebody who has not signed in."""
    context = browser.new_context(
        base_url=site,
        viewport={"width": sort.width, "height": 844 if sort.width < 600 else 900},
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
        locale="fr-FR",
        java_script_enabled=sort.javascript,
        has_touch=sort.width < 600,
    )
    page = context.new_page()
    shown = Screen(context, page, watch(page), sort.javascript)

    def remember(response: Response) -> None:
        if response.request.is_navigation_request() and not 300 <= response.status < 400:
            shown.answers.append(response)

    page.on("response", remember)
    return shown


def spaced(text: str) -> str:
    """Make every space of a text an ordinary one."""
    return " ".join(text.split())
