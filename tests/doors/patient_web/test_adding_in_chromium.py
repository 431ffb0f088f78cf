"""Adding documents of one's own: each page accessible and well made; files sent by pieces, taken up after a break."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Browser, FilePayload, Route, expect

from carnet.core.audit.events import Door
from carnet.usecases.adding.keep_files import Kept, SentFile, keep_files
from carnet.usecases.adding.look_at_drafts import Drafts, list_drafts, remove_draft
from carnet.usecases.adding.upload_file import Coming, begin_upload
from tests.formats.dicom.files import dicom
from tests.journeys.every_page import Kind, Window, at, window
from tests.journeys.sessions import session_of_holder
from tests.journeys.world import World
from tests.people import CAMILLE

ADD, CHECK = "/documents/ajouter/", "/documents/ajouter/verifier/"
A_LONG_NAME = "ordonnance_du_docteur_anticonstitutionnellement_longue_2026.txt"
A_LETTER: FilePayload = {"name": "ma_lettre.txt", "mimeType": "text/plain", "buffer": "Je préfère le matin.".encode()}
OF_GEORGES = dicom(PatientName="BRUNET^GEORGES", PatientBirthDate="19480502")
A_DISC = dicom(PatientName="BRUNET^GEORGES", PatientBirthDate="19480502", StudyDate="20260217")
"""Another than the one that only waits: what was added once is not taken a second time."""
A_SCAN: FilePayload = {"name": "IM000001", "mimeType": "application/octet-stream", "buffer": A_DISC}
A_LONG_ONE: FilePayload = {"name": "longue.txt", "mimeType": "text/plain", "buffer": b"Une longue lettre. " * 60_000}


def waiting(world: World) -> Drafts:
    """What Camille has under way."""
    env = replace(world.env, door=Door.PATIENT_SITE)
    found = list_drafts(world.record(CAMILLE), actor=world.holder(CAMILLE), env=env)
    assert isinstance(found, Drafts)
    return found


@pytest.fixture
def nothing_waits(shared_world: World) -> None:
    """She has nothing under way."""
    here = waiting(shared_world)
    for one in (*here.ready, *here.unfinished):
        remove_draft(shared_world.record(CAMILLE), one.id, actor=shared_world.holder(CAMILLE), env=shared_world.env)


@pytest.fixture
def a_note_waits(nothing_waits: None, shared_world: World) -> None:  # noqa: ARG001  it is alone there
    """She has written a note, sent a file with a long name, and another broke off on its way."""
    record, actor, env = shared_world.record(CAMILLE), shared_world.holder(CAMILLE), shared_world.env
    kept = keep_files(record, [SentFile(A_LONG_NAME, b"Un mot.")], note="Je dors mal.", actor=actor, env=env)
    assert kept == Kept(2, ())
    assert isinstance(begin_upload(record, A_LONG_NAME, size=4, digest="0" * 64, actor=actor, env=env), Coming)


@pytest.fixture(scope="module")
def camille(chromium: Browser, shared_site: str, shared_world: World) -> Iterator[Window]:
    """Camille's window."""
    session = session_of_holder(shared_world.holder(CAMILLE), CAMILLE.shown, shared_world)
    opened = window(chromium, shared_site, session)
    yield opened
    opened.page.context.close()


@pytest.mark.usefixtures("nothing_waits")
@pytest.mark.parametrize("sent", [None, {"note": ""}], ids=["as it is", "nothing sent"])
def test_the_page_that_adds_is_as_it_must_be(sent: dict[str, str] | None, camille: Window, shared_world: World) -> None:
    camille.shows(at(ADD, 422 if sent else 200, sent), shared_world, after="/acces/")


@pytest.mark.usefixtures("a_note_waits")
def test_the_pages_that_check_are_as_they_must_be(camille: Window, shared_world: World) -> None:
    camille.shows(at(ADD), shared_world)
    camille.shows(at(CHECK), shared_world)
    untitled = {f"titre-{waiting(shared_world).ready[0].id}": ""}
    camille.shows(at(CHECK, 422, untitled), shared_world, after="/acces/")
    camille.shows(Kind(lambda world: f"{CHECK}{waiting(world).ready[0].id}/"), shared_world)


@pytest.mark.usefixtures("nothing_waits")
def test_the_pages_that_show_an_x_ray_of_another_are_as_they_must_be(camille: Window, shared_world: World) -> None:
    sent = [SentFile("IM000001", OF_GEORGES), SentFile("IM000002", dicom())]
    actor, env = shared_world.holder(CAMILLE), shared_world.env
    assert keep_files(shared_world.record(CAMILLE), sent, actor=actor, env=env) == Kept(2, ())
    camille.shows(at(CHECK), shared_world)
    camille.shows(Kind(lambda world: f"{CHECK}{waiting(world).ready[0].id}/"), shared_world)
    number = waiting(shared_world).ready[0].id
    unsaid = {f"titre-{number}": "Genou", f"type-{number}": "DOCPAT04", f"date-{number}": "2026-03-05"}
    camille.shows(at(CHECK, 422, unsaid), shared_world, after="/acces/")


