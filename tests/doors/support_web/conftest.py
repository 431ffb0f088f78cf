"""The support desk on the demonstration's world."""

import pytest
from django.test import Client

from tests.journeys import fixtures
from tests.journeys.fixtures import built, shared_world, world
from tests.journeys.sessions import client_of
from tests.journeys.world import World
from tests.people import ALI, INES, ODILE

__all__ = ["ali", "built", "ines", "odile", "shared_site", "shared_world", "world"]

shared_site = fixtures.site


@pytest.fixture
def ali(world: World) -> Client:
    """An agent, signed in."""
    return client_of(ALI, world)


@pytest.fixture
def ines(world: World) -> Client:
    """The second agent, signed in on a computer of her own."""
    return client_of(INES, world)


@pytest.fixture
def odile(world: World) -> Client:
    """The reviewer, signed in."""
    return client_of(ODILE, world)
