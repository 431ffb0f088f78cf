"""The pages on which somebody hides, puts away and checks: accessible, well made, calm, as wide as their window."""

import pytest

from carnet.usecases.confidentiality.set_aside_document import SettingChanged, set_aside_document
from carnet.usecases.feeding.deposit_documents import Deposited, deposit_documents
from tests.doors.patient_web.test_every_page_in_chromium import card, of
from tests.installation import note, submission_of
from tests.journeys.every_page import Window, at
from tests.journeys.fixtures import WindowOf
from tests.journeys.world import World
from tests.people import CAMILLE, DELORME, KELLER

PAGES = {
    "a document": of("camille-ordonnance"),
    "masking a stay": of("camille-urgences", "masquer/"),
    "who can see it": of("camille-ordonnance", "qui-peut-le-voir/"),
    "who can see it, looking for somebody": of("camille-ordonnance", "qui-peut-le-voir/?nom=ha"),
    "who can see it, nobody found": of("camille-ordonnance", "qui-peut-le-voir/?nom=zzzz"),
    "keeping secret": of("camille-ordonnance", "secret/"),
    "not mine": of("camille-ordonnance", "pas-a-moi/"),
    "deleting one's own": of("camille-directives", "supprimer/"),
    "to check": at("/documents/a-verifier/"),
    "documents, some to check": at("/documents/"),
    "what is hidden": at("/acces/ce-qui-est-cache/"),
    "somebody blocked": card(f"professionnel/{DELORME.identifier.value}"),
    "hidden from somebody": of("camille-biologie-4", f"cacher/{KELLER.identifier.value}/", sent={}),
    "archived": of("camille-biologie-1", "archiver/", sent={}),
    "documents, the archived": at("/documents/?categorie=archives"),
}


@pytest.fixture(scope="module")
def camille(window_of: WindowOf, shared_world: World) -> Window:
    """Camille's window, when something waits for her and something is set aside."""
    person, env = CAMILLE.identity, shared_world.env
    answer = deposit_documents(
        submission_of(person, note(person, by=DELORME.actor, number=71)), actor=DELORME.actor, env=env
    )
    assert isinstance(answer, Deposited)
    document = shared_world.document(CAMILLE, "camille-kinesitherapie")
    aside = set_aside_document(shared_world.record(CAMILLE), document, actor=shared_world.holder(CAMILLE), env=env)
    assert isinstance(aside, SettingChanged)
    return window_of(CAMILLE)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_as_it_must_be(camille: Window, shared_world: World, name: str) -> None:
    camille.shows(PAGES[name], shared_world, after="/acces/")
