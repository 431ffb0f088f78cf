"""The pages of those who act for somebody else: accessible, well made, calm, as wide as their window."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from carnet.store import records
from carnet.store.context import within
from tests.journeys.every_page import Kind, Window, at, window
from tests.journeys.sessions import session_of, session_of_account
from tests.journeys.world import World
from tests.people import ALIX, CAMILLE, GEORGES, NADIA, ROSE, SACHA

FOR_ALIX = {
    "home": at("/accueil/"),
    "first visit": at("/premiere-visite/"),
    "details": at("/mes-informations/"),
    "documents": at("/documents/"),
    "a document": Kind(lambda world: f"/documents/{world.document(ALIX, 'alix-vaccination')}/"),
    "who can see a document": Kind(
        lambda world: f"/documents/{world.document(ALIX, 'alix-vaccination')}/qui-peut-le-voir/"
    ),
    "history": at("/historique/"),
    "access": at("/acces/"),
    "profiles": at("/proches/"),
    "what needs both parents": at("/proches/accords/"),
    "an agreement given": at("/proches/accords/close-record/", 200, {}),
    "an invitation": at("/proches/invitation/"),
    "an invitation that never was": at("/proches/invitation/", 422, {"code": "k7m2-xq9w-p4rt", "reponse": "oui"}),
}
OF_THEIR_OWN = {
    "my account": at("/compte/"),
    "what was done to it": at("/compte/historique/"),
}
FOR_GEORGES = {
    "home": at("/accueil/"),
    "details": at("/mes-informations/"),
    "history": at("/historique/"),
    "profiles": at("/proches/"),
}
OF_NADIA = {
    "profiles": at("/proches/"),
    "carers": at("/proches/aidants/"),
    "an invitation without a way": at("/proches/aidants/inviter/", 422, {}),
    "an invitation to nowhere": at("/proches/aidants/inviter/", 422, {"envoi": "mail", "adresse": "nulle part"}),
    "an invitation on paper": at("/proches/aidants/inviter/", 200, {"envoi": "papier", "adresse": ""}),
    "what others had decided": at("/dossier/a-vous-de-decider/"),
}


@pytest.fixture(scope="module")
def parent(shared_world: World, chromium: Browser, shared_site: str) -> Iterator[Window]:
    """Sacha, with Alix's record open."""
    shown = window(chromium, shared_site, session_of_account(SACHA, shared_world, opens=ALIX))
    yield shown
    shown.page.context.close()


@pytest.fixture(scope="module")
def carer(shared_world: World, chromium: Browser, shared_site: str) -> Iterator[Window]:
    """Rose, with Georges' record open."""
    shown = window(chromium, shared_site, session_of_account(ROSE, shared_world, opens=GEORGES))
    yield shown
    shown.page.context.close()


@pytest.fixture(scope="module")
def nadia(shared_world: World, chromium: Browser, shared_site: str) -> Iterator[Window]:
    """Nadia, for whom others had decided until today."""
    record = shared_world.record(NADIA)
    with within(record, exclusive=True):
        records.mark_inherited(record, at=shared_world.env.clock.now())
    shown = window(chromium, shared_site, session_of(NADIA, shared_world))
    yield shown
    shown.page.context.close()


@pytest.mark.parametrize("page", FOR_ALIX)
def test_a_page_for_a_representative_is_whole(parent: Window, shared_world: World, page: str) -> None:
    parent.shows(FOR_ALIX[page], shared_world, after="/proches/invitation/")


@pytest.mark.parametrize("page", OF_THEIR_OWN)
def test_a_page_of_an_account_without_a_record_is_whole(parent: Window, shared_world: World, page: str) -> None:
    parent.shows(OF_THEIR_OWN[page], shared_world)


@pytest.mark.parametrize("page", FOR_GEORGES)
def test_a_page_for_a_carer_is_whole(carer: Window, shared_world: World, page: str) -> None:
    carer.shows(FOR_GEORGES[page], shared_world)


@pytest.mark.parametrize("page", OF_NADIA)
def test_a_page_about_ones_close_ones_is_whole(nadia: Window, shared_world: World, page: str) -> None:
    nadia.shows(OF_NADIA[page], shared_world, after="/proches/invitation/")


def test_camille_finds_alix_among_her_profiles(shared_world: World, chromium: Browser, shared_site: str) -> None:
    camille = window(chromium, shared_site, session_of(CAMILLE, shared_world))
    camille.shows(at("/proches/"), shared_world)
    assert "Dossier d’Alix Morel" in camille.page.locator("main").inner_text().replace("\u00a0", " ")
    camille.page.context.close()
