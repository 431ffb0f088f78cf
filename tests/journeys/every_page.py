"""What is asked of every page of both sites: at three widths, in the light and in the dark, and as people change it."""

from collections.abc import Callable
from dataclasses import dataclass, field

from playwright.sync_api import Browser, Page, Response

from tests.browser import Watch, axe, no_sideways_scroll, small_targets, title_is_heading, watch
from tests.for_everyone import suits_everyone
from tests.journeys.screen import EXPECTED
from tests.journeys.world import World
from tests.markup import faults_of

WIDTHS = (320, 390, 1280)

SEND = """([path, fields]) => {
  const form = Object.assign(document.createElement("form"), { method: "post", action: path });
  const secret = document.querySelector("[name=csrfmiddlewaretoken]");
  for (const [name, value] of Object.entries({ ...fields, csrfmiddlewaretoken: secret.value }))
    form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
  document.body.append(form);
  form.submit();
}"""
"""A form of our own in the page: what a person's browser would stop before it left is sent too."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One page in one state. ``path``: where it is; ``sent``: the form to send there, if it is not simply opened."""

    path: Callable[[World], str]
    status: int = 200
    sent: dict[str, str] | None = None


def at(path: str, status: int = 200, sent: dict[str, str] | None = None) -> Kind:
    """A page that has one address for everybody."""
    return Kind(lambda _: path, status, sent)


@dataclass(slots=True)
class Window:
    """A window in which somebody is signed in, opened on one page after the other."""

    page: Page
    seen: Watch
    opened: list[str] = field(default_factory=list)

    def shows(self, kind: Kind, world: World, *, after: str = "") -> None:
        """Open the page, and hold it to everything.

        ``after``: a page that has the secret of forms; what is sent is sent from there, or from the page that is open.
        """
        if kind.sent is not None and after:
            self.page.goto(after)
        answer = self._answer(kind, kind.path(world))
        assert answer.status == kind.status
        assert answer.headers["cache-control"] == "no-store, private"
        assert faults_of(answer.text()) == []
        title_is_heading(self.page)
        self.page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
        for scheme in ("light", "dark"):
            self.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")
            for width in WIDTHS:
                self.page.set_viewport_size({"width": width, "height": 900})
                axe(self.page, only_colours=scheme == "dark")
                no_sideways_scroll(self.page)
                assert small_targets(self.page) == []
        suits_everyone(self.page)
        faults = [fault for fault in self.seen.faults if EXPECTED not in fault]
        self.seen.forget()
        assert faults == [], faults

    def _answer(self, kind: Kind, path: str) -> Response:
        if kind.sent is None:
            answer = self.page.goto(path)
            assert answer is not None
            return answer
        with self.page.expect_navigation() as navigation:
            self.page.evaluate(SEND, [path, kind.sent])
        return navigation.value


def window(browser: Browser, site: str, cookie: tuple[str, str]) -> Window:
    """Open a window for somebody who has that session."""
    context = browser.new_context(base_url=site, reduced_motion="reduce", locale="fr-FR")
    context.add_cookies([{"name": cookie[0], "value": cookie[1], "url": site}])
    page = context.new_page()
    return Window(page, watch(page))
