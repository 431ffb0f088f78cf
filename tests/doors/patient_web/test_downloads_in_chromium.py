"""The pages of « Télécharger mon dossier »: accessible, well made, as wide as their window; taken with a click."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Browser

from carnet.config.export_jobs import WordsOfDoors
from carnet.core.audit.events import Door
from carnet.usecases.export.prepare_exports import work_on_exports
from tests.journeys.every_page import Window, at, window
from tests.journeys.sessions import session_of_holder
from tests.journeys.world import NEVER_WAS, World
from tests.people import CAMILLE

PAGE = "/telecharger/"
STATES = {
    "nothing asked yet": at(PAGE),
    "nothing ticked": at(PAGE, 422, {}),
    "a download in preparation": at(PAGE, 200, {"partie": "documents"}),
    "one that never was": at(f"{PAGE}{NEVER_WAS}/fichier/", 404),
}


@pytest.fixture(scope="module")
def camille(chromium: Browser, shared_site: str, shared_world: World) -> Iterator[Window]:
    """Camille's window, just after she proved again who she is."""
    session = session_of_holder(shared_world.holder(CAMILLE), CAMILLE.shown, shared_world, has_proved=True)
    opened = window(chromium, shared_site, session)
    yield opened
    opened.page.context.close()


@pytest.mark.parametrize("name", STATES)
def test_a_page_is_as_it_must_be(camille: Window, shared_world: World, name: str) -> None:
    camille.shows(STATES[name], shared_world, after="/acces/")


def test_what_is_ready_is_shown_and_taken_with_one_click(camille: Window, shared_world: World) -> None:
    camille.page.goto(PAGE)
    with camille.page.expect_navigation():
        camille.page.get_by_role("button", name="Préparer le téléchargement").click()
    work_on_exports(write=WordsOfDoors(), env=replace(shared_world.env, door=Door.TIMER))
    camille.shows(at(PAGE), shared_world)
    with camille.page.expect_download() as taken:
        camille.page.get_by_role("link", name="Télécharger").first.click()
    assert taken.value.suggested_filename == "dossier.zip"
