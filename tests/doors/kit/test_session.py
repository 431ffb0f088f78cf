"""Who may open a page, and where the others are sent."""

from dataclasses import replace
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from carnet.core.audit.events import Door
from carnet.doors.kit.paths import PUBLIC, is_api, is_public
from carnet.doors.kit.session import cookie_name, forget_session, keep_session
from carnet.ports.environment import Environment
from carnet.usecases.account.open_provider_session import open_provider_session
from carnet.usecases.account.sign_out import sign_out
from tests.adapters.clocks import StoppedClock
from tests.installation import KELLER, Installation

PRO_COOKIE = cookie_name(Door.PROFESSIONAL_SITE)


@pytest.fixture
def keller(sites: Environment, visitor: Client) -> Client:
    """Dr Keller, who has just signed in at the professional site."""
    Installation(sites).knows_everybody()
    visitor.cookies[PRO_COOKIE] = open_provider_session(KELLER, shown_name="Dr A. Keller", env=_professional(sites))
    return visitor


def _professional(env: Environment) -> Environment:
    return replace(env, door=Door.PROFESSIONAL_SITE)


def _goes_to(response: HttpResponseBase) -> tuple[str, dict[str, list[str]]]:
    address = urlsplit(response["Location"])
    return address.path, parse_qs(address.query)


def patterns(of: URLResolver | None = None, before: str = "/") -> list[tuple[str, URLPattern]]:
    """Every address of the product, as it is written in the tables of the doors."""
    found: list[tuple[str, URLPattern]] = []
    for one in (of or get_resolver()).url_patterns:
        route = before + str(one.pattern).replace("^", "").replace("$", "")
        found += patterns(one, route) if isinstance(one, URLResolver) else [(route, one)]
    return found


def test_a_visitor_reaches_no_page_that_the_table_does_not_open(visitor: Client) -> None:
    guarded = [route for route, _ in patterns() if not is_api(route) and not is_public(route) and "<" not in route]
    for route in guarded:
        if "(" in route:
            continue
        assert _goes_to(visitor.get(route))[0] in {"/connexion/", "/pro/connexion/", "/assistance/connexion/"}, route
    assert "/session/" in guarded


def test_every_line_of_the_table_is_about_a_page() -> None:
    routes = [route for route, _ in patterns(get_resolver("carnet.demo.sandbox.urls"))]
    for line in PUBLIC:
        assert any(line.covers(route) for route in routes), line


def test_a_visitor_of_a_private_page_signs_in_and_comes_back(visitor: Client) -> None:
    assert _goes_to(visitor.get("/session/?page=2")) == ("/connexion/", {"suite": ["/session/?page=2"]})
    assert _goes_to(visitor.get("/pro/session/")) == ("/pro/connexion/", {"suite": ["/pro/session/"]})


def test_a_form_is_never_sent_twice(keller: Client, sites: Environment) -> None:
    sign_out(keller.cookies[PRO_COOKIE].value, env=_professional(sites))
    token = keller.get("/ui/").cookies["csrftoken"].value
    sent = keller.post("/pro/session/", {"csrfmiddlewaretoken": token})
    assert _goes_to(sent) == ("/session-terminee/", {"suite": ["/pro/"]})


def test_somebody_who_has_signed_in_reaches_the_page(keller: Client) -> None:
    assert keller.get("/pro/session/").status_code == 204


def test_a_session_of_one_site_opens_nothing_of_the_other(keller: Client) -> None:
    assert _goes_to(keller.get("/session/"))[0] == "/connexion/"
    keller.cookies[cookie_name(Door.PATIENT_SITE)] = keller.cookies[PRO_COOKIE].value
    assert _goes_to(keller.get("/session/"))[0] == "/session-terminee/"


def test_a_page_left_alone_for_too_long_says_that_the_session_has_ended(keller: Client, sites: Environment) -> None:
    assert isinstance(sites.clock, StoppedClock)
    sites.clock.instant += timedelta(minutes=16)
    ended = keller.get("/pro/session/")
    assert _goes_to(ended) == ("/session-terminee/", {"suite": ["/pro/session/"]})
    assert ended.cookies[PRO_COOKIE].value == ""
    assert ended["Clear-Site-Data"] == '"cache"', "alerts go on coming to the device"


def test_a_page_that_stays_in_use_does_not_end(keller: Client, sites: Environment) -> None:
    assert isinstance(sites.clock, StoppedClock)
    for _ in range(3):
        sites.clock.instant += timedelta(minutes=10)
        assert keller.get("/pro/session/").status_code == 204


def test_a_part_of_a_page_sends_the_whole_page_to_the_sign_in(visitor: Client) -> None:
    answer = visitor.get("/session/", headers={"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Redirect"], answer.content) == (200, "/connexion/", b"")
    followed = visitor.get("/session/", headers={"HX-Request": "true", "HX-Boosted": "true"})
    assert followed["HX-Redirect"] == "/connexion/?suite=%2Fsession%2F"


def test_a_public_page_asks_nothing_of_the_database(keller: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "cursor", None)
    assert keller.get("/aide/").status_code == 200


def test_a_page_that_does_not_exist_is_absent_for_everybody(visitor: Client) -> None:
    assert visitor.get("/dossiers-secrets/").status_code == 404


def test_the_token_is_out_of_reach_of_scripts_and_of_other_sites() -> None:
    response = HttpResponse()
    keep_session(response, "token", door=Door.PATIENT_SITE)
    cookie = response.cookies["session"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"], cookie["max-age"]) == (True, "Lax", "/", "")


def test_signing_out_leaves_nothing_in_the_browser() -> None:
    response = HttpResponse()
    forget_session(response, door=Door.PATIENT_SITE)
    assert response.cookies["session"]["max-age"] == 0
    assert response["Clear-Site-Data"] == '"cache", "storage"'
