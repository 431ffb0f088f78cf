"""People at their screens, several at once, on a copy of the demonstration's world that is theirs alone."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from django.conf import settings
from playwright.sync_api import Browser

from carnet.config import wiring
from carnet.demo.identity_provider.provider import Provider
from carnet.infra.messages import FileOutbox
from tests.journeys import fixtures
from tests.journeys.fixtures import built, chromium, site
from tests.journeys.identities import identities, known_to, known_to_the_desk
from tests.journeys.screen import SORTS, Screen, Sort, screen
from tests.journeys.world import World
from tests.people import CAREGIVERS, Caregiver, Member

__all__ = ["built", "chromium", "copy", "provider", "signs_in", "site", "sort", "world"]

WORDS_OF_HEALTH = re.compile(
    r"\b(?:ordonnance|résultat|vaccin|allergi|radiograph|biolog|malaise|traitement|maladie|diagnosti|thyro)"
    + "".join(sorted(rf"|\b{re.escape(one.name.family)}\b" for one in CAREGIVERS)),
    re.IGNORECASE,
)
"""What no message says: it may be read over a shoulder, or by whoever shares the letter box (interface.md 6.6, 8)."""

SignsIn = Callable[[Member | Caregiver], Screen]
copy = fixtures.world


@pytest.fixture(scope="session")
def provider(site: str) -> Iterator[Provider]:
    """The identity provider beside the product."""
    with identities(site) as provider:
        yield provider


@pytest.fixture
def world(copy: World, provider: Provider, site: str, monkeypatch: pytest.MonkeyPatch) -> World:
    """The world of this journey, in which professionals sign in at that provider."""
    monkeypatch.setattr(settings, "CARNET_PUBLIC_URL", site)
    copy.env = replace(
        copy.env,
        identity_provider=known_to(provider, copy.env.clock),
        desk_identity_provider=known_to_the_desk(provider, copy.env.clock),
    )
    wiring._environment.cache_clear()
    return copy


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
    outbox = world.env.messages
    assert isinstance(outbox, FileOutbox)
    texts = [f"{one.message.subject} {one.message.body}" for one in outbox.outbox()]
    said = [text for text in texts if WORDS_OF_HEALTH.search(text)]
    assert said == [], "no message says a word of health, nor who cares for whom"
