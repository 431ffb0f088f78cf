"""An agent signs in at the support desk: one button, their organisation's provider, a second factor, one role."""

from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.http.response import HttpResponseBase
from django.test import Client

from carnet.core.audit.events import Door
from carnet.demo.identity_provider.people import Person, everybody
from carnet.doors.kit.session import cookie_name
from carnet.formats.desk_claims import DESK_SCOPE
from carnet.ports.environment import Environment
from carnet.ports.identity_provider import NO_IDENTITY_PROVIDER
from tests.adapters.clocks import StoppedClock
from tests.adapters.identity_providers import DESK_RETURN, KELLER, Strange, goes_and_is, served
from tests.doors.professional_web.sign_in.browsing import leaves_for, sends, words
from tests.usecases.sign_in_world import history_of_nobody

SIGN_IN, COME_BACK = "/assistance/connexion/", "/assistance/connexion/retour/"
SESSION = cookie_name(Door.SUPPORT_DESK)
AGENT, REVIEWER = "carnet-agent", "carnet-reviewer"
HURRIED = Person("hurried", "", "Léo", "Pressé", roles=(AGENT,), amr=("pwd",))
BOTH = Person("both", "", "Zoé", "Partout", roles=(AGENT, REVIEWER), amr=("pwd", "otp"))
OUTSIDER = Person("outsider", "", "Max", "Ailleurs", amr=("pwd", "otp"))


@pytest.fixture
def provider(clock: StoppedClock) -> Iterator[Strange]:
    """The provider of the desk: its people, and some who are not."""
    with served(clock, *everybody(), KELLER, HURRIED, BOTH, OUTSIDER) as here:
        yield here


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock()


@pytest.fixture
def env(env: Environment, clock: StoppedClock, provider: Strange) -> Environment:
    """An installation whose desk has a provider."""
    return replace(env, clock=clock, desk_identity_provider=provider.adapter(acr="eidas2", scope=DESK_SCOPE))


def begins(browser: Client, suite: str = "") -> str:
    browser.get(SIGN_IN, {"suite": suite} if suite else {})
    return leaves_for(sends(browser, SIGN_IN, suite=suite))


def signs_in(browser: Client, short: str, suite: str = "") -> HttpResponseBase:
    return browser.get(COME_BACK, goes_and_is(short, begins(browser, suite)))


def test_an_agent_comes_back_to_the_desk_and_is_named_there(visitor: Client, env: Environment) -> None:
    answer = signs_in(visitor, "ali")
    assert (answer.status_code, answer["Location"]) == (302, "/assistance/")
    page = visitor.get("/assistance/")
    assert page.status_code == 200
    assert "Ali Marzouk" in page.content.decode().replace("\u00a0", " ")
    assert history_of_nobody(env) == [("sign-in", "done", "support", "")]


def test_a_reviewer_is_traced_as_one(visitor: Client, env: Environment) -> None:
    signs_in(visitor, "odile")
    assert history_of_nobody(env) == [("sign-in", "done", "reviewer", "")]


def test_the_provider_is_asked_for_roles_and_for_a_strong_proof(visitor: Client) -> None:
    asked = dict(parse_qsl(urlsplit(begins(visitor)).query))
    assert (asked["scope"], asked["acr_values"], asked["redirect_uri"]) == (DESK_SCOPE, "eidas2", DESK_RETURN)


@pytest.mark.parametrize(
    ("short", "said", "traced"),
    [
        ("hurried", "Un mot de passe seul ne suffit pas", "no-second-factor"),
        ("both", "Une même personne n’a que l’un des deux", "two-desk-roles"),
        ("outsider", "sans rôle à l’assistance", "no-desk-role"),
        ("keller", "sans rôle à l’assistance", "no-desk-role"),
    ],
)
def test_who_lacks_a_second_factor_or_one_role_does_not_come_in(
    visitor: Client, env: Environment, short: str, said: str, traced: str
) -> None:
    answer = signs_in(visitor, short)
    assert answer.status_code == 403
    assert said in words(answer)
    assert SESSION not in visitor.cookies
    assert history_of_nobody(env) == [("sign-in", "refused", "support", traced)]


def test_a_proof_that_is_too_weak_does_not_come_in(visitor: Client, env: Environment, provider: Strange) -> None:
    provider.lies = {"acr": "eidas1"}
    answer = signs_in(visitor, "ali")
    assert answer.status_code == 403
    assert history_of_nobody(env) == [("sign-in", "refused", "unidentified", "strength")]


@pytest.mark.parametrize("amr", [None, "otp", [], [1, 2]])
def test_a_provider_that_does_not_say_by_which_means_proves_nothing(
    visitor: Client, provider: Strange, amr: object
) -> None:
    provider.lies = {"amr": amr}
    assert signs_in(visitor, "ali").status_code == 403


def test_an_answer_that_this_browser_did_not_ask_for_opens_nothing(visitor: Client, env: Environment) -> None:
    theirs = goes_and_is("ines", begins(Client(SERVER_NAME="localhost")))
    begins(visitor)
    answer = visitor.get(COME_BACK, theirs)
    assert answer.status_code == 403
    assert "un autre onglet" in words(answer)
    assert history_of_nobody(env) == [("sign-in", "refused", "unidentified", "state")]


def test_giving_up_is_said(visitor: Client, env: Environment) -> None:
    answer = signs_in(visitor, "give up")
    assert "Connexion abandonnée" in words(answer)
    assert history_of_nobody(env) == [("sign-in", "refused", "unidentified", "given-up")]


@pytest.mark.parametrize("suite", ["https://evil.example/", "/accueil/", "/pro/", "/assistance/connexion/fin/"])
def test_nobody_is_led_out_of_the_desk(visitor: Client, suite: str) -> None:
    assert signs_in(visitor, "ali", suite)["Location"] == "/assistance/"


def test_leaving_ends_both_sessions(visitor: Client, env: Environment) -> None:
    signs_in(visitor, "ali")
    token = visitor.cookies[SESSION].value
    visitor.get("/assistance/")
    answer = sends(visitor, "/assistance/deconnexion/")
    assert "vous déconnecte à son tour" in words(answer)
    assert "/logout?" in leaves_for(answer)
    assert "Plus personne" in words(visitor.get("/assistance/connexion/fin/"))
    visitor.cookies[SESSION] = token
    assert visitor.get("/assistance/").status_code == 302
    assert history_of_nobody(env)[-1] == ("sign-out", "done", "support", "")


@pytest.mark.parametrize("path", ["/accueil/", "/pro/"])
def test_a_session_of_the_desk_opens_no_other_site(visitor: Client, path: str) -> None:
    signs_in(visitor, "ali")
    token = visitor.cookies[SESSION].value
    for door in (Door.PATIENT_SITE, Door.PROFESSIONAL_SITE):
        visitor.cookies[cookie_name(door)] = token
    assert visitor.get(path).status_code == 302


def test_without_a_provider_nobody_comes_in_and_the_page_says_so(
    visitor: Client, env: Environment, monkeypatch: pytest.MonkeyPatch
) -> None:
    from carnet.config import wiring

    monkeypatch.setattr(wiring, "_shared", lambda: replace(env, desk_identity_provider=NO_IDENTITY_PROVIDER))
    wiring._environment.cache_clear()
    visitor.get(SIGN_IN)
    answer = sends(visitor, SIGN_IN)
    assert answer.status_code == 503
    assert "ne répond pas" in words(answer)
