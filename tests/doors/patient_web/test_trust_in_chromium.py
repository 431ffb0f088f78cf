"""Pages of what may be grave, of who is trusted, of what stays visible: accessible, well made, wide as their window."""

import pytest

from carnet.core.identifiers import DocumentId
from carnet.usecases.confidentiality.mask_document import VisibilityChanged, mask_document
from carnet.usecases.consent.choose_trusted_person import TrustedPerson, choose_trusted_person
from carnet.usecases.feeding.deposit_documents import Deposited, deposit_documents
from tests.doors.patient_web.test_every_page_in_chromium import of
from tests.installation import note, submission_of
from tests.journeys.every_page import Kind, Window, at
from tests.journeys.fixtures import WindowOf
from tests.journeys.world import World
from tests.people import CAMILLE, KELLER

PAGES = {
    "masking what tells of an allergy": of("camille-synthese-2", "masquer/"),
    "a trusted person": at("/acces/personne-de-confiance/"),
    "a trusted person without a name": at("/acces/personne-de-confiance/", 422, {"nom": ""}),
    "nobody trusted any more": at("/acces/personne-de-confiance/", sent={"retirer": "oui"}),
    "no allergy is kept": at("/acces/allergies/"),
}


@pytest.fixture(scope="module")
def report(shared_world: World) -> DocumentId:
    """A pathology report of Camille's; and she trusts Sacha."""
    written = note(CAMILLE.identity, by=KELLER.actor, number=73, type_code="11526-1")
    answer = deposit_documents(submission_of(CAMILLE.identity, written), actor=KELLER.actor, env=shared_world.env)
    assert isinstance(answer, Deposited)
    holder = shared_world.holder(CAMILLE)
    named = choose_trusted_person(holder.record, "Sacha Morel", actor=holder, env=shared_world.env)
    assert isinstance(named, TrustedPerson)
    return answer.documents[0]


@pytest.fixture(scope="module")
def camille(window_of: WindowOf, report: DocumentId) -> Window:
    """Camille's window, once the report is there."""
    assert report
    return window_of(CAMILLE)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_as_it_must_be(camille: Window, shared_world: World, name: str) -> None:
    if PAGES[name].sent is not None:
        camille.page.goto("/acces/")  # a page that has the secret of its forms
    camille.shows(PAGES[name], shared_world)


def test_a_grave_result_that_waits_is_as_it_must_be(camille: Window, shared_world: World, report: DocumentId) -> None:
    camille.shows(Kind(lambda _: f"/documents/{report}/"), shared_world)


def test_the_list_of_what_is_kept_is_as_it_must_be(camille: Window, shared_world: World) -> None:
    holder, document = shared_world.holder(CAMILLE), shared_world.document(CAMILLE, "camille-synthese-2")
    masked = mask_document(holder.record, document, keeps_allergies=True, actor=holder, env=shared_world.env)
    assert isinstance(masked, VisibilityChanged)
    camille.shows(at("/acces/allergies/"), shared_world)
