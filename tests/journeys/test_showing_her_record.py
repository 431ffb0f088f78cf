"""Scenarios 8 and 12: Camille shows something by a code, for a while, and stops when she wants."""

from datetime import timedelta

from tests.journeys.care import finds, record_page, titles
from tests.journeys.conftest import SignsIn
from tests.journeys.screen import A_PHONE_AND_A_PLAIN_DESK, Screen
from tests.journeys.world import World
from tests.people import CAMILLE, HADDAD, HUGO, TOM

XRAY = "Radiographie du poignet gauche"
SHOWN_TO_ME = "Le patient me montre son dossier"


def shows(camille: Screen, *documents: str, hour: bool = False) -> str:
    """Show the record, or documents of it; gives the code that her screen displays."""
    camille.opens("/acces/").follows("Montrer mon dossier à un soignant")
    assert camille.page.get_by_role("checkbox").count() == 0, "who shows everything need not look through everything"
    if documents:
        camille.ticks("Les documents cochés ci-dessous")
    for title in documents:
        camille.page.get_by_role("checkbox", name=title).check()
    camille.ticks("1 heure" if hour else "15 minutes").presses("Afficher le code").is_accessible()
    assert camille.page.locator("svg.qr").is_visible()
    return camille.page.locator(".big-code").inner_text()


def types(screen: Screen, code: str) -> Screen:
    """Type a code, once signed in."""
    return screen.opens("/pro/").follows(SHOWN_TO_ME).types("Code du patient", code).presses("Ouvrir")


def test_she_hides_it_from_one_physiotherapist_then_shows_it_to_him_for_fifteen_minutes(
    signs_in: SignsIn, world: World
) -> None:
    camille, tom = signs_in(CAMILLE), signs_in(TOM)
    camille.opens("/documents/").follows(XRAY).presses("Rendre visible")
    xray = world.document(CAMILLE, "camille-radiographie")
    camille.opens(f"/documents/{xray}/qui-peut-le-voir/")
    camille.presses("Cacher Tom Nguyen", within=camille.line("Tom Nguyen"))
    assert XRAY not in titles(finds(tom, CAMILLE))

    code = shows(camille, XRAY)
    assert "Personne pour l’instant" in camille.words
    assert "Personne ne peut exiger ce document" in camille.words
    assert "Le patient vous montre son dossier." in types(tom, code).words
    assert XRAY in titles(tom)
    tom.follows(XRAY)
    assert "Fracture non déplacée" in tom.words
    assert "Tom Nguyen" in camille.reloads().words

    world.passes(timedelta(minutes=15))
    page = camille.path
    assert XRAY not in titles(finds(tom.signs_in(TOM, world), CAMILLE))
    tom.opens(f"{record_page(world.record(CAMILLE))}documents/{xray}/")
    assert tom.status == 404
    assert "Le temps est passé." in camille.signs_in(CAMILLE, world).opens(page).words


def test_a_code_opens_once_to_each_and_when_she_stops_nobody_reads(signs_in: SignsIn, world: World) -> None:
    camille, haddad, hugo = signs_in(CAMILLE), signs_in(HADDAD), signs_in(HUGO)
    record = record_page(world.record(CAMILLE))
    assert haddad.opens(record).status == 403
    code = shows(camille)

    types(haddad, code)
    assert "Le patient vous montre son dossier jusqu’à 13 h 15." in haddad.words
    seen = titles(haddad)
    assert seen
    assert XRAY not in seen, "masks hold"
    types(haddad, code)
    assert haddad.status == 422
    assert "Vous avez déjà ouvert ce que ce code montre." in haddad.words
    assert titles(finds(haddad, CAMILLE)) == seen, "she finds her way back while it lasts"
    assert "Dr Inès Haddad" in camille.reloads().words

    camille.presses("Arrêter maintenant")
    assert "Vous avez arrêté. Ce code n’ouvre plus rien." in camille.words
    assert haddad.opens(record).status == 403
    assert "Vous n’avez pas accès à ce dossier." in haddad.words
    types(hugo, code)
    assert hugo.status == 422
    assert "Ce code n’ouvre rien." in hugo.words

    camille.opens("/historique/")
    assert "a ouvert, par votre code, tout le dossier" in camille.words
    assert "Montré par un code" in camille.words
    assert "Vous avez cessé de montrer tout le dossier" in camille.words
    camille.opens("/historique/?filtre=refus")
    assert "a tapé un code, qui ne lui a rien ouvert" in camille.words


@A_PHONE_AND_A_PLAIN_DESK
def test_the_picture_leads_to_the_page_where_the_code_is_typed_and_no_server_is_told(signs_in: SignsIn) -> None:
    camille, haddad = signs_in(CAMILLE), signs_in(HADDAD)
    code = shows(camille, hour=True).replace(" ", "")
    asked: list[str] = []
    haddad.page.on("request", lambda request: asked.append(request.url))
    haddad.opens(f"/pro/montre/#{code}")
    if haddad.runs_scripts:
        assert haddad.path == "/pro/montre/"
        assert haddad.page.get_by_label("Code du patient").input_value() == code
        haddad.presses("Ouvrir")
        assert titles(haddad)
    else:
        assert "tapez les 8 caractères" in haddad.words
    assert not [url for url in asked if code in url.partition("#")[0]]


@A_PHONE_AND_A_PLAIN_DESK
def test_her_page_names_whoever_comes_without_being_touched(signs_in: SignsIn) -> None:
    camille, haddad = signs_in(CAMILLE), signs_in(HADDAD)
    code = shows(camille)
    types(haddad, code)
    if camille.runs_scripts:
        with camille.page.expect_navigation():
            camille.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    else:
        camille.reloads()
    assert "Dr Inès Haddad" in camille.words


@A_PHONE_AND_A_PLAIN_DESK
def test_three_wrong_codes_make_a_professional_wait(signs_in: SignsIn, world: World) -> None:
    haddad = signs_in(HADDAD)
    for wrong in ("aaaa bbbb", "aaaa cccc", "aaaa dddd"):
        types(haddad, wrong)
        assert haddad.status == 422
    types(haddad, "aaaa eeee").is_accessible()
    assert haddad.status == 429
    assert "Trois codes faux." in haddad.words
    world.passes(timedelta(minutes=15))
    types(haddad.signs_in(HADDAD, world), "aaaa eeee")
    assert haddad.status == 422
