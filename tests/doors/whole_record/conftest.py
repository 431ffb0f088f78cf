"""The FHIR door on the demonstration's world, and software that holds somebody's token."""

from collections.abc import Callable

import pytest

from carnet.core.access.actors import Actor
from carnet.store import tokens
from carnet.store.tokens import Client, ClientKind
from carnet.usecases.access.issue_token import hand_over
from tests.doors.fhir.client import Software
from tests.journeys.fixtures import built, world
from tests.journeys.world import World

__all__ = ["built", "software", "world"]


@pytest.fixture
def software(world: World) -> Callable[[Actor], Software]:
    """Software that holds the token of somebody."""
    tokens.save_client(Client("tests", ClientKind.PATIENT, None, None, {"keys": []}))

    def of(actor: Actor) -> Software:
        return Software(hand_over(actor, client_id="tests", env=world.env).token)

    return of
