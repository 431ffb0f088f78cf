"""Scenario 7: Camille hides a radiograph; each professional sees the world that is theirs, at once."""

from tests.journeys.care import counted, declares_consent, finds, record_page, titles
from tests.journeys.conftest import SignsIn
from tests.journeys.screen import A_PHONE_AND_A_PLAIN_DESK, Screen
from tests.journeys.world import NEVER_WAS, World
from tests.people import BENALI, CAMILLE, HADDAD, HUGO, KELLER, TOM

XRAY = "Radiographie du poignet gauche"


def shows(screen: Screen) -> str:
    """Show the radiograph to professionals again."""
    return screen.presses("Rendre visible").words


def masks(screen: Screen) -> Screen:
    """Hide it alone, through the page that says what that does and what else tells the same story."""
    screen.follows("Masquer aux professionnels")
    assert "Les professionnels ne verront plus ce document, ni qu’il existe." in screen.words
    assert "du même séjour ou du même soin" in screen.words
    for related in screen.page.get_by_role("checkbox").all():
        related.uncheck()
    return screen.presses("Masquer le document")


def test_those_who_may_not_see_it_do_not_see_that_it_was_there(signs_in: SignsIn, world: World) -> None:
    camille, tom, haddad = signs_in(CAMILLE), signs_in(TOM), signs_in(HADDAD)
    camille.opens("/documents/").follows(XRAY)
    assert "Masqué aux professionnels" in camille.words
    assert "Document visible de nouveau pour les professionnels autorisés." in shows(camille)

    declares_consent(finds(haddad, CAMILLE))
    finds(tom, CAMILLE)
    before = {screen.page: (counted(screen), titles(screen)) for screen in (tom, haddad)}
    assert all(XRAY in seen for _, seen in before.values())

    assert "Document masqué. Les professionnels ne le voient plus." in masks(camille).words
    document = world.document(CAMILLE, "camille-radiographie")
    for screen in (tom, haddad):
        screen.reloads()
        count, seen = before[screen.page]
        assert counted(screen) == count - 1
        assert titles(screen) == [title for title in seen if title != XRAY]
        record = record_page(world.record(CAMILLE))
        absent = screen.opens(f"{record}documents/{NEVER_WAS}/").words
        assert screen.status == 404
        assert screen.opens(f"{record}documents/{document}/").words == absent
        assert screen.status == 404
        assert XRAY not in screen.opens(f"{record}?mots=radiographie").words


@A_PHONE_AND_A_PLAIN_DESK
def test_her_doctor_and_its_author_still_see_it_with_its_chip(signs_in: SignsIn) -> None:
    keller, benali = signs_in(KELLER), signs_in(BENALI)
    for screen in (keller, benali):
        finds(screen, CAMILLE)
        (line,) = screen.lines(XRAY)
        assert "Masqué aux professionnels" in line
        screen.follows(XRAY)
        assert "Masqué aux professionnels" in screen.words
        assert "Fracture non déplacée" in screen.words


@A_PHONE_AND_A_PLAIN_DESK
def test_a_pharmacist_whose_profession_never_reads_such_reports_sees_no_difference(signs_in: SignsIn) -> None:
    camille, hugo = signs_in(CAMILLE), signs_in(HUGO)
    masked = finds(hugo, CAMILLE).words
    shows(camille.opens("/documents/").follows(XRAY))
    assert hugo.reloads().words == masked
    masks(camille)
    assert hugo.reloads().words == masked


@A_PHONE_AND_A_PLAIN_DESK
def test_she_takes_it_back_with_one_touch(signs_in: SignsIn) -> None:
    camille, tom = signs_in(CAMILLE), signs_in(TOM)
    finds(tom, CAMILLE)
    camille.opens("/documents/").follows(XRAY)
    shows(camille)
    masks(camille).presses("Annuler")
    assert "Document visible de nouveau pour les professionnels autorisés." in camille.words
    assert camille.page.locator(".heading .chip").count() == 0
    assert XRAY in titles(tom.reloads())
