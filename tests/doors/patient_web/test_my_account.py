"""My account on its pages: the proof that comes first, the app, sessions, addresses, the access that closes."""

import re

import pytest
from django.test import Client
from pyotp.totp import TOTP

from carnet.ports.environment import Environment
from tests.doors.patient_web.sign_in_forms import (
    IDENTIFIER,
    PASSWORD,
    address_after,
    html_of,
    sends,
    signs_in,
    text_of,
    told_after,
    types_password,
)
from tests.installation import CAMILLE, Installation
from tests.usecases.account_world import works_off
from tests.usecases.sign_in_world import Person, code_in, settles_in

NEW = "camille.neuve@example.org"


@pytest.fixture
def camille(sites: Environment) -> Person:
    """Camille, who chose her password yesterday."""
    installation = Installation(sites)
    installation.knows_everybody()
    return settles_in(installation, installation.opens(CAMILLE), identifier=IDENTIFIER, password=PASSWORD)


@pytest.fixture
def telephone() -> Client:
    """Another browser of hers."""
    return Client(enforce_csrf_checks=True, headers={"user-agent": "Mozilla/5.0 (Android 15; Mobile) Firefox/140.0"})


def proves(visitor: Client, path: str) -> None:
    """Somebody wants a page, is asked for their password, types it and gets there."""
    wanted = address_after(visitor.get(path))
    assert wanted.startswith("/compte/verifier/?suite=")
    assert address_after(sends(visitor, wanted, to="/compte/verifier/", mot_de_passe=PASSWORD, suite=path)) == path


def key_on(page: str) -> str:
    """The key that the page shows to whoever cannot read the picture."""
    found = re.search(r'<code class="secret"[^>]*>([^<]+)</code>', page)
    assert found is not None
    return re.sub(r"\s", "", found[1])


def test_an_app_set_up_on_the_page_gives_the_code_of_the_next_sign_in(visitor: Client, camille: Person) -> None:
    signs_in(visitor, camille)
    proves(visitor, "/compte/application/")
    page = visitor.get("/compte/application/")
    assert "<svg" in html_of(page)
    assert "style=" not in html_of(page)
    app = TOTP(key_on(html_of(page)))
    added = sends(visitor, "/compte/application/", code=app.at(camille.env.clock.now()))
    assert "Application ajoutée." in told_after(visitor, added)
    Installation(camille.env).at(camille.env.clock.now().replace(minute=5))
    other = Client(enforce_csrf_checks=True)
    assert address_after(types_password(other, camille)) == "/connexion/code/"
    assert "Ouvrez votre application de codes" in text_of(other.get("/connexion/code/"))
    wrong = sends(other, "/connexion/code/", code="000000")
    assert "Ce n’est pas le bon code. Il vous reste 4 essais." in text_of(wrong)
    entered = sends(other, "/connexion/code/", code=app.at(camille.env.clock.now()))
    assert address_after(entered) == "/accueil/"


def test_a_wrong_password_proves_nothing_and_the_page_wanted_is_kept(visitor: Client, camille: Person) -> None:
    signs_in(visitor, camille)
    there = "/compte/verifier/?suite=/compte/cles/ajouter/"
    refused = sends(visitor, there, to="/compte/verifier/", mot_de_passe="autre", suite="/compte/cles/ajouter/")
    assert refused.status_code == 422
    assert "Il vous reste 2 essais." in text_of(refused)
    assert 'value="/compte/cles/ajouter/"' in html_of(refused)
    assert address_after(visitor.get("/compte/cles/ajouter/")).startswith("/compte/verifier/")


def test_nobody_is_led_to_another_site_after_the_proof(visitor: Client, camille: Person) -> None:
    signs_in(visitor, camille)
    answer = sends(visitor, "/compte/verifier/", mot_de_passe=PASSWORD, suite="https://evil.example/")
    assert address_after(answer) == "/compte/"


