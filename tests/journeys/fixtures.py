"""The fixtures of every test that wants the demonstration's world to itself: a conftest imports those it offers."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from carnet.config import wiring
from tests import browser
from tests.journeys import world as worlds
from tests.journeys.every_page import Window, window
from tests.journeys.sessions import session_of
from tests.journeys.world import World
from tests.people import Caregiver, Member

WindowOf = Callable[[Member | Caregiver], Window]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser of this process."""
    with browser.browser() as opened:
        yield opened


@pytest.fixture(scope="session")
def site() -> Iterator[str]:
    """The address at which the product answers, whatever the world of the moment."""
    with browser.serve() as address:
        yield address


@pytest.fixture(scope="session")
def built() -> Path:
    """The world that is copied."""
    return worlds.make_world()


@contextmanager
def served_copy(built: Path, outbox: Path, *, worker: str) -> Iterator[World]:
    """A copy of it, from which every page is served for as long as it is used."""
    with worlds.copied(built, outbox, worker=worker) as here, pytest.MonkeyPatch.context() as patch:
        patch.setattr(wiring, "_shared", lambda: here.env)
        wiring._environment.cache_clear()
        yield here
        wiring._environment.cache_clear()


@pytest.fixture
def world(built: Path, worker_id: str, tmp_path: Path) -> Iterator[World]:
    """A copy of it, from which every page is served, for one test to change."""
    with served_copy(built, tmp_path / "outbox", worker=worker_id) as here:
        yield here


@pytest.fixture(scope="module")
def shared_world(built: Path, worker_id: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A copy of it that the tests of a module look at one after the other; its fixture may add to it."""
    with served_copy(built, tmp_path_factory.mktemp("outbox"), worker=worker_id) as here:
        yield here


@pytest.fixture(scope="module")
def window_of(chromium: Browser, shared_site: str, shared_world: World) -> Iterator[WindowOf]:
    """Open a window in which somebody is signed in to the shared world; they are closed with the module."""
    opened: list[Window] = []

    def of(someone: Member | Caregiver) -> Window:
        opened.append(window(chromium, shared_site, session_of(someone, shared_world)))
        return opened[-1]

    yield of
    for one in opened:
        one.page.context.close()
