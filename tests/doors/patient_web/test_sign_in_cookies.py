"""What a browser keeps of signing in, and what every one of these pages must be."""

import re

import pytest
from django.test import Client, override_settings

from carnet.doors.kit.paths import is_public
from carnet.doors.patient_web.sign_in_cookies import Step, StepKind
from carnet.doors.patient_web.sign_in_urls import urlpatterns
from carnet.ports.environment import Environment
from tests.doors.patient_web.sign_in_forms import (
    IDENTIFIER,
    PASSWORD,
    address_after,
    code_for,
    html_of,
    sends,
    signs_in,
    text_of,
    types_password,
)
from tests.installation import CAMILLE, Installation
from tests.markup import faults_of, texts_of
from tests.usecases.sign_in_world import (
    WRONG,
    Person,
    at_the_patient_site,
    handed_over,
    settles_in,
)


@pytest.fixture
def installation(sites: Environment) -> Installation:
    """The installation that the pages are served from."""
    here = Installation(sites)
    here.knows_everybody()
    return here


@pytest.fixture
def camille(installation: Installation) -> Person:
    """Camille, who chose her password yesterday."""
    return settles_in(installation, installation.opens(CAMILLE), identifier=IDENTIFIER, password=PASSWORD)


def test_signing_out_forgets_everything_but_the_device(visitor: Client, camille: Person) -> None:
    signs_in(visitor, camille)
    session = visitor.cookies["session"].value
    answer = sends(visitor, "/accueil/", to="/deconnexion/")
    assert address_after(answer) == "/connexion/fin/"
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert visitor.cookies["session"].value == ""
    assert visitor.cookies["session-appareil"].value
    assert "Vous êtes déconnecté" in text_of(visitor.get("/connexion/fin/"))
    visitor.cookies["session"] = session
    assert address_after(visitor.get("/accueil/")).startswith("/session-terminee/"), "the token is dead too"


def test_the_device_is_known_the_second_time(visitor: Client, camille: Person) -> None:
    signs_in(visitor, camille)
    sends(visitor, "/accueil/", to="/deconnexion/")
    camille.fails_on(camille.browser(), 4)
    assert address_after(types_password(visitor, camille)) == "/connexion/code/", "a stranger locked nobody out"


def test_each_cookie_is_out_of_reach_of_scripts_and_of_other_sites(visitor: Client, camille: Person) -> None:
    first = types_password(visitor, camille)
    step = first.cookies["session-etape"]
    assert (step["httponly"], step["samesite"], step["path"], step["max-age"]) == (True, "Lax", "/", 900)
    second = sends(visitor, "/connexion/code/", code=code_for(camille))
    session, device = second.cookies["session"], second.cookies["session-appareil"]
    assert (session["httponly"], session["samesite"], session["max-age"]) == (True, "Lax", "")
    assert (device["httponly"], device["samesite"], device["max-age"]) == (True, "Lax", 400 * 24 * 3600)
    assert second.cookies["session-etape"]["max-age"] == 0


@override_settings(SESSION_COOKIE_NAME="__Host-session", SESSION_COOKIE_SECURE=True)
def test_in_production_no_sister_domain_can_plant_them(visitor: Client, camille: Person) -> None:
    answer = types_password(visitor, camille)
    cookie = answer.cookies["__Host-session-etape"]
    assert cookie["secure"]
    assert not cookie["domain"]


def test_the_token_against_forged_forms_changes_with_the_sign_in(visitor: Client, camille: Person) -> None:
    visitor.get("/connexion/")
    before = visitor.cookies["csrftoken"].value
    signs_in(visitor, camille)
    assert visitor.cookies["csrftoken"].value != before


@pytest.mark.parametrize(
    "path", ["/connexion/", "/connexion/code/", "/connexion/code/renvoi/", "/connexion/mot-de-passe/"]
)
def test_a_form_of_another_site_does_nothing(visitor: Client, camille: Person, path: str) -> None:
    types_password(visitor, camille)
    assert visitor.post(path, {"identifiant": camille.identifier, "mot-de-passe": WRONG}).status_code == 403


