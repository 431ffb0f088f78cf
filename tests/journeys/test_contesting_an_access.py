"""Scenario 6, as far as the sites go: Camille does not recognise an access, says so, and shuts its author out."""

from carnet.core.audit.events import SecurityAct
from tests.journeys.care import finds, record_page
from tests.journeys.conftest import SignsIn
from tests.journeys.screen import Screen
from tests.journeys.world import World
from tests.people import CAMILLE, HUGO

DOUBT = "Je ne reconnais pas cet accès"


def doubts(camille: Screen) -> Screen:
    """Touch « Je ne reconnais pas cet accès » below the line by which Hugo read the prescription."""
    line = camille.opens("/historique/").line("a consulté Ordonnance")
    line.locator("summary").click()
    link = line.locator("a", has_text=DOUBT)
    with camille.page.expect_navigation():
        link.click()
    return camille


def test_she_contests_it_he_learns_of_it_because_she_asks_and_then_reads_nothing_more(
    signs_in: SignsIn, world: World
) -> None:
    camille, hugo = signs_in(CAMILLE), signs_in(HUGO)
    assert "Aucun message" in hugo.opens("/pro/messages/").words
    doubts(camille)
    assert "Elle ne ferme aucun accès." in camille.words
    camille.types("Ce que vous voulez préciser", "Je ne suis pas venue dans cette pharmacie.")
    camille.ticks("Prévenir ce professionnel que je conteste son accès").presses("Contester cet accès")
    assert "Accès contesté. Le professionnel le sait." in camille.words
    (written,) = [one for one in world.trace(CAMILLE) if one.action is SecurityAct.CONTEST]
    assert f"{written.id.hex[:4]}-{written.id.hex[4:8]}".upper() in camille.words

    assert "La personne conteste un de vos accès à son dossier" in hugo.reloads().words
    assert "pharmacie" not in hugo.words, "what she wrote is not for him"

    camille.follows("Voir la fiche de Hugo Lemaire").follows("Bloquer l’accès").presses("Bloquer l’accès")
    hugo.follows("La personne conteste un de vos accès à son dossier")
    assert hugo.status == 403
    assert "Vous n’avez pas accès à ce dossier." in hugo.words
    hugo.opens(record_page(world.record(CAMILLE)))
    assert hugo.status == 403

    camille.opens("/historique/")
    assert camille.lines("Vous avez contesté un accès de Hugo Lemaire")
    assert camille.lines("Vous avez bloqué Hugo Lemaire")
    assert "Contesté" in camille.lines("a consulté Ordonnance")[0]


def test_unless_she_asks_he_learns_nothing(signs_in: SignsIn) -> None:
    camille, hugo = signs_in(CAMILLE), signs_in(HUGO)
    doubts(camille).presses("Contester cet accès")
    assert "Accès contesté." in camille.words
    assert "Le professionnel le sait." not in camille.words
    assert "Aucun message" in hugo.opens("/pro/messages/").words
    finds(hugo, CAMILLE)
    assert hugo.status == 200, "a contest shuts nobody out"
