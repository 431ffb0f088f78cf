"""People at their screens, several at once, on a copy of the demonstration's world that is theirs alone."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Browser

from carnet.config import wiring
from carnet.demo.identity_provider.provider import Provider
from tests import browser
from tests.journeys import world as worlds
from tests.journeys.identities import identities, known_to
from tests.journeys.screen import SORTS, Screen, Sort, screen
from tests.journeys.world import World
from tests.people import Caregiver, Member
from tests.store.database import Database

SignsIn = Callable[[Member | Caregiver], Screen]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for the journeys of this process."""
    with browser.browser() as opened:
        yield opened


@pytest.fixture(scope="session")
def site() -> Iterator[str]:
    """The address at which the product answers, whatever the world of the moment."""
    with browser.serve() as address:
        yield address


@pytest.fixture(scope="session")
def built(server: Database) -> Path:  # noqa: ARG001  the server must run
    """The world that every journey copies."""
    return worlds.make_world()


@pytest.fixture(scope="session")
def provider(site: str) -> Iterator[Provider]:
    """The identity provider beside it."""
    with identities(site) as provider:
        yield provider


@pytest.fixture
def world(
    built: Path, worker_id: str, tmp_path: Path, site: str, provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> Iterator[World]:
    """A copy of it for this journey, from which every page is served."""
    monkeypatch.setattr(settings, "CARNET_PUBLIC_URL", site)
    with worlds.copied(built, tmp_path / "outbox", worker=worker_id) as here:
        here.env = replace(here.env, identity_provider=known_to(provider, here.env.clock))
        monkeypatch.setattr(wiring, "_shared", lambda: here.env)
        wiring._environment.cache_clear()
        yield here
        wiring._environment.cache_clear()


@pytest.fixture(params=SORTS, ids=str)
def sort(request: pytest.FixtureRequest) -> Sort:
    """Each sort of screen in turn."""
    chosen: Sort = request.param
    return chosen


@pytest.fixture
def signs_in(world: World, sort: Sort, chromium: Browser, site: str) -> Iterator[SignsIn]:
    """Put somebody before a screen of their own, signed in as they would; each must have been calm to its end."""
    opened: list[Screen] = []

    def sign_in(someone: Member | Caregiver) -> Screen:
        shown = screen(chromium, site, sort)
        opened.append(shown)
        return shown.signs_in(someone, world)

    yield sign_in
    for shown in opened:
        shown.leaves()
