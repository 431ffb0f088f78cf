"""Settings: kept in this browser, the same choices as on the public page; the ways to what the account sets."""

import pytest
from django.test import Client

from tests.journeys.sessions import client_of
from tests.journeys.world import World
from tests.markup import faults_of, texts_of
from tests.people import CAMILLE, NADIA

PAGE = "/compte/reglages/"
USUAL = {"langue": "fr", "theme": "auto", "taille": "normal", "nombre": "25", "tri": "date"}


def read(client: Client) -> str:
    shown = client.get(PAGE).content.decode()
    assert faults_of(shown) == []
    return shown


def checked(shown: str) -> set[str]:
    """The choices that are on."""
    return {one.split('id="')[1].split('"')[0] for one in shown.split("<input")[1:] if " checked" in one.split(">")[0]}


def test_nothing_chosen_shows_what_happens_all_the_same(camille: Client) -> None:
    assert checked(read(camille)) == {"langue-fr", "theme-auto", "taille-normal", "nombre-25", "tri-date"}


@pytest.mark.parametrize(
    ("field", "value"),
    [("theme", "dark"), ("taille", "larger"), ("nombre", "10"), ("nombre", "50"), ("tri", "auteur")],
)
def test_a_choice_is_kept_and_shown(camille: Client, field: str, value: str) -> None:
    assert camille.post(PAGE, USUAL | {field: value}).headers["Location"] == PAGE
    shown = read(camille)
    assert "Réglages enregistrés." in shown
    assert f"{field}-{value}" in checked(shown)


def test_what_is_chosen_here_is_what_the_public_page_shows_and_it_keeps_the_lists(camille: Client) -> None:
    camille.post(PAGE, USUAL | {"theme": "dark", "nombre": "10", "tri": "auteur"})
    assert "theme-dark" in checked(camille.get("/affichage/").content.decode())
    camille.post("/affichage/", {"langue": "fr", "theme": "light", "taille": "large"})
    assert checked(read(camille)) == {"langue-fr", "theme-light", "taille-large", "nombre-10", "tri-auteur"}


def test_the_list_of_documents_follows_them(camille: Client) -> None:
    camille.post(PAGE, USUAL | {"nombre": "10"})
    shown = camille.get("/documents/").content.decode()
    assert shown.count('class="title"') == 10


def test_another_device_keeps_its_own(camille: Client, world: World) -> None:
    camille.post(PAGE, USUAL | {"theme": "dark"})
    assert "theme-auto" in checked(read(client_of(CAMILLE, world)))


def test_a_word_that_nobody_offers_is_the_usual_choice(camille: Client) -> None:
    camille.post(PAGE, USUAL | {"theme": "rose", "nombre": "9999", "tri": '"><script>'})
    assert checked(read(camille)) == {"langue-fr", "theme-auto", "taille-normal", "nombre-25", "tri-date"}


def test_english_is_said_in_english_at_once(camille: Client) -> None:
    camille.post(PAGE, USUAL | {"langue": "en"})
    shown = read(camille)
    assert '<html lang="en">' in shown
    assert "Settings saved." in shown
    assert "<h1>Settings</h1>" in shown


def test_it_leads_to_devices_passkeys_and_alerts_and_says_how_to_install(world: World) -> None:
    shown = read(client_of(NADIA, world))
    for path in ("/compte/appareils/", "/compte/cles/", "/compte/alertes/"):
        assert f'href="{path}"' in shown
    words = " ".join(texts_of(shown, "main")).replace("\xa0", " ").replace("\u202f", " ")
    assert "Choisissez « Sur l’écran d’accueil »." in words
    assert "Choisissez « Ajouter à l’écran d’accueil »." in words
    assert "data-install hidden" in shown
