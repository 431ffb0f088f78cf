"""The professional site on the demonstration's world."""

import pytest
from django.test import Client

from tests.journeys import fixtures
from tests.journeys.fixtures import built, shared_world, window_of, world
from tests.journeys.sessions import client_of
from tests.journeys.world import World
from tests.people import HADDAD, KELLER

__all__ = ["built", "haddad", "keller", "shared_site", "shared_world", "window_of", "world"]

shared_site = fixtures.site


@pytest.fixture
def keller(world: World) -> Client:
    """Camille's treating physician, signed in."""
    return client_of(KELLER, world)


@pytest.fixture
def haddad(world: World) -> Client:
    """A doctor of the emergency room, whose access has expired."""
    return client_of(HADDAD, world)
