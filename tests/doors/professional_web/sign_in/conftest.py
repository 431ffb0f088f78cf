"""An installation that knows its professionals, and the identity provider that recognises them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from django.test import override_settings

from carnet.config import wiring
from carnet.core.access.actors import StaffRole
from carnet.ports.environment import Environment
from carnet.store import directory
from tests.adapters.clocks import StoppedClock
from tests.adapters.identity_providers import (
    HOSPITAL,
    KELLER,
    PRACTICE,
    Strange,
    served,
)
from tests.installation import HOSPITAL as HOSPITAL_HERE
from tests.installation import KELLER as KELLER_HERE
from tests.installation import Installation


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock()


@pytest.fixture
def provider(clock: StoppedClock) -> Iterator[Strange]:
    """The identity provider, whose people are those of the directory, a secretary and two strangers."""
    with served(clock) as here:
        yield here


@pytest.fixture
def env(env: Environment, clock: StoppedClock, provider: Strange) -> Environment:
    """An installation that knows its professionals and its provider."""
    Installation(env).knows_everybody()
    return replace(env, clock=clock, identity_provider=provider.adapter())


@pytest.fixture
def works_in_two(env: Environment, provider: Strange) -> None:  # noqa: ARG001  the directory is hers
    """Dr Keller also sees patients at the hospital."""
    directory.add_member(KELLER_HERE.identifier, HOSPITAL_HERE, role=StaffRole.CARE)
    provider.people = (replace(KELLER, places=(PRACTICE, HOSPITAL)),)


@contextmanager
def registered(provider: Strange, site: str) -> Iterator[None]:
    """The site stands at an address of its own, and the provider at one that browsers hold for another site."""
    provider.issuer = provider.issuer.replace("127.0.0.1", "localhost")
    client = provider.client
    provider.client = replace(
        client,
        redirect_uris=tuple(one.replace("http://localhost:8000", site) for one in client.redirect_uris),
        post_logout_redirect_uris=tuple(
            one.replace("http://localhost:8000", site) for one in client.post_logout_redirect_uris
        ),
    )
    with override_settings(CARNET_PUBLIC_URL=site):
        yield


@pytest.fixture
def at_its_address(provider: Strange, site: str, sites: Environment, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with registered(provider, site):
        here = replace(sites, identity_provider=provider.adapter())
        monkeypatch.setattr(wiring, "_shared", lambda: here)
        wiring._environment.cache_clear()
        yield
