"""Zephyr comes for the first time: what to look at is there, one point at a time, and none of it is compulsory."""

from playwright.sync_api import Browser

from tests.journeys.conftest import SignsIn
from tests.journeys.screen import A_PHONE_AND_A_PLAIN_DESK, Screen, Sort, screen, spaced
from tests.journeys.sessions import session_of_account, session_of_holder
from tests.journeys.world import ZEPHYR, World
from tests.people import ALIX, CAMILLE, SACHA

CARD = "Pour bien commencer"


def newcomer(world: World, browser: Browser, site: str, sort: Sort) -> Screen:
    """Somebody whose record was opened a moment ago, at their first sign-in."""
    return with_session(session_of_holder(world.opens(ZEPHYR), "Zephyr Vide", world), browser, site, sort)


def with_session(session: tuple[str, str], browser: Browser, site: str, sort: Sort) -> Screen:
    """A window in which that session is open."""
    shown = screen(browser, site, sort)
    shown.context.add_cookies([{"name": session[0], "value": session[1], "url": site}])
    return shown


def fills_in_whom_to_call(somebody: Screen) -> Screen:
    somebody.opens("/premiere-visite/").follows("Dire qui appeler")
    somebody.follows("Ajouter une personne").types("Prénom et nom", "Sacha Morel").types("Téléphone", "06 39 98 00 01")
    return somebody.presses("Enregistrer")


@A_PHONE_AND_A_PLAIN_DESK
def test_the_first_page_says_what_to_look_at_and_each_point_is_ticked_by_itself(
    world: World, chromium: Browser, site: str, sort: Sort
) -> None:
    zephyr = newcomer(world, chromium, site, sort)
    zephyr.opens("/accueil/").is_accessible()
    assert "C’est votre première visite." in zephyr.words
    assert f"{CARD} 4 points vous attendent, une minute pour chacun :" in zephyr.words
    fills_in_whom_to_call(zephyr)
    zephyr.opens("/accueil/")
    assert "3 points vous attendent" in zephyr.words
    zephyr.follows("Continuer").is_accessible()
    assert "Personnes à prévenir Fait" in spaced(zephyr.line("Personnes à prévenir").inner_text())
    zephyr.follows("Choisir cette personne").types("Prénom et nom", "Sacha Morel").presses("Enregistrer")
    zephyr.opens("/premiere-visite/")
    assert "Personne de confiance Fait" in spaced(zephyr.line("Personne de confiance").inner_text())
    zephyr.leaves()


@A_PHONE_AND_A_PLAIN_DESK
def test_what_is_put_off_leaves_the_home_page_comes_back_at_once_and_is_found_again(
    world: World, chromium: Browser, site: str, sort: Sort
) -> None:
    zephyr = newcomer(world, chromium, site, sort)
    zephyr.opens("/premiere-visite/").presses("Plus tard Alertes")
    assert "Remis à plus tard." in zephyr.words
    assert "Alertes Plus tard" in spaced(zephyr.line("Un message court").inner_text())
    zephyr.opens("/premiere-visite/").presses("Tout remettre à plus tard")
    assert zephyr.path == "/accueil/"
    assert CARD not in zephyr.words
    zephyr.presses("Annuler")
    assert CARD in zephyr.words
    zephyr.presses("Plus tard pour bien commencer")
    assert CARD not in zephyr.opens("/accueil/").words
    zephyr.opens("/compte/").follows(CARD).presses("Me le rappeler Alertes")
    assert "1 point vous attend, une minute suffit : Alertes" in zephyr.opens("/accueil/").words
    zephyr.leaves()


@A_PHONE_AND_A_PLAIN_DESK
def test_a_parent_is_asked_what_a_parent_can_do(world: World, chromium: Browser, site: str, sort: Sort) -> None:
    sacha = with_session(session_of_account(SACHA, world, opens=ALIX), chromium, site, sort)
    sacha.opens("/premiere-visite/").is_accessible()
    assert "Qui appeler s’il lui arrive quelque chose ?" in sacha.words
    assert "Personne de confiance" not in sacha.words
    assert "Alertes" not in sacha.words
    fills_in_whom_to_call(sacha)
    assert "Personnes à prévenir Fait" in spaced(
        sacha.opens("/premiere-visite/").line("Personnes à prévenir").inner_text()
    )
    sacha.leaves()


def test_camille_reads_larger_darker_and_ten_documents_at_a_time(signs_in: SignsIn) -> None:
    camille = signs_in(CAMILLE)
    camille.opens("/compte/").follows("Voir mes réglages").is_accessible()
    camille.ticks("Très grande").ticks("Sombre").ticks("10").presses("Enregistrer")
    assert "Réglages enregistrés." in camille.words
    camille.opens("/documents/").is_accessible()
    html = camille.page.locator("html")
    assert (html.get_attribute("data-text"), html.get_attribute("data-theme")) == ("larger", "dark")
    assert camille.page.locator("main li.document a.title").count() == 10
