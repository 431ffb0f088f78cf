"""The pages on which a professional acts on a document: accessible, well made, calm, as wide as their window."""

import pytest

from carnet.usecases.confidentiality.set_aside_document import SettingChanged, set_aside_document
from tests.doors.professional_web.test_document_acts import deposited
from tests.journeys.every_page import Kind, Window
from tests.journeys.fixtures import WindowOf
from tests.journeys.world import World
from tests.people import CAMILLE, HADDAD


@pytest.fixture(scope="module")
def haddad(window_of: WindowOf, shared_world: World) -> Window:
    """The window of an author, of whose documents one is set aside and none may be listed."""
    document = deposited(shared_world, 91)
    aside = set_aside_document(
        shared_world.record(CAMILLE), document, actor=shared_world.holder(CAMILLE), env=shared_world.env
    )
    assert isinstance(aside, SettingChanged)
    return window_of(HADDAD)


@pytest.fixture(scope="module")
def report(shared_world: World) -> str:
    """The address of a document that she wrote."""
    return f"/pro/dossiers/{shared_world.record(CAMILLE)}/documents/{deposited(shared_world, 92)}/"


@pytest.mark.parametrize(
    "below", ["", "annoncer/", "annoncer/plus-tard/", "masquer/", "rendre-visible/", "supprimer/", "repondre/"]
)
def test_what_is_done_to_a_document_is_explained_on_a_page_as_it_must_be(
    haddad: Window, shared_world: World, report: str, below: str
) -> None:
    haddad.shows(Kind(lambda _: f"{report}{below}", 200, None), shared_world)


def test_a_box_that_was_forgotten_is_asked_for(haddad: Window, shared_world: World, report: str) -> None:
    haddad.page.goto("/pro/messages/")  # a page that has the secret of its forms
    haddad.shows(Kind(lambda _: f"{report}annoncer/", 422, {}), shared_world)
    haddad.shows(Kind(lambda _: f"{report}annoncer/plus-tard/", 422, {"motif": "non"}), shared_world)


def test_what_an_author_is_asked_about_stands_on_a_page_as_it_must_be(haddad: Window, shared_world: World) -> None:
    haddad.shows(Kind(lambda _: "/pro/messages/", 200, None), shared_world)
    haddad.shows(Kind(lambda world: f"/pro/dossiers/{world.record(CAMILLE)}/ecartes/", 200, None), shared_world)
