"""Scenario 16: Nadia, who does not see the screen, signs in, reads a document, reads who came, and signs out."""

import re

from playwright.sync_api import Browser, expect

from tests.journeys.keyboard import enters, hears, named, tabs_to, types_in
from tests.journeys.screen import Screen, Sort, screen
from tests.journeys.world import World
from tests.people import NADIA

LANDMARKS = ("- banner:", "- main:", "- contentinfo:")


def is_heard(nadia: Screen, heading: str) -> str:
    """What she hears of a page: its landmarks, its one title; and a machine finds nothing to say against it."""
    tree = hears(nadia.is_accessible())
    assert all(landmark in tree for landmark in LANDMARKS)
    assert f'heading "{heading}" [level=1]' in tree
    return tree


def skips(nadia: Screen) -> Screen:
    """The first stop of every page leads past what every page begins with."""
    tabs_to(nadia, named(nadia, "link", "Aller au contenu"))
    nadia.page.keyboard.press("Enter")
    expect(nadia.page.locator("main")).to_be_focused()
    return nadia


def test_nadia_signs_in_reads_a_document_and_who_came_then_signs_out_without_a_mouse(
    world: World, sort: Sort, chromium: Browser, site: str
) -> None:
    nadia = screen(chromium, site, sort).opens("/connexion/")
    is_heard(nadia, "Me connecter")
    types_in(skips(nadia), "Identifiant", NADIA.identifier)
    types_in(nadia, "Mot de passe", NADIA.password)
    enters(nadia, "button", "Continuer")
    assert 'textbox "Code à usage unique"' in is_heard(nadia, "Saisir le code reçu")
    types_in(nadia, "Code à usage unique", world.last_code()).presses_enter()

    tree = is_heard(nadia, "Bonjour Nadia")
    assert 'heading "Derniers documents" [level=2]' in tree
    enters(nadia, "link", "Documents")
    tree = is_heard(nadia, "Mes documents")
    title = nadia.page.locator("main a.title").first.inner_text()
    enters(skips(nadia), "link", re.compile(re.escape(title)))
    is_heard(nadia, title)
    enters(skips(nadia), "button", "Ajouter à ma sélection")
    assert "- status: " in is_heard(nadia, title), "what was done is said aloud"

    enters(nadia, "link", "Historique")
    tree = is_heard(nadia, "Qui a ouvert mon dossier")
    assert "- status: " in tree
    assert "Dr Anne Keller" in tree
    enters(skips(nadia), "link", re.compile("^Professionnels"))
    assert "- status: " in is_heard(nadia, "Qui a ouvert mon dossier")
    assert "Vous avez" not in nadia.words
    enters(nadia.reloads(), "button", "Se déconnecter")
    assert "déconnect" in nadia.words
    nadia.leaves()
