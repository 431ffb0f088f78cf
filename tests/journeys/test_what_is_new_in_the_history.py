"""Scenario 5: Camille reads who opened her record; what is new stays new for the time of her visit."""

from datetime import timedelta

from tests.journeys.care import finds
from tests.journeys.conftest import SignsIn
from tests.journeys.screen import Screen, spaced
from tests.journeys.world import World
from tests.people import CAMILLE, KELLER

ORANGE = "rgb(194, 84, 10)"
"""--new, in the light scheme (interface.md 6.3)."""


def edges(screen: Screen) -> list[str]:
    """The lines that have an orange edge, by their first words."""
    shown = []
    for line in screen.page.locator("li.access").all():
        shadow = str(line.evaluate("line => getComputedStyle(line).boxShadow"))
        if ORANGE in shadow and "inset" in shadow:
            shown.append(spaced(line.inner_text()))
    return shown


def marked(screen: Screen) -> list[str]:
    """The lines that say « Nouveau »."""
    return [spaced(one) for one in screen.page.locator("li.access:has(.chip-new)").all_inner_texts()]


def test_new_lines_have_an_orange_edge_and_the_word_and_a_first_visit_stands_in_bold(signs_in: SignsIn) -> None:
    camille = signs_in(CAMILLE).opens("/historique/")
    assert "lignes nouvelles depuis votre visite du mercredi 18 novembre 2026 à 20 h 14." in camille.words
    assert marked(camille)
    assert edges(camille) == marked(camille)
    assert not [line for line in marked(camille) if line.startswith("Vous")], "what she did herself is no news to her"
    hugo = camille.page.locator("li.access", has_text="Première venue").filter(has_text="Hugo Lemaire")
    assert hugo.locator("b").inner_text() == "Hugo Lemaire"
    assert int(hugo.locator("b").evaluate("name => getComputedStyle(name).fontWeight")) >= 700
    keller = camille.line("a ajouté Synthèse médicale").locator(".who")
    assert keller.locator("b").count() == 0


def test_what_is_new_stays_so_for_the_whole_visit_and_is_no_longer_at_the_next_one(
    signs_in: SignsIn, world: World
) -> None:
    camille = signs_in(CAMILLE).opens("/historique/")
    new = marked(camille)
    camille.opens("/documents/").opens("/historique/")
    assert marked(camille) == new
    world.passes(timedelta(minutes=3))
    assert marked(camille.reloads()) == new

    keller = signs_in(KELLER)
    finds(keller, CAMILLE)
    grown = [line for line in marked(camille.reloads()) if line not in new]
    assert all(line.startswith("Dr Anne Keller Nouveau") for line in grown)
    assert [line for line in grown if "a consulté la liste de vos documents" in line]
    assert [line for line in marked(camille) if line not in grown] == new

    camille.presses("Se déconnecter")
    assert "déconnect" in camille.words
    world.passes(timedelta(hours=1))
    camille.signs_in(CAMILLE, world).opens("/historique/")
    assert marked(camille) == edges(camille) == grown, "what came while she was here is new the next time"
    assert camille.lines("Première venue"), "who came first did so for ever"
