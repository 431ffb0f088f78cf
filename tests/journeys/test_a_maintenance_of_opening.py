"""Scenario 25: Ali posts a maintenance for 7 h to 8 h; it comes and goes on time, and only opening is refused."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser

from tests.adapters.clocks import StoppedClock
from tests.browser import see
from tests.journeys.conftest import SignsIn
from tests.journeys.screen import Screen, Sort, screen, spaced
from tests.journeys.world import World
from tests.people import ALI, CAMILLE

pytestmark = pytest.mark.usefixtures("world")

FRENCH = "Maintenance demain de 7 h à 8 h. L’ouverture d’un dossier s’arrête. Le reste fonctionne."
ENGLISH = "Maintenance from 7 to 8 am. Opening a record stops. The rest works."
WRITTEN = {
    "Début, heure de Paris": "2026-11-22T07:00",
    "Fin, heure de Paris": "2026-11-22T08:00",
    "Titre en français": "Maintenance demain de 7 h à 8 h.",
    "Texte en français": "L’ouverture d’un dossier s’arrête. Le reste fonctionne.",
    "Titre en anglais": "Maintenance from 7 to 8 am.",
    "Texte en anglais": "Opening a record stops. The rest works.",
}


@pytest.fixture
def stranger(sort: Sort, chromium: Browser, site: str) -> Iterator[Screen]:
    """Somebody who has no record yet, at a screen of their own."""
    shown = screen(chromium, site, sort)
    yield shown
    shown.leaves()


def it_is(world: World, hour: str) -> None:
    """Sunday, at that hour of France."""
    clock = world.env.clock
    assert isinstance(clock, StoppedClock)
    clock.instant = datetime.fromisoformat(f"2026-11-22T{hour}").replace(tzinfo=ZoneInfo("Europe/Paris"))


def banner(shown: Screen, language: str) -> str:
    """What stands above the first page in a language, empty when nothing does."""
    shown.context.add_cookies([{"name": "affichage", "value": f"{language}.auto.normal", "url": shown.page.url}])
    shown.page.goto("/")
    return spaced(" ".join(shown.page.locator(".banner").all_inner_texts()))


def posts(ali: Screen) -> None:
    """Ali writes the banner, looks at its preview in both languages, and publishes it."""
    ali.opens("/assistance/").follows("Bandeaux").follows("Écrire un bandeau")
    ali.chooses("Ce qui est mis en pause, du début à la fin", "L’ouverture d’un dossier")
    for label, text in WRITTEN.items():
        ali.types(label, text)
    ali.presses("Voir l’aperçu")
    ali.is_accessible()
    assert FRENCH in ali.words
    assert ENGLISH in ali.words
    ali.presses("Publier")
    assert "Bandeau publié." in ali.words
    ali.is_accessible()


def test_it_comes_and_goes_on_time_and_only_opening_is_refused(
    signs_in: SignsIn, stranger: Screen, world: World
) -> None:
    posts(signs_in(ALI))
    stranger.page.goto("/")
    assert banner(stranger, "fr") == ""

    it_is(world, "06:59:59")
    assert (banner(stranger, "fr"), banner(stranger, "en")) == ("", "")
    stranger.context.clear_cookies()
    assert stranger.opens("/ouvrir/").status == 200

    it_is(world, "07:00:00")
    assert (banner(stranger, "fr"), banner(stranger, "en")) == (FRENCH, ENGLISH)
    stranger.context.clear_cookies()
    stranger.opens("/ouvrir/")
    assert stranger.status == 503
    assert "L’ouverture d’un dossier est en pause" in stranger.words
    assert "dimanche 22 novembre 2026 à 8 h" in stranger.words
    assert "Le reste du service fonctionne." in stranger.words
    stranger.is_accessible()
    see(stranger.page, "pause-ouverture")

    camille = signs_in(CAMILLE)
    assert camille.opens("/documents/").status == 200
    assert "pause" not in camille.words
    assert spaced(camille.page.locator(".banner").inner_text()) == FRENCH

    it_is(world, "08:00:00")
    assert (banner(stranger, "fr"), banner(stranger, "en")) == ("", "")
    stranger.context.clear_cookies()
    assert stranger.opens("/ouvrir/").status == 200
