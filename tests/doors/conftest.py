"""The two sites on an installation whose clock stands still: through Django's client, or in a real browser."""

from collections.abc import Callable, Iterator
from typing import Literal

import pytest
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page

from carnet.config import wiring
from carnet.ports.environment import Environment
from tests import browser
from tests.browser import Watch


@pytest.fixture
def sites(env: Environment, monkeypatch: pytest.MonkeyPatch) -> Iterator[Environment]:
    """The world that every page of this test is served from; its clock can be put forward."""
    monkeypatch.setattr(wiring, "_shared", lambda: env)
    wiring._environment.cache_clear()
    yield env
    wiring._environment.cache_clear()


@pytest.fixture
def visitor(sites: Environment) -> Client:  # noqa: ARG001  the pages stand on it
    """Somebody who has not signed in. Checks of forms are on, as in the product."""
    return Client(SERVER_NAME="localhost", enforce_csrf_checks=True)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for the tests of this process."""
    with browser.browser() as opened:
        yield opened


@pytest.fixture
def site(sites: Environment) -> Iterator[str]:  # noqa: ARG001  the pages stand on it
    """The address at which the product answers."""
    with browser.serve() as address:
        yield address


NewPage = Callable[..., tuple[Page, Watch]]


@pytest.fixture
def new_page(chromium: Browser, site: str) -> Iterator[NewPage]:
    """Open a page as somebody sees it: ``new_page(width=390, scheme="dark", language="en", javascript=False)``.

    Gives the page and its watch. Paths are relative to the site: ``page.goto("/aide/")``.
    """
    contexts: list[BrowserContext] = []

    def make(
        *,
        width: int = 390,
        height: int = 900,
        scheme: Literal["light", "dark"] = "light",
        language: str = "fr",
        javascript: bool = True,
    ) -> tuple[Page, Watch]:
        context = chromium.new_context(
            base_url=site,
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            reduced_motion="reduce",
            java_script_enabled=javascript,
        )
        contexts.append(context)
        if language != "fr":
            context.add_cookies([{"name": "affichage", "value": f"{language}.auto.normal", "url": site}])
        page = context.new_page()
        return page, browser.watch(page)

    yield make
    for context in contexts:
        context.close()
