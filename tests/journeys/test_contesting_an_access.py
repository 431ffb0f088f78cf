"""Scenario 6: Camille does not recognise an access, says so, shuts its author out, and is answered."""

from carnet.core.audit.events import SecurityAct
from tests.journeys.care import finds, record_page
from tests.journeys.conftest import SignsIn
from tests.journeys.screen import Screen
from tests.journeys.world import World
from tests.people import ALI, CAMILLE, HUGO, ODILE

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


def test_a_reviewer_answers_her_after_he_has_explained_and_the_desk_saw_a_number_only(
    signs_in: SignsIn, world: World
) -> None:
    camille, hugo = signs_in(CAMILLE), signs_in(HUGO)
    doubts(camille)
    camille.ticks("Je ne la connais pas").types(
        "Ce que vous voulez préciser", "Je ne suis pas venue dans cette pharmacie."
    )
    camille.ticks("Prévenir ce professionnel que je conteste son accès")
    camille.ticks("Bloquer aussi cette personne, tout de suite").presses("Contester cet accès")
    assert "Accès contesté. Cette personne est bloquée." in camille.words
    assert "avant le 21 décembre 2026" in camille.words
    (written,) = [one for one in world.trace(CAMILLE) if one.action is SecurityAct.CONTEST]
    number = f"{written.id.hex[:4]}-{written.id.hex[4:8]}".upper()
    assert number in camille.words
    hugo.opens(record_page(world.record(CAMILLE)))
    assert hugo.status == 403

    ali = signs_in(ALI)
    ali.opens("/assistance/suivi/")
    assert number in ali.words
    assert "pharmacie" not in ali.words
    assert "Lemaire" not in ali.words

    odile = signs_in(ODILE)
    odile.opens("/assistance/examens/").follows(f"Accès contesté {number}")
    assert "Je ne suis pas venue dans cette pharmacie." in odile.words
    odile.types("Votre question", "Quand l’avez-vous servie ?").presses("Envoyer la question")
    hugo.opens("/pro/messages/").follows("Un examinateur vous demande d’expliquer un accès contesté")
    assert "pharmacie" not in hugo.words, "what she wrote is not for him"
    hugo.types("Votre explication", "Ordonnance renouvelée par téléphone.").presses("Envoyer à l’examinateur")
    odile.reloads()
    assert "Ordonnance renouvelée par téléphone." in odile.words
    odile.ticks("L’accès n’était pas justifié")
    odile.types("Réponse à la personne", "Cet accès n’avait pas de raison d’être.").presses("Répondre et clore")

    camille.opens("/demandes/")
    assert "Cet accès n’était pas justifié" in camille.words
    assert "Cet accès n’avait pas de raison d’être." in camille.words
    assert "Ordonnance renouvelée" not in camille.words, "what he wrote is for the reviewer"