def test_the_telephone_is_seen_by_its_browser_and_ended_from_elsewhere(
    visitor: Client, telephone: Client, camille: Person
) -> None:
    signs_in(visitor, camille)
    signs_in(telephone, camille)
    page = visitor.get("/compte/appareils/")
    assert "Firefox sur un appareil Android" in text_of(page)
    assert "Cette connexion" in text_of(page)
    (which,) = re.findall(r'name="lequel" value="([0-9a-f]{64})"', html_of(page).split("Appareils connus")[0])[:1]
    ended = sends(visitor, "/compte/appareils/", to="/compte/appareils/fermer/", lequel=which)
    assert "Connexion fermée." in told_after(visitor, ended)
    assert address_after(telephone.get("/accueil/")).startswith("/session-terminee/")
    again = sends(visitor, "/compte/appareils/", to="/compte/appareils/fermer/", lequel=which)
    assert "était déjà fermée" in told_after(visitor, again)


def test_another_mail_address_takes_both_codes(visitor: Client, camille: Person) -> None:
    signs_in(visitor, camille)
    proves(visitor, "/compte/coordonnees/e-mail/")
    works_off(camille.env)
    asked = sends(visitor, "/compte/coordonnees/e-mail/", adresse=NEW)
    assert address_after(asked) == "/compte/coordonnees/code/"
    codes = {one.address: code_in(one) for one in works_off(camille.env)}
    one_only = sends(visitor, "/compte/coordonnees/code/", code_nouveau=codes[NEW], code_ancien="000000")
    assert "L’un des codes n’est pas le bon." in text_of(one_only)
    both = sends(visitor, "/compte/coordonnees/code/", code_nouveau=codes[NEW], code_ancien=codes[CAMILLE.mail])
    assert "Coordonnées changées." in told_after(visitor, both)
    assert NEW in text_of(visitor.get("/compte/coordonnees/"))
    twice = sends(visitor, "/compte/coordonnees/", to="/compte/coordonnees/code/", code_nouveau=codes[NEW])
    assert "a pris trop de temps" in told_after(visitor, twice)


def test_the_link_of_every_sign_in_page_closes_the_access(visitor: Client, telephone: Client, camille: Person) -> None:
    signs_in(telephone, camille)
    for path in ("/connexion/", "/connexion/fin/", "/mot-de-passe/oublie/"):
        assert 'href="/connexion/fermer/"' in html_of(visitor.get(path))
    works_off(camille.env)
    asked = sends(visitor, "/connexion/fermer/", identifiant=IDENTIFIER, preuve="sms")
    assert address_after(asked) == "/connexion/fermer/code/"
    (message,) = works_off(camille.env)
    closed = sends(visitor, "/connexion/fermer/code/", code=code_in(message))
    assert address_after(closed) == "/connexion/fermer/fait/"
    assert "carte Vitale" in text_of(visitor.get("/connexion/fermer/fait/"))
    assert address_after(telephone.get("/accueil/")).startswith("/session-terminee/")
    refused = types_password(visitor, camille)
    assert "Identifiant ou mot de passe incorrect." in text_of(refused)


def test_an_identifier_that_nobody_has_is_led_to_the_same_page(visitor: Client, camille: Person) -> None:
    pages = []
    for identifier in (IDENTIFIER, "personne.du.tout"):
        asked = sends(visitor, "/connexion/fermer/", identifiant=identifier, preuve="e-mail")
        pages.append(text_of(visitor.get(address_after(asked))))
    assert pages[0] == pages[1]
    assert "Si cet identifiant existe" in pages[0]
    assert camille.env is not None


def test_the_same_form_of_the_code_sent_twice_lets_in_once_and_says_nothing(visitor: Client, camille: Person) -> None:
    types_password(visitor, camille)
    step = visitor.cookies["session-etape"].value
    code = code_in(works_off(camille.env)[-1])
    assert address_after(sends(visitor, "/connexion/code/", code=code)) == "/accueil/"
    visitor.cookies["session-etape"] = step
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', html_of(visitor.get("/compte/verifier/")))
    assert token is not None
    again = visitor.post("/connexion/code/", {"csrfmiddlewaretoken": token[1], "code": code})
    assert address_after(again) == "/accueil/"
    assert "pris trop de temps" not in text_of(visitor.get("/accueil/"))
