"""Questions that are searched without a script, pages easy to read, the state of the service, and the papers."""

from datetime import datetime

import pypdfium2
import pytest
from django.test import Client, override_settings

from carnet.core.content.rights import Road, rights
from carnet.core.content.texts import TextKind, first_edition
from carnet.core.content.words import Words
from carnet.doors.public_web.site_map import pages_for_robots
from carnet.ports.environment import Environment
from carnet.usecases.content.publish_text import TextPublished, publish_text
from tests.adapters.clocks import StoppedClock
from tests.banners import ALI, maintenance, published
from tests.markup import links_of, texts_of


def test_every_answer_stands_in_the_help_with_its_anchor_and_its_rule(visitor: Client) -> None:
    page = visitor.get("/aide/").text
    for text in first_edition():
        if text.kind is TextKind.ANSWER:
            assert f'id="{text.key}"' in page
            assert not text.rule or f"/qui-peut-voir-quoi/regles/{text.rule}/" in page


def test_a_search_shows_what_holds_the_words_and_says_how_many(visitor: Client) -> None:
    page = visitor.get("/aide/", {"q": "mineur emancipe"}).text
    assert 'id="emancipe"' in page
    assert 'id="fermer"' not in page
    assert any(one.startswith("1 question trouvée.") for one in texts_of(page, "p"))


def test_a_search_that_finds_nothing_leads_to_somebody(visitor: Client) -> None:
    page = visitor.get("/aide/", {"q": "licorne"}).text
    assert "Aucune question ne contient ces mots." in page
    assert "/contact/" in links_of(page)


def test_what_somebody_searches_is_text(visitor: Client) -> None:
    page = visitor.get("/aide/", {"q": '"><script>alert(1)</script>'}).text
    assert "<script>alert" not in page


@pytest.mark.parametrize("key", ["dossier", "qui-peut-voir", "mes-droits", "alertes", "se-connecter"])
def test_a_page_easy_to_read_says_that_it_was_not_read_again_until_it_was(
    visitor: Client, sites: Environment, key: str
) -> None:
    assert "Relecture par des personnes concernées à faire" in visitor.get(f"/falc/{key}/").text
    words = Words("Mes droits", "My rights"), Words("Vous avez des droits.", "You have rights.")
    answer = publish_text(f"plain/{key}", 1, title=words[0], body=words[1], was_read=True, actor=ALI, env=sites)
    assert isinstance(answer, TextPublished)
    page = visitor.get(f"/falc/{key}/").text
    assert "Vous avez des droits." in page
    assert "Cette page a été relue par des personnes concernées." in page


def test_a_page_easy_to_read_that_does_not_exist_is_not_found(visitor: Client) -> None:
    assert visitor.get("/falc/autre/").status_code == 404


def test_the_state_says_what_is_paused_and_what_is_planned(visitor: Client, sites: Environment) -> None:
    assert "Tout fonctionne." in visitor.get("/etat/").text
    published(maintenance(), env=sites)
    assert "Maintenance dimanche matin." in visitor.get("/etat/").text
    assert isinstance(sites.clock, StoppedClock)
    sites.clock.instant = datetime.fromisoformat("2026-11-22T07:30:00+01:00")
    page = visitor.get("/etat/").text
    assert "Une partie du service est en pause." in page
    assert page.count("Fonctionne</span>") == 3
    assert page.count("En pause</span>") == 1


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_table_of_rights_shows_each_right_and_each_road(visitor: Client, language: str) -> None:
    visitor.cookies["affichage"] = f"{language}.auto.normal"
    page = visitor.get("/droits-sans-ecran/").text
    cells = texts_of(page, "td")
    assert len(cells) == len(rights()) * len(Road)
    for right in rights():
        assert f'id="{right.key}"' in page


@pytest.mark.parametrize("path", ["/depliant.pdf", "/droits-sans-ecran/imprimer.pdf"])
@override_settings(CARNET_OPERATOR=dict.fromkeys(("name", "address", "phone", "hours", "email"), "0800000000"))
def test_a_paper_is_a_pdf_with_the_free_phone(visitor: Client, path: str) -> None:
    answer = visitor.get(path)
    assert answer["Content-Type"] == "application/pdf"
    words = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(answer.content))
    assert "appel gratuit" in words
    assert "0800000000" in words


def test_robots_may_read_each_page_of_the_sitemap_and_no_other(visitor: Client) -> None:
    rules = visitor.get("/robots.txt").text
    listed = visitor.get("/sitemap.xml").text
    for path in pages_for_robots():
        assert f"Allow: {path}$\n" in rules
        assert f"{path}</loc>" in listed
        assert visitor.get(path).status_code == 200
    for path in ("/accueil/", "/contact/", "/connexion/"):
        assert f"Allow: {path}" not in rules
        assert f"{path}</loc>" not in listed


def test_the_help_line_has_its_hours_in_both_languages(visitor: Client) -> None:
    french = visitor.get("/aide/").text.replace("\u202f", " ").replace("\xa0", " ")
    assert "du lundi au vendredi, de 8 h 30 à 17 h 30" in french
    visitor.cookies["affichage"] = "en.auto.normal"
    assert "from Monday to Friday, 8.30 am to 5.30 pm" in visitor.get("/aide/").text
