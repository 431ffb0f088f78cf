"""An application of patients, and the demonstration's world in which it asks."""

import pytest
from django.test import Client

from tests.doors.oauth.app import App, register
from tests.journeys import fixtures
from tests.journeys.fixtures import built, shared_world, window_of, world
from tests.journeys.sessions import client_of
from tests.journeys.world import World
from tests.people import CAMILLE

__all__ = ["built", "shared_site", "shared_world", "window_of", "world"]

shared_site = fixtures.site


@pytest.fixture
def camille(world: World) -> Client:
    """Camille, signed in."""
    return client_of(CAMILLE, world)


@pytest.fixture
def app(world: World) -> App:
    """A public application, registered, that keeps no secret."""
    return register(world)
