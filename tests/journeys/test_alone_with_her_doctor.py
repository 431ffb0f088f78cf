"""Scenario 14: Lou, 16, sees her doctor alone; her parent finds nothing of it, not even a gap."""

import re

from tests.journeys.care import declares_consent, deposits, finds, titles
from tests.journeys.conftest import SignsIn
from tests.journeys.screen import Screen
from tests.journeys.world import World
from tests.people import HADDAD, KELLER, LOU, SACHA

NOTE = "Consultation confidentielle"
PAGES = ("/accueil/", "/documents/", "/documents/?categorie=archives", "/frise/", "/acces/", "/ma-sante/", "/demandes/")
CHIP = "Masqué aux représentants légaux"


def sees(sacha: Screen) -> list[str]:
    """All that Lou's parent reads in her record, but for what Sacha did there: pages, counts and lines included."""
    read = [sacha.opens(path).words for path in PAGES]
    sacha.opens("/historique/")
    lines = sacha.page.locator("li.access").all_inner_texts()
    others = [" ".join(line.split()) for line in lines if not line.strip().startswith("Vous")]
    return [*read, *others, sacha.page.locator("main [role=status]").inner_text()]


def is_alone_with(doctor: Screen) -> Screen:
    """Her doctor looks her up as alone with her, and opens a visit that representatives do not see, as she agrees."""
    doctor.opens("/pro/").types("INS (15 caractères, clé comprise)", LOU.identity.identifiers[0].value)
    doctor.ticks("Je suis seul avec une personne mineure, pour une visite secrète")
    doctor.presses("Chercher le dossier")
    assert "Dites-le : le compte de l’Assurance maladie de ses parents peut montrer un remboursement." in doctor.words
    doctor.ticks("La personne mineure, seule avec moi et informée, consent à cette visite.")
    return doctor.presses("Ouvrir la visite secrète").is_accessible()


def test_what_lou_asks_to_be_hidden_is_neither_seen_by_her_parent_nor_missed(signs_in: SignsIn, world: World) -> None:
    sacha, keller, lou = signs_in(SACHA), signs_in(KELLER), signs_in(LOU)
    sacha.opens("/proches/").presses(re.compile("^Ouvrir Dossier de Lou"))
    before = sees(sacha)
    sent = len(world.sent())

    is_alone_with(keller)
    visit = keller.path
    deposits(keller.follows("Déposer un document"), NOTE)
    assert keller.status == 403
    assert "Dans cette visite, un document déposé doit être caché" in keller.words
    deposits(keller.opens(visit).follows("Déposer un document"), NOTE, hidden_from_parents=True)
    assert NOTE not in titles(finds(keller, LOU)), "on the screen of a visit with a parent, it does not stand"
    keller.follows("La personne est seule avec moi")
    assert NOTE in titles(keller)
    assert CHIP in keller.line(NOTE).inner_text()
    keller.opens(visit).presses("Terminer la visite")

    assert sees(sacha) == before, "neither the document, nor a gap, nor the visit"
    assert not [message for message in world.sent()[sent:] if "sacha" in message]
    assert NOTE in lou.opens("/documents/").words
    assert sacha.opens(lou.follows(NOTE).path).status == 404


def test_the_first_visit_of_a_doctor_whom_her_parent_never_met_is_no_more_seen(signs_in: SignsIn) -> None:
    sacha, haddad = signs_in(SACHA), signs_in(HADDAD)
    sacha.opens("/proches/").presses(re.compile("^Ouvrir Dossier de Lou"))
    before = sees(sacha)
    is_alone_with(haddad)
    deposits(haddad.follows("Déposer un document"), NOTE, hidden_from_parents=True)
    assert sees(sacha) == before


def test_another_professional_sees_it_with_its_label_once_lou_lets_them_in(signs_in: SignsIn) -> None:
    keller, haddad = signs_in(KELLER), signs_in(HADDAD)
    deposits(is_alone_with(keller).follows("Déposer un document"), NOTE, hidden_from_parents=True)
    declares_consent(finds(haddad, LOU))
    assert NOTE not in titles(haddad)
    haddad.follows("La personne est seule avec moi")
    assert CHIP in haddad.line(NOTE).inner_text()
    haddad.follows(NOTE)
    assert CHIP in haddad.words
