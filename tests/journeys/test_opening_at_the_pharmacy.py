"""Marthe, 81, without telephone or mail: her record is opened at the pharmacy; a week later she signs in from paper."""

import io
import re
from datetime import timedelta
from urllib.parse import urlsplit

import pypdfium2
from playwright.sync_api import Browser

from carnet.demo.newcomers import MARTHE
from carnet.store.context import within
from carnet.store.models import CardPresenceRow, OpeningConsentRow
from tests.browser import see
from tests.journeys.conftest import SignsIn
from tests.journeys.screen import Screen, Sort, screen
from tests.journeys.world import World
from tests.people import HUGO

PASSWORD = "trois pommes et un parapluie"
ONE_CODE = r"[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}"


def paper(hugo: Screen) -> str:
    """The words of the paper that Hugo prints, and what is written as a symbol on it is left to its own test."""
    answer = hugo.context.request.get("/pro/ouvrir/remis/papier.pdf")
    assert answer.ok
    document = pypdfium2.PdfDocument(io.BytesIO(answer.body()))
    words = " ".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return " ".join(words.split())


def test_marthe_has_a_record_at_once_and_signs_in_when_she_wants_to(
    signs_in: SignsIn, world: World, sort: Sort, chromium: Browser, site: str
) -> None:
    hugo = signs_in(HUGO)
    hugo.opens("/pro/").types("INS (15 caractères, clé comprise)", MARTHE.identity.identifiers[0].value)
    hugo.presses("Chercher le dossier").follows("Ouvrir un dossier", within=hugo.page.locator("main"))
    hugo.is_accessible()
    see(hugo.page, f"opening_card_{sort}")
    hugo.ticks("Marthe Le Bihan").presses("Lire la carte")
    assert "LE BIHAN" in hugo.words
    assert "sans téléphone ni adresse, le dossier s’ouvre quand même" in hugo.words
    see(hugo.page, f"opening_form_{sort}")
    hugo.ticks("J’ai vu la pièce d’identité, et c’est bien la même personne")
    hugo.ticks("Le dépliant lui a été lu à voix haute et elle dit oui")
    hugo.ticks("La personne est présente, informée, et d’accord pour ouvrir son dossier").presses("Ouvrir le dossier")
    assert "Dossier ouvert, sans compte" in hugo.words
    assert "Revenez dans une pharmacie" in paper(hugo)
    hugo.presses("C’est remis")

    record = world.record(MARTHE)
    with within(record):
        consent = OpeningConsentRow.objects.get()
        assert (consent.proof, consent.given_to) == ("read-aloud", HUGO.identifier.value)
        assert CardPresenceRow.objects.get().act == "open-record"

    world.passes(timedelta(minutes=14))
    hugo.opens("/pro/ouvrir/").follows("Remettre un compte").ticks("Marthe Le Bihan")
    see(hugo.page, f"opening_account_{sort}")
    hugo.types("Téléphone mobile", "06 39 98 00 78").ticks("Oui, avec des codes reçus par SMS")
    hugo.ticks("La personne est présente, j’ai vu sa pièce d’identité, et elle le demande")
    hugo.presses("Faire ses identifiants")
    hugo.is_accessible()
    see(hugo.page, f"opening_done_{sort}")
    identifier, password = re.findall(ONE_CODE, paper(hugo))
    hugo.presses("C’est remis")
    assert identifier not in hugo.opens("/pro/ouvrir/").page.content()

    marthe = screen(chromium, site, sort)
    marthe.opens("/connexion/").types("Identifiant", identifier).types("Mot de passe", password).presses("Continuer")
    marthe.types("Code à usage unique", world.last_code()).presses("Ouvrir mon dossier")
    marthe.types("Nouveau mot de passe", PASSWORD).presses("Enregistrer et ouvrir mon dossier")
    assert urlsplit(marthe.page.url).path == "/accueil/"
    assert "Hugo Lemaire" in marthe.opens("/historique/").words
    marthe.leaves()

    stranger = screen(chromium, site, sort)
    stranger.opens("/connexion/").types("Identifiant", identifier).types("Mot de passe", password).presses("Continuer")
    assert "Code à usage unique" not in stranger.words, "the first password has served"
    stranger.leaves()
