"""The pages of a closing: before it, while the record is closed, and when somebody else closed it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from carnet.usecases.record.close_record import Closed, close_record
from tests.doors.patient_web.test_every_page_in_chromium import at, card
from tests.journeys.every_page import Window, window
from tests.journeys.sessions import session_of
from tests.journeys.world import World
from tests.people import CAMILLE, GEORGES, HADDAD, KELLER, NADIA

BEFORE = {
    "closing": at("/dossier/fermer/"),
    "closing, the box forgotten": at("/dossier/fermer/", 422, {"raison": "no-use"}),
    "an end that is past": at(f"/acces/professionnel/{HADDAD.identifier.value}/autoriser/", 422, {"fin": "2020-01-01"}),
    "somebody with an end": card(f"professionnel/{KELLER.identifier.value}"),
}
CLOSED = {"closed": at("/dossier/ferme/"), "what is closed": at("/accueil/", 403), "history": at("/historique/")}


@pytest.fixture(scope="module")
def camille(chromium: Browser, shared_site: str, shared_world: World) -> Iterator[Window]:
    """Camille's window; her record is open."""
    opened = window(chromium, shared_site, session_of(CAMILLE, shared_world))
    yield opened
    opened.page.context.close()


@pytest.fixture(scope="module")
def georges(chromium: Browser, shared_site: str, shared_world: World) -> Iterator[Window]:
    """Georges’s window; he closed his record."""
    shared_world.closes(GEORGES)
    opened = window(chromium, shared_site, session_of(GEORGES, shared_world))
    yield opened
    opened.page.context.close()


@pytest.fixture(scope="module")
def nadia(chromium: Browser, shared_site: str, shared_world: World) -> Iterator[Window]:
    """Nadia’s window; her doctor closed her record."""
    answer = close_record(
        shared_world.record(NADIA),
        reason="holder-asks",
        person_is_present=True,
        actor=KELLER.actor,
        env=shared_world.env,
    )
    assert isinstance(answer, Closed)
    opened = window(chromium, shared_site, session_of(NADIA, shared_world))
    yield opened
    opened.page.context.close()


@pytest.mark.parametrize("name", BEFORE)
def test_a_page_is_as_it_must_be(camille: Window, shared_world: World, name: str) -> None:
    if BEFORE[name].sent is not None:
        camille.page.goto("/acces/")
    camille.shows(BEFORE[name], shared_world)


@pytest.mark.parametrize("name", CLOSED)
def test_a_page_of_a_closed_record_is_as_it_must_be(georges: Window, shared_world: World, name: str) -> None:
    georges.shows(CLOSED[name], shared_world)


def test_the_page_of_a_closing_to_undo_is_as_it_must_be(nadia: Window, shared_world: World) -> None:
    nadia.shows(CLOSED["closed"], shared_world)
