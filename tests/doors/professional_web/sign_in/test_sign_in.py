"""A doctor signs in at the professional site: one button, the provider, the page that they wanted."""

from urllib.parse import parse_qsl, urlsplit

import pytest
from django.test import Client

from carnet.doors.kit.step_cookie import LASTS
from carnet.ports.environment import Environment
from tests.adapters.identity_providers import (
    KELLER,
    RETURN,
    goes_and_is,
)
from tests.doors.professional_web.sign_in.browsing import (
    COME_BACK,
    SESSION,
    SIGN_IN,
    STEP,
    begins,
    sends,
    signs_in,
    words,
)
from tests.usecases.sign_in_world import history_of_nobody


def test_the_page_has_one_button_and_begins_nothing_by_itself(visitor: Client, env: Environment) -> None:
    answer = visitor.get(SIGN_IN)
    assert answer.status_code == 200
    assert "Se connecter" in words(answer)
    assert "mot de passe" in words(answer)
    assert STEP not in answer.cookies
    assert history_of_nobody(env) == []


def test_the_button_leads_to_the_provider_with_what_openid_connect_needs_and_nothing_else(visitor: Client) -> None:
    url = begins(visitor, "/pro/messages/")
    asked = dict(parse_qsl(urlsplit(url).query))
    assert asked.keys() == {
        *("response_type", "client_id", "redirect_uri", "scope", "state", "nonce"),
        *("code_challenge", "code_challenge_method", "acr_values", "max_age"),
    }
    assert (asked["scope"], asked["acr_values"], asked["redirect_uri"]) == ("openid scope_all", "eidas1", RETURN)
    kept = visitor.cookies[STEP]
    assert (kept["httponly"], kept["samesite"], kept["max-age"]) == (True, "Lax", LASTS.total_seconds())
    for secret in (asked["state"], asked["nonce"], "/pro/messages/"):
        assert secret not in kept.value


def test_the_page_that_leads_away_keeps_the_strict_policy(visitor: Client) -> None:
    visitor.get(SIGN_IN)
    answer = sends(visitor, SIGN_IN)
    assert answer.status_code == 200
    assert "form-action 'self'" in answer["Content-Security-Policy"]
    assert answer["Cache-Control"] == "no-store, private"


def test_another_site_cannot_press_the_button(visitor: Client) -> None:
    visitor.get(SIGN_IN)
    assert visitor.post(SIGN_IN).status_code == 403


def test_a_doctor_comes_back_to_the_page_that_they_wanted(visitor: Client, env: Environment) -> None:
    answer = signs_in(visitor, suite="/pro/messages/?page=2")
    assert (answer.status_code, answer["Location"]) == (302, "/pro/messages/?page=2")
    assert answer.cookies[STEP].value == ""
    page = visitor.get("/pro/")
    assert page.status_code == 200
    assert "Dr Anne Keller" in page.content.decode().replace("\u00a0", " ")
    assert history_of_nobody(env) == [("sign-in", "done", "professional", "")]


@pytest.mark.parametrize(
    "suite",
    ["https://evil.example/", "//evil.example/pro/", "/accueil/", "/pro/connexion/lieu/", "/pro/" + "x" * 600, "pro/"],
)
def test_a_doctor_is_never_led_out_of_the_professional_site(visitor: Client, suite: str) -> None:
    assert signs_in(visitor, suite=suite)["Location"] == "/pro/"


def test_who_is_already_there_is_not_asked_again(visitor: Client) -> None:
    signs_in(visitor)
    assert visitor.get(SIGN_IN, {"suite": "/pro/messages/"})["Location"] == "/pro/messages/"


def test_no_name_number_or_secret_reaches_an_address_or_the_log(
    visitor: Client, capfd: pytest.CaptureFixture[str]
) -> None:
    url = begins(visitor)
    back = goes_and_is("keller", url)
    entered = visitor.get(COME_BACK, back)
    said = " ".join((url, *back.values(), entered["Location"]))
    for word in (KELLER.identifier, KELLER.family, visitor.cookies[SESSION].value):
        assert word.casefold() not in said.casefold()
    logged = "".join(capfd.readouterr())
    for word in (KELLER.identifier, KELLER.family, back["code"], back["state"]):
        assert word not in logged
