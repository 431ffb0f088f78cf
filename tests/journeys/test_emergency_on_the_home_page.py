"""Scenario 4: Camille finds on her home page that her record was opened in an emergency."""

from carnet.core.notices import NOTICES
from carnet.demo.stories.camille import REASON
from tests.journeys.care import breaks_the_glass, finds
from tests.journeys.conftest import SignsIn
from tests.journeys.screen import spaced
from tests.journeys.world import World
from tests.people import CAMILLE, HADDAD

WORDS_OF_HEALTH = ("malaise", "urgences", "médecin", "haddad", "camille", "morel", "chu")


def test_the_night_in_the_emergency_room_stands_first_with_its_cross_and_its_words(signs_in: SignsIn) -> None:
    camille = signs_in(CAMILLE)
    assert camille.words.startswith("Bonjour Camille Dernière visite mercredi 18 novembre 2026 à 20 h 14.")
    first = camille.line("Dr Inès Haddad")
    assert "Accès en urgence" in first.inner_text()
    assert "jeudi 19 novembre 2026 à 2 h 43" in camille.lines("Dr Inès Haddad")[0]
    assert (first.locator(".tile.urgent use").get_attribute("href") or "").endswith("#urgence")


def test_the_line_leads_to_the_emergencies_of_the_history_with_their_reason(signs_in: SignsIn) -> None:
    camille = signs_in(CAMILLE)
    camille.follows("Voir les accès en urgence", within=camille.line("Dr Inès Haddad"))
    assert camille.path == "/historique/?filtre=urgence"
    who = [spaced(one) for one in camille.page.locator("li.access .who").all_inner_texts()]
    assert who
    assert all("Dr Inès Haddad" in one and "Accès en urgence" in one for one in who)
    assert f"Motif indiqué : « {REASON} »" in camille.words


def test_she_is_told_at_once_in_words_that_say_nothing_of_her_health(signs_in: SignsIn, world: World) -> None:
    camille, haddad = signs_in(CAMILLE), signs_in(HADDAD)
    before = len(world.sent())
    finds(haddad, CAMILLE)
    breaks_the_glass(haddad, reason="Malaise sur la voie publique, patiente inconsciente")
    (message,) = world.sent()[before:]
    assert NOTICES["emergency-access"].body in message, "the sentence that a notification shows too, and no more"
    assert message.startswith("camille@example.org Votre dossier a été ouvert en urgence")
    assert not [word for word in WORDS_OF_HEALTH if word in message.removeprefix("camille@example.org").casefold()]
    camille.reloads()
    assert "samedi 21 novembre 2026 à 13 h 00" in camille.lines("Dr Inès Haddad")[0]
