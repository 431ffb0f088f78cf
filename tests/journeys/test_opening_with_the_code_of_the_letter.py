"""Scenario 1: somebody opens their record with the code of their letter, and lands on their home page."""

import re
from urllib.parse import urlsplit

from playwright.sync_api import Browser

from carnet.core.identifiers import RecordId
from carnet.demo.insured import MANON
from carnet.store import letters
from carnet.store.context import within
from carnet.store.models import OpeningConsentRow, TermsAcceptanceRow
from carnet.usecases.record.find_record import find_record
from tests.journeys.screen import Screen, Sort, screen
from tests.journeys.world import World

PASSWORD = "trois cerises et un marque-page"
HEALTH = re.compile(r"médic|santé|soin|maladie|document|ordonnance|LE GOFF|Manon", re.IGNORECASE)


def letter_of(world: World) -> str:
    """The code of the letter that the desk prints and the post brings."""
    world.works_off()
    batch = world.env.chance.identifier()
    with within(RecordId(batch)):
        letters.take_for_printing(batch, most=9, at=world.env.clock.now())
    (printed,) = letters.in_batch(batch, keyring=world.env.keyring)
    assert printed.content.lines == ("Manon LE GOFF", "3 rue des Docks", "44000 NANTES")
    return printed.content.values["code"]


def types_the_card(manon: Screen) -> Screen:
    manon.types("Numéro de sécurité sociale", MANON.identifier.value)
    return manon.types("Numéro de série de la carte", MANON.cards[0])


def test_manon_opens_her_record_with_the_code_of_her_letter(
    world: World, sort: Sort, chromium: Browser, site: str
) -> None:
    manon = screen(chromium, site, sort)
    manon.opens("/ouvrir/")
    assert "Refuser ne change rien à vos soins, ni à vos remboursements." in manon.words
    manon.is_accessible()
    types_the_card(manon.follows("Demander un code")).presses("Demander mon code")
    assert "Si ces numéros vont ensemble, un code part aujourd’hui." in manon.words

    types_the_card(manon.follows("J’ai reçu mon code")).types("Code de création", letter_of(world).upper())
    manon.presses("Continuer")
    assert "Vous êtes Manon L., de l’année 1992." in manon.words
    manon.ticks("Par SMS").types("Téléphone mobile", "06 39 98 00 77").presses("Recevoir un code")
    code = world.last_code()
    manon.types("Code reçu", f" {code[:3]} {code[3:]} ").presses("Continuer")
    assert "Vous êtes prévenu." in manon.words
    manon.presses("Continuer").reloads()
    manon.ticks("J’ai lu les conditions et je les accepte").ticks("Je suis d’accord pour ouvrir mon dossier")
    manon.presses("Ouvrir mon dossier")
    identifier, password = manon.page.locator("main dd b").all_inner_texts()
    manon.reloads()
    assert manon.page.locator("main dd b").all_inner_texts() == [identifier, password]
    manon.is_accessible()

    manon.presses("C’est noté, me connecter")
    manon.types("Identifiant", identifier).types("Mot de passe", password).presses("Continuer")
    manon.types("Code à usage unique", world.last_code()).presses("Ouvrir mon dossier")
    manon.types("Nouveau mot de passe", PASSWORD).presses("Enregistrer et ouvrir mon dossier")
    assert urlsplit(manon.page.url).path == "/accueil/"
    assert "Pour bien commencer" in manon.words
    assert "Vous avez ouvert votre dossier" in manon.opens("/historique/").words

    record = find_record(MANON.identifier, env=world.env)
    with within(record):
        assert OpeningConsentRow.objects.get().proof == "online"
        assert TermsAcceptanceRow.objects.get().version == "2018-11"
    told = [one for one in world.sent() if "+33639980077" in one]
    assert any("Votre dossier vient d’être ouvert" in one for one in told)
    assert not any(HEALTH.search(one) for one in told)
    manon.leaves()
