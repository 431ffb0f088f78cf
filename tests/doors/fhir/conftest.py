"""The FHIR door of an installation whose clock stands still, and software that speaks to it."""

from collections.abc import Callable

import pytest

from carnet.config import wiring
from carnet.core.access.actors import Actor
from carnet.ports.environment import Environment
from carnet.store import tokens
from carnet.store.tokens import Client, ClientKind
from carnet.usecases.access.issue_token import hand_over
from tests.doors.fhir.client import Software
from tests.installation import Installation


@pytest.fixture
def installation(env: Environment, monkeypatch: pytest.MonkeyPatch) -> Installation:
    """An installation that knows its professionals, reached through the addresses that the product serves."""
    monkeypatch.setattr(wiring, "_shared", lambda: env)
    wiring._environment.cache_clear()
    here = Installation(env)
    here.knows_everybody()
    tokens.save_client(Client("tests", ClientKind.PATIENT, None, None, {"keys": []}))
    return here


@pytest.fixture
def software(installation: Installation) -> Callable[[Actor], Software]:
    """Software that holds the token of somebody."""

    def of(actor: Actor) -> Software:
        return Software(hand_over(actor, client_id="tests", env=installation.env).token)

    return of
