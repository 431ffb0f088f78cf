"""One running sandbox for all the tests of a process."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests import browser
from tests.demo.conftest import built_world, world
from tests.launch.places import open_folder
from tests.sandbox.running import Sandbox, start

__all__ = ["built_world", "world"]


@pytest.fixture(scope="session")
def sandbox() -> Iterator[Sandbox]:
    """The sandbox, ready."""
    with open_folder() as place:
        running = start(place)
        yield running
        running.stop()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser of this process."""
    with browser.browser() as opened:
        yield opened