@pytest.mark.usefixtures("nothing_waits")
def test_an_x_ray_of_a_disc_is_sent_then_said_to_be_hers_and_added(camille: Window) -> None:
    page = camille.page
    page.goto(ADD)
    page.get_by_label("Images d’un CD de radiologie").set_input_files([A_SCAN])
    page.get_by_role("button", name="Continuer", exact=True).click()
    page.wait_for_url(f"**{CHECK}")
    page.get_by_role("button", name="Ajouter ce document").click()
    page.get_by_text("Retirez cette image, ou dites de qui elle est.").first.wait_for()
    page.get_by_label("C’est bien mon image").check()
    page.get_by_role("button", name="Ajouter ce document").click()
    page.wait_for_url("**/documents/")
    camille.seen.forget()


@pytest.mark.usefixtures("nothing_waits")
def test_files_are_sent_by_pieces_then_looked_at_and_added(camille: Window) -> None:
    page = camille.page
    page.goto(ADD)
    of_the_morning: FilePayload = {**A_LETTER, "name": "lettre_du_matin.txt"}
    page.get_by_label("Fichiers").set_input_files([of_the_morning, A_LONG_ONE])
    page.get_by_role("button", name="Continuer").click()
    page.wait_for_url(f"**{CHECK}")
    assert [one.input_value() for one in page.get_by_label("Titre").all()] == ["lettre du matin", "longue"]
    page.get_by_role("button", name="Ajouter ces 2 documents").click()
    page.wait_for_url("**/documents/")
    expect(page.get_by_role("link", name="lettre du matin")).to_be_visible()
    camille.seen.forget()


@pytest.mark.usefixtures("nothing_waits")
def test_an_upload_that_the_network_broke_goes_on_where_it_was(camille: Window, shared_world: World) -> None:
    page, met = camille.page, []
    heard: list[str] = []

    def breaking(route: Route) -> None:
        """The second piece is lost once."""
        met.append(route.request.url.rpartition("=")[2])
        if len(met) == 2:
            route.abort()
        else:
            route.continue_()

    page.goto(ADD)
    page.expose_function("hears", lambda: heard.append("carnet:answered"))
    page.evaluate("document.addEventListener('carnet:answered', () => hears())")
    page.route("**/envoi/*/?debut=*", breaking)
    other: FilePayload = {**A_LONG_ONE, "buffer": b"Une autre lettre. " * 60_000}
    page.get_by_label("Fichiers").set_input_files([other])
    page.get_by_role("button", name="Continuer").click()
    page.wait_for_url(f"**{CHECK}")
    page.unroute("**/envoi/*/?debut=*")
    assert met == ["0", "524288", "524288", "1048576"]
    assert len(heard) == 4, "the announcement and three pieces: whoever uploads is not taken for somebody who left"
    assert len(waiting(shared_world).ready) == 1
    camille.seen.forget()


@pytest.mark.usefixtures("nothing_waits")
def test_what_cannot_be_added_is_said_beside_its_name_and_the_rest_waits(camille: Window, shared_world: World) -> None:
    page = camille.page
    page.goto(ADD)
    other: FilePayload = {**A_LETTER, "buffer": b"Encore un mot."}
    heic: FilePayload = {"name": "IMG_2.HEIC", "mimeType": "image/heic", "buffer": b"\0\0\0\x18ftypheic\0\0\0\0mif1"}
    page.get_by_label("Fichiers").set_input_files([heic, other])
    page.get_by_role("button", name="Continuer").click()
    page.get_by_text("Envoyez-la en JPEG").wait_for()
    expect(page.get_by_role("button", name="Continuer", exact=True)).to_be_enabled()
    assert [one.name for one in waiting(shared_world).ready] == ["ma_lettre.txt"]
    page.get_by_label("Ce que je veux écrire").fill("Je dors mal.")
    page.get_by_role("button", name="Continuer sans ces fichiers").click()
    page.wait_for_url(f"**{CHECK}")
    assert [one.name for one in waiting(shared_world).ready] == ["ma_lettre.txt", "Note"]
    camille.seen.forget()


@pytest.mark.usefixtures("nothing_waits")
def test_a_file_that_is_there_already_is_shown_where_it_is(camille: Window) -> None:
    page = camille.page
    again: FilePayload = {**A_LETTER, "buffer": "Encore la même lettre.".encode()}

    def sends() -> None:
        page.goto(ADD)
        page.get_by_label("Fichiers").set_input_files([again])
        page.get_by_role("button", name="Continuer", exact=True).click()

    sends()
    page.get_by_role("button", name="Ajouter ce document").click()
    page.wait_for_url("**/documents/")
    sends()
    page.get_by_role("link", name="Le voir dans le dossier").click()
    page.wait_for_url("**/documents/*-*/")
    assert page.get_by_text("Encore la même lettre.").first.is_visible()
    camille.seen.forget()
