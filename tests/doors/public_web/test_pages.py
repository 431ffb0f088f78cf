"""The pages that anybody may open: plain, whole, in two languages."""

import re

import pytest
from django.test import Client, override_settings
from django.urls import resolve

from carnet.core.audit.events import Door
from carnet.doors.kit.paths import is_public
from carnet.doors.kit.step_cookie import name_of
from carnet.doors.patient_web import sign_in_cookies
from carnet.doors.patient_web.opening_cookie import name_of_cookie
from tests.markup import faults_of, links_of, texts_of, words_of

RULEBOOK = (
    "/qui-peut-voir-quoi/regles/BLK-01/",
    "/qui-peut-voir-quoi/regles/MSK-01/",
    "/qui-peut-voir-quoi/regles/PRO-01/",
    "/qui-peut-voir-quoi/profils/",
    "/qui-peut-voir-quoi/profils/2018/",
    "/qui-peut-voir-quoi/profils/2026/",
    "/qui-peut-voir-quoi/profils/2018/2026/",
)
PAGES = (
    "/",
    "/aide/",
    "/accessibilite/",
    "/donnees/",
    "/mentions/",
    "/qui-peut-voir-quoi/",
    "/decouvrir/",
    "/comment-ouvrir/",
    "/securite/",
    "/falc/",
    "/falc/dossier/",
    "/falc/qui-peut-voir/",
    "/falc/mes-droits/",
    "/falc/alertes/",
    "/falc/se-connecter/",
    "/droits-sans-ecran/",
    "/etat/",
    "/chiffres/",
    "/plan-du-site/",
    "/hors-ligne/",
    *RULEBOOK,
)
OTHERS = ("/session-terminee/", "/affichage/", "/contact/", "/aide/?q=urgence", "/aide/?q=licorne", "/n-existe-pas/")
OPERATOR = {
    "name": "Établissement de démonstration",
    "address": "1 rue de l’Essai, 44000 Nantes",
    "phone": "0800000000",
    "hours": "du lundi au vendredi, de 8 h à 18 h",
    "email": "aide@example.org",
    "director": "Alix Dupont",
    "host": "Hébergeur d’essai",
    "privacy": "donnees@example.org",
}
BLAME = re.compile(r"\b(erreur|invalide|veuillez|échec|incorrecte?)\b", re.IGNORECASE)
LONGEST = 15


def sentences(html: str) -> list[str]:
    """What the page says, sentence by sentence; the rulebook and the official names of documents left out."""
    main = html[html.index("<main") : html.index("</main>")]
    for quoted in (
        r'<dl class="definitions wide rulebook">.*?</dl>',
        r"<blockquote.*?</blockquote>",
        r'<span class="quoted" lang="fr">.*?</span>',
        r'<dd lang="fr">.*?</dd>',
        r'<table class="table(?: words)?" lang="fr">.*?</table>',
        r'<ul lang="fr" class="quoted">.*?</ul>',
        r'<ul class="shelves".*?</details></div></li>\s*</ul>',
    ):
        main = re.sub(quoted, "", main, flags=re.DOTALL)
    blocks = words_of(main)
    return [one for block in blocks for one in re.split(r"(?<=[.?!:;])\s", block)]


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("path", PAGES + OTHERS)
def test_a_public_page_is_well_made(visitor: Client, path: str, language: str) -> None:
    visitor.cookies["affichage"] = f"{language}.auto.normal"
    page = visitor.get(path)
    assert f'<html lang="{language}"' in page.text
    assert faults_of(page.text) == []


@pytest.mark.parametrize("path", PAGES + OTHERS)
def test_a_sentence_is_short(visitor: Client, path: str) -> None:
    long = [one for one in sentences(visitor.get(path).text) if len(re.findall(r"\w[\w’-]*", one)) > LONGEST]
    assert long == []


