"""Scenario 19: Camille forbids emergency accesses; whoever tries learns nothing of why."""

from tests.journeys.care import breaks_the_glass, finds, record_page
from tests.journeys.conftest import SignsIn
from tests.journeys.screen import A_PHONE_AND_A_PLAIN_DESK, Screen, spaced
from tests.journeys.world import NEVER_WAS, World
from tests.people import CAMILLE, HADDAD, KELLER

NEUTRAL = "Aucun accès en urgence à ce dossier. Continuez sans lui."
SAMU, GLASS = "Samu – Centre 15", "Danger immédiat"


def switches(screen: Screen) -> dict[str, bool]:
    """The two switches, as their tab of the page of accesses shows them."""
    screen.opens("/acces/").follows("Urgence")
    return {label: screen.page.get_by_label(label).is_checked() for label in (SAMU, GLASS)}


def chooses(screen: Screen, *, samu: bool, glass: bool) -> Screen:
    """Set both and keep them."""
    screen.opens("/acces/urgences/").ticks(SAMU, is_on=samu).ticks(GLASS, is_on=glass)
    return screen.presses("Enregistrer mes choix")


def test_a_doctor_gets_the_one_neutral_answer_and_only_her_history_tells_why(signs_in: SignsIn, world: World) -> None:
    camille, haddad, keller = signs_in(CAMILLE), signs_in(HADDAD), signs_in(KELLER)
    assert switches(camille) == {SAMU: True, GLASS: True}
    assert "Vos choix pour les urgences sont enregistrés." in chooses(camille, samu=True, glass=False).words
    camille.opens("/accueil/")
    assert "En urgence : accès refusé." in camille.words
    assert "Samu – Centre 15 Peut lire pendant un appel" in camille.words

    breaks_the_glass(finds(haddad, CAMILLE), reason="Accident de la route, recherche d’allergies")
    assert haddad.status == 403
    assert NEUTRAL in haddad.words
    assert "urgences" not in haddad.words.removeprefix("Accès impossible").replace("en urgence", "")
    haddad.opens(record_page(world.record(CAMILLE)))
    assert haddad.status == 403

    camille.opens("/historique/?filtre=refus")
    line = camille.line("a voulu ouvrir votre dossier en urgence")
    assert "Dr Inès Haddad Accès en urgence Refusé Nouveau" in spaced(line.inner_text())
    assert "Motif indiqué : « Accident de la route, recherche d’allergies »" in spaced(line.inner_text())
    line.locator("summary").click()
    assert "Refusé : La personne" in spaced(line.locator("details").inner_text())
    keller.opens(record_page(world.record(CAMILLE), "historique/"))
    assert "Accident de la route" not in keller.words


@A_PHONE_AND_A_PLAIN_DESK
def test_the_samu_has_its_own_switch(signs_in: SignsIn) -> None:
    camille, haddad = signs_in(CAMILLE), signs_in(HADDAD)
    chooses(camille, samu=False, glass=True)
    assert switches(camille) == {SAMU: False, GLASS: True}
    breaks_the_glass(finds(haddad, CAMILLE), reason="Accident de la route, recherche d’allergies")
    assert haddad.page.locator(".identity.urgent").count() == 1


@A_PHONE_AND_A_PLAIN_DESK
def test_forbidding_them_ends_the_access_that_is_under_way(signs_in: SignsIn) -> None:
    camille, haddad = signs_in(CAMILLE), signs_in(HADDAD)
    breaks_the_glass(finds(haddad, CAMILLE), reason="Accident de la route, recherche d’allergies")
    assert haddad.status == 200
    chooses(camille, samu=True, glass=False)
    haddad.reloads()
    assert haddad.status == 403
    assert "Vous n’avez pas accès à ce dossier." in haddad.words


@A_PHONE_AND_A_PLAIN_DESK
def test_a_record_that_never_was_answers_the_same(signs_in: SignsIn, world: World) -> None:
    camille, haddad = signs_in(CAMILLE), signs_in(HADDAD)
    chooses(camille, samu=True, glass=False)
    answers = []
    for record in (world.record(CAMILLE), NEVER_WAS):
        haddad.opens(f"/pro/dossiers/{record}/urgence/").types("Motif", "Accident de la route, sans connaissance")
        haddad.presses("Ouvrir le dossier en urgence")
        answers.append((haddad.status, haddad.page.title(), haddad.words))
    assert answers[0] == answers[1]
