"""The pages of a closing: before it, while the record is closed, and when somebody else closed it."""

import pytest

from carnet.usecases.record.close_record import Closed, close_record
from tests.doors.patient_web.test_every_page_in_chromium import card
from tests.journeys.every_page import Window, at
from tests.journeys.fixtures import WindowOf
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
def camille(window_of: WindowOf) -> Window:
    """Camille's window; her record is open."""
    return window_of(CAMILLE)


@pytest.fixture(scope="module")
def georges(window_of: WindowOf, shared_world: World) -> Window:
    """Georges’s window; he closed his record."""
    shared_world.closes(GEORGES)
    return window_of(GEORGES)


@pytest.fixture(scope="module")
def nadia(window_of: WindowOf, shared_world: World) -> Window:
    """Nadia’s window; her doctor closed her record."""
    answer = close_record(
        shared_world.record(NADIA),
        reason="holder-asks",
        person_is_present=True,
        actor=KELLER.actor,
        env=shared_world.env,
    )
    assert isinstance(answer, Closed)
    return window_of(NADIA)


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


def test_the_page_of_the_code_that_closes_is_as_it_must_be(camille: Window, shared_world: World) -> None:
    """Before the code leaves, and once it has."""
    page = camille.page
    page.goto("/dossier/fermer/code/?raison=no-use")
    page.get_by_label("Mot de passe", exact=True).fill(CAMILLE.password)
    with page.expect_navigation():
        page.get_by_role("button", name="Continuer").click()
    camille.shows(at("/dossier/fermer/code/?raison=no-use"), shared_world)
    camille.shows(at("/dossier/fermer/code/?raison=no-use", sent={}), shared_world)
    camille.shows(at("/dossier/effacer/"), shared_world)
