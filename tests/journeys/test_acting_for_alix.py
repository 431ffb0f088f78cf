"""Scenario 13: Camille, then Sacha, open Alix's record; every page says so, and each act stands under a name."""

import re

from tests.journeys.conftest import SignsIn
from tests.journeys.screen import Screen
from tests.journeys.world import World
from tests.people import ALIX, CAMILLE, SACHA, TOM

ALIXS = "Dossier d’Alix Morel"
PAGES = (
    "/accueil/",
    "/documents/",
    "/documents/ajouter/",
    "/frise/",
    "/historique/",
    "/ma-sante/",
    "/acces/",
    "/acces/bloques/",
    "/acces/urgences/",
    "/acces/montrer/",
    "/acces/que-verrait/",
    "/demandes/",
    "/telecharger/",
)


def opens_alix(someone: Screen) -> Screen:
    """Choose Alix among the profiles."""
    someone.opens("/proches/")
    return someone.presses("Ouvrir Dossier d’Alix Morel")


def header(someone: Screen) -> str:
    """What stands above the page."""
    return someone.page.locator("section.identity").inner_text().replace("\u00a0", " ")


def test_camille_switches_to_alix_and_the_header_and_the_title_say_so(signs_in: SignsIn) -> None:
    camille = signs_in(CAMILLE)
    assert camille.page.locator("section.identity").count() == 0
    opens_alix(camille)
    for path in PAGES:
        camille.opens(path)
        assert ALIXS in header(camille)
        assert "sous votre nom : Camille Morel" in header(camille)
        assert ALIXS in camille.page.title()
    camille.opens("/proches/").presses("Ouvrir Mon dossier")
    assert camille.page.locator("section.identity").count() == 0
    assert ALIXS not in camille.page.title()


def test_what_sacha_does_for_alix_stands_under_sachas_name(signs_in: SignsIn, world: World) -> None:
    sacha, camille = signs_in(SACHA), signs_in(CAMILLE)
    assert sacha.path == "/proches/", "Sacha has no record here: the site asks for whom"
    opens_alix(sacha).opens("/documents/").follows(re.compile("Vaccination contre"))
    assert ALIXS in header(sacha)
    last = world.trace(ALIX)[-1]
    assert (last.action.value, last.actor.kind, last.actor.identifier) == (
        "read-document",
        "representative",
        SACHA.account,
    )
    opens_alix(camille).opens("/historique/?filtre=representants")
    line = camille.lines("Sacha Morel")[0]
    assert "représentant légal" in line
    assert camille.lines("a consulté Vaccination contre"), "what Sacha read stands there, under Sacha's name"


def test_what_a_parent_decides_for_alix_is_told_to_the_other_as_theirs(signs_in: SignsIn) -> None:
    sacha, camille = signs_in(SACHA), signs_in(CAMILLE)
    opens_alix(sacha).opens(f"/acces/professionnel/{TOM.identifier.value}/").presses("Autoriser l’accès")
    opens_alix(camille).opens("/historique/?filtre=representants")
    (line,) = camille.lines("a autorisé Tom Nguyen")
    assert line.startswith("Sacha Morel")
    assert "demande" not in line, "nobody asked it of Sacha"
    assert "sacha@example.org" not in camille.words