@pytest.mark.parametrize("path", PAGES + OTHERS)
def test_a_page_blames_nobody_and_shouts_nothing(visitor: Client, path: str) -> None:
    said = " ".join(sentences(visitor.get(path).text))
    assert not BLAME.search(said)
    assert "!" not in said


@pytest.mark.parametrize("path", PAGES)
def test_every_link_of_a_page_leads_somewhere(visitor: Client, path: str) -> None:
    ours = {re.sub(r"[#?].*", "", link) for link in links_of(visitor.get(path).text) if link.startswith("/")}
    for link in ours - {"/accueil/", "/pro/"}:
        assert is_public(link), link
        assert resolve(link), link


@pytest.mark.parametrize("path", PAGES)
def test_a_link_inside_the_help_meets_its_question(visitor: Client, path: str) -> None:
    for link in links_of(visitor.get(path).text):
        page, _, anchor = link.partition("#")
        if page.startswith("/") and anchor and page != "/accueil/":
            assert f'id="{anchor}"' in visitor.get(page).text, link


def test_the_first_page_has_two_doors(visitor: Client) -> None:
    links = links_of(visitor.get("/").text)
    assert {"/accueil/", "/pro/"} <= set(links)


def test_the_numbers_of_emergencies_are_there_without_a_connection(visitor: Client) -> None:
    links = links_of(visitor.get("/hors-ligne/").text)
    assert {"tel:15", "tel:112", "sms:114"} <= set(links)


@override_settings(CARNET_OPERATOR=OPERATOR)
def test_whoever_runs_the_service_is_named_and_can_be_reached(visitor: Client) -> None:
    help_page, legal, privacy = (visitor.get(path).text for path in ("/aide/", "/mentions/", "/donnees/"))
    assert 'href="tel:0800000000"' in help_page
    assert "Alix Dupont" in legal
    assert "donnees@example.org" in privacy
    for page in (help_page, legal, privacy):
        assert faults_of(page) == []


def test_every_cookie_of_the_product_is_told(visitor: Client) -> None:
    told = set(texts_of(visitor.get("/donnees/").text, "code"))
    kit = {"session", "session-pro", "session-assistance", "csrftoken", "affichage", "dit"}
    steps = {name_of(door) for door in (Door.PROFESSIONAL_SITE, Door.SUPPORT_DESK)}
    assert told == kit | {sign_in_cookies._step_name(), sign_in_cookies._device_name(), name_of_cookie(), *steps}


def test_a_podiatrist_does_not_read_hospital_reports_and_the_page_says_so(visitor: Client) -> None:
    page = visitor.get("/qui-peut-voir-quoi/?metier=70").text
    assert '<option value="70" selected>' in page
    assert "Masseur-Kinésithérapeute" in page


@pytest.mark.parametrize("unknown", ["", "xx", "99", "<script>"])
def test_an_unknown_profession_shows_the_usual_one(visitor: Client, unknown: str) -> None:
    page = visitor.get("/qui-peut-voir-quoi/", {"metier": unknown})
    assert '<option value="60" selected>' in page.text


def test_the_rules_are_those_of_the_rulebook(visitor: Client) -> None:
    page = visitor.get("/qui-peut-voir-quoi/").text
    assert 'id="BLK-01"' in page
    assert "ne consulte jamais" in page


def test_an_ended_session_leads_back_where_the_person_was(visitor: Client) -> None:
    patient = visitor.get("/session-terminee/?suite=/documents/")
    assert 'action="/connexion/"' in patient.text
    assert 'value="/documents/"' in patient.text
    professional = visitor.get("/session-terminee/?suite=/pro/")
    assert 'action="/pro/connexion/"' in professional.text


def test_an_ended_session_leads_to_no_other_site(visitor: Client) -> None:
    assert 'value="/accueil/"' in visitor.get("/session-terminee/?suite=https://example.org/").text


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.usefixtures("sites")
def test_a_page_that_only_says_something_takes_nothing(path: str) -> None:
    assert Client(SERVER_NAME="localhost").delete(path).status_code == 405
