"""The language, the colours and the size that somebody chose."""

import pytest
from django.test import Client

from carnet.doors.kit.preferences import Preferences, preferences_of


def test_french_comes_first_whatever_the_browser_asks(visitor: Client) -> None:
    page = visitor.get("/aide/", headers={"Accept-Language": "en-GB,en;q=0.9"})
    assert '<html lang="fr">' in page.text
    assert page["Content-Language"] == "fr"


def test_english_is_one_touch_away_and_stays(visitor: Client) -> None:
    chosen = visitor.post("/langue/", {"langue": "en", "suite": "/aide/?x=1"})
    assert chosen["Location"] == "/aide/?x=1"
    page = visitor.get("/aide/")
    assert '<html lang="en">' in page.text
    assert "<h1>Help and contact</h1>" in page.text
    assert page["Content-Language"] == "en"


@pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org", "javascript:alert(1)", "aide", ""])
def test_choosing_a_language_leads_nowhere_else(visitor: Client, elsewhere: str) -> None:
    assert visitor.post("/langue/", {"langue": "en", "suite": elsewhere})["Location"] == "/"


def test_the_choices_of_the_page_are_kept_and_shown(visitor: Client) -> None:
    done = visitor.post("/affichage/", {"langue": "fr", "theme": "dark", "taille": "large"})
    assert done["Location"] == "/affichage/"
    page = visitor.get("/affichage/")
    assert '<html lang="fr" data-theme="dark" data-text="large">' in page.text
    assert "Affichage modifié." in page.text
    assert 'value="dark" checked' in page.text


def test_a_cookie_that_somebody_altered_is_as_if_nothing_had_been_chosen(visitor: Client) -> None:
    visitor.cookies["affichage"] = 'de."><script>.huge.x'
    assert '<html lang="fr">' in visitor.get("/aide/").text
    assert preferences_of("de", "", "huge") == Preferences()


def test_changing_the_language_keeps_the_other_choices(visitor: Client) -> None:
    visitor.cookies["affichage"] = "fr.dark.larger"
    visitor.post("/langue/", {"langue": "en"})
    assert visitor.cookies["affichage"].value == "en.dark.larger.25.date"
