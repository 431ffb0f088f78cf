"""A surgeon who works in two places says in which one he is: what he may read depends on it."""

from carnet.demo.caregivers import CHU, PRACTICE
from tests.journeys.care import finds
from tests.journeys.conftest import SignsIn
from tests.journeys.screen import A_PHONE_AND_A_PLAIN_DESK, Screen
from tests.journeys.world import World
from tests.people import GEORGES, VASSEUR

REPORT = "Compte rendu d’hospitalisation : prothèse du genou"
ANAESTHESIA = "Consultation d’anesthésie"


def leaves_for_the_day(screen: Screen) -> None:
    """Sign out, here and at the identity provider."""
    with screen.page.expect_navigation(url="**/pro/connexion/fin/**"):
        screen.page.get_by_role("button", name="Se déconnecter").click()


@A_PHONE_AND_A_PLAIN_DESK
def test_at_the_hospital_he_reads_with_its_team_and_in_town_the_person_is_asked_first(
    signs_in: SignsIn, world: World
) -> None:
    vasseur = signs_in(VASSEUR)
    assert vasseur.path == "/pro/"
    finds(vasseur, GEORGES)
    assert REPORT in vasseur.words
    assert ANAESTHESIA in vasseur.words
    leaves_for_the_day(vasseur)

    vasseur.signs_in(VASSEUR, world, place=PRACTICE.name)
    finds(vasseur, GEORGES)
    assert ANAESTHESIA not in vasseur.words


@A_PHONE_AND_A_PLAIN_DESK
def test_each_of_his_places_is_offered_and_none_is_chosen_for_him(signs_in: SignsIn) -> None:
    vasseur = signs_in(VASSEUR)
    leaves_for_the_day(vasseur)
    vasseur.opens("/pro/connexion/")
    with vasseur.page.expect_navigation(url="**/authorize?*"):
        vasseur.page.get_by_role("button", name="Se connecter").click()
    with vasseur.page.expect_navigation(url="**/pro/connexion/lieu/"):
        vasseur.page.get_by_role("button", name=VASSEUR.name.shown()).click()
    assert "Où travaillez-vous aujourd’hui" in vasseur.words
    assert [one.inner_text() for one in vasseur.page.locator("main button").all()] == [CHU.name, PRACTICE.name]
    vasseur.opens("/pro/messages/")
    assert vasseur.path.startswith("/pro/connexion/"), "he is nobody's professional until he has said where"