def test_no_secret_stands_in_an_address(visitor: Client, camille: Person) -> None:
    answer = types_password(visitor, camille)
    step = visitor.cookies["session-etape"].value.partition(".")[2]
    assert step
    assert step not in address_after(answer)
    assert step not in visitor.get("/connexion/code/").text
    assert repr(Step(StepKind.CODE, step)) == "Step(code, …)"


def test_nothing_of_signing_in_is_kept_by_the_browser(visitor: Client) -> None:
    for path in ("/connexion/", "/connexion/fin/", "/mot-de-passe/oublie/"):
        assert "no-store" in visitor.get(path).headers["Cache-Control"]


def test_every_page_but_the_way_out_is_public() -> None:
    paths = {f"/{pattern.pattern}" for pattern in urlpatterns}
    assert {path for path in paths if not is_public(path)} == {"/deconnexion/"}


FORMS = {
    "identifiant": "username",
    "mot-de-passe": "current-password",
    "code": "one-time-code",
    "nouveau-mot-de-passe": "new-password",
}


def pages_met(visitor: Client, installation: Installation) -> dict[str, str]:
    """Every page of signing in, by its address."""
    record = installation.opens(CAMILLE)
    account = handed_over(installation, record)
    env = at_the_patient_site(installation.env)
    person = Person(env, record, account.account, account.identifier, account.initial_password)
    pages = {path: visitor.get(path).text for path in ("/connexion/", "/connexion/fin/", "/mot-de-passe/oublie/")}
    pages["refused"] = html_of(sends(visitor, "/connexion/", identifiant="x", mot_de_passe="y"))
    for _ in range(3):
        blocked = sends(visitor, "/connexion/", identifiant="x", mot_de_passe="y")
    pages["blocked"] = html_of(blocked)
    types_password(visitor, person)
    pages["/connexion/code/"] = visitor.get("/connexion/code/").text
    pages["too soon"] = html_of(sends(visitor, "/connexion/code/", to="/connexion/code/renvoi/"))
    pages["wrong"] = html_of(sends(visitor, "/connexion/code/", code="12"))
    sends(visitor, "/connexion/code/", code=code_for(person))
    pages["/connexion/mot-de-passe/"] = visitor.get("/connexion/mot-de-passe/").text
    short = sends(visitor, "/connexion/mot-de-passe/", nouveau_mot_de_passe="abc")
    pages["short"] = html_of(short)
    return pages


def test_every_page_is_well_made_and_says_what_browsers_may_fill_in(
    visitor: Client, installation: Installation
) -> None:
    pages = pages_met(visitor, installation)
    assert {path: faults_of(html) for path, html in pages.items()} == {path: [] for path in pages}
    seen = {}
    for html in pages.values():
        for field in re.findall(r"<input[^>]*>", html):
            name = re.search(r'name="([^"]+)"', field)
            filled = re.search(r'autocomplete="([^"]+)"', field)
            if name and name[1] in FORMS:
                seen[name[1]] = filled[1] if filled else ""
            assert "onpaste" not in field
            assert "maxlength" not in field
    assert seen == FORMS


def test_every_sentence_is_short_and_blames_nobody(visitor: Client, installation: Installation) -> None:
    for path, html in pages_met(visitor, installation).items():
        main = html[html.index("<main") : html.index("</main>")]
        for block in texts_of(main, "p", "li", "h1", "h2"):
            for sentence in re.split(r"(?<=[.?!:;])\s", block.replace("\u202f", "").replace("\u00a0", " ")):
                assert len(sentence.split()) <= 15, (path, sentence)
                assert not re.search(r"\b(erreur|invalide|veuillez|échec)\b|!", sentence, re.IGNORECASE), path
