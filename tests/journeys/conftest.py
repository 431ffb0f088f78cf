"""Two people at their screens, on a copy of the demonstration's world of their own."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from carnet.config import wiring
from carnet.doors.kit.session import cookie_name
from tests import browser
from tests.journeys import world as worlds
from tests.journeys.screen import SORTS, Screen, Sort, screen
from tests.journeys.sessions import session_of
from tests.journeys.world import World
from tests.people import Caregiver, Member
from tests.store.database import Database

SignedIn = Callable[[Member | Caregiver], Screen]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for the journeys of this process."""
    with browser.browser() as opened:
        yield opened


@pytest.fixture(scope="session")
def built(server: Database) -> Path:  # noqa: ARG001  the server must run
    """The world that every journey copies."""
    return worlds.make_world()


@pytest.fixture
def world(built: Path, worker_id: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """A copy of it for this journey, from which every page is served."""
    with worlds.copied(built, tmp_path / "outbox", worker=worker_id) as here:
        monkeypatch.setattr(wiring, "_shared", lambda: here.env)
        wiring._environment.cache_clear()
        yield here
        wiring._environment.cache_clear()


@pytest.fixture(scope="session")
def site() -> Iterator[str]:
    """The address at which the product answers, whatever the world of the moment."""
    with browser.serve() as address:
        yield address


@pytest.fixture(params=SORTS, ids=str)
def sort(request: pytest.FixtureRequest) -> Sort:
    """Each sort of screen in turn."""
    chosen: Sort = request.param
    return chosen


@pytest.fixture
def signs_in(world: World, sort: Sort, chromium: Browser, site: str) -> Iterator[SignedIn]:
    """Put somebody who has signed in before a screen of their own; each is closed at the end, and must be calm."""
    opened: list[Screen] = []

    def sign_in(someone: Member | Caregiver) -> Screen:
        door, token = session_of(someone, world)
        shown = screen(chromium, site, sort)
        shown.context.add_cookies([{"name": cookie_name(door), "value": token, "url": site}])
        opened.append(shown)
        return shown

    yield sign_in
    for shown in opened:
        shown.leaves()
