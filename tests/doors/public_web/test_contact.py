"""Writing to the desk without signing in: a number at once, nothing about anybody, no puzzle, once."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from carnet.core.support.requests import RequestKind
from carnet.doors.public_web.contact import TRAP, subjects
from carnet.ports.environment import Environment
from carnet.store import support_requests
from tests.adapters.clocks import StoppedClock
from tests.markup import faults_of

pytestmark = pytest.mark.usefixtures("sites")

GOOD = {"sujet": "account", "message": "Je n’arrive plus à entrer.", "reponse": "camille@example.org"}


def minutes_pass(env: Environment, minutes: float = 1) -> None:
    assert isinstance(env.clock, StoppedClock)
    env.clock.instant += timedelta(minutes=minutes)


@pytest.fixture
def writer() -> Client:
    """Somebody who has not signed in."""
    return Client(SERVER_NAME="localhost")


def opened(client: Client) -> str:
    """The hidden field of the page, as it was shown."""
    found = re.search(r'name="page" value="([^"]+)"', client.get("/contact/").text)
    assert found is not None
    return found[1]


def open_requests() -> list[RequestKind]:
    return [one.kind for one in support_requests.open_ones(kind=None, most=10)]


def test_a_request_gets_a_number_and_its_words_go_to_the_reviewer(writer: Client, sites: Environment) -> None:
    page = opened(writer)
    minutes_pass(sites)
    answer = writer.post("/contact/", {**GOOD, "page": page})
    (request,) = support_requests.open_ones(kind=None, most=10)
    assert request.number in answer.text
    assert (request.kind, request.record) == (RequestKind.ACCOUNT, None)
    written = support_requests.written(request.id, keyring=sites.keyring)
    assert written == {"text": GOOD["message"], "reply_to": GOOD["reponse"]}
    assert faults_of(answer.text) == []


def test_the_same_form_sent_twice_is_one_request(writer: Client, sites: Environment) -> None:
    page = opened(writer)
    minutes_pass(sites)
    first, second = (writer.post("/contact/", {**GOOD, "page": page}).text for _ in range(2))
    (request,) = support_requests.open_ones(kind=None, most=10)
    assert request.number in first
    assert request.number in second


@pytest.mark.parametrize(
    ("missing", "sentence"),
    [
        ("sujet", "Choisissez un sujet dans la liste."),
        ("message", "Écrivez votre demande en quelques mots."),
        ("reponse", "Dites-nous comment vous répondre"),
    ],
)
def test_what_is_missing_is_said_beside_its_field_and_nothing_typed_is_lost(
    writer: Client, sites: Environment, missing: str, sentence: str
) -> None:
    page = opened(writer)
    minutes_pass(sites)
    answer = writer.post("/contact/", {**GOOD, "page": page, missing: ""})
    assert answer.status_code == 422
    assert answer.text.count(sentence) == 2
    assert all(value in answer.text for name, value in GOOD.items() if name not in (missing, "sujet"))
    assert faults_of(answer.text) == []
    assert open_requests() == []


@pytest.mark.parametrize("field", ["message", "reponse"])
def test_what_is_too_long_is_not_taken(writer: Client, sites: Environment, field: str) -> None:
    page = opened(writer)
    minutes_pass(sites)
    answer = writer.post("/contact/", {**GOOD, "page": page, field: "a" * 4001})
    assert answer.status_code == 422
    assert open_requests() == []


def test_a_program_that_fills_what_nobody_sees_opens_nothing_and_learns_nothing(
    writer: Client, sites: Environment
) -> None:
    page = opened(writer)
    minutes_pass(sites)
    answer = writer.post("/contact/", {**GOOD, "page": page, TRAP: "https://example.org"})
    assert answer.status_code == 200
    assert open_requests() == []


@pytest.mark.parametrize("page", ["", "2026-11-21T11:00:00+00:00|00000000-0000-0000-0000-00000000abcd", "x|y:z"])
def test_a_form_that_we_did_not_show_is_asked_again(writer: Client, page: str) -> None:
    answer = writer.post("/contact/", {**GOOD, "page": page})
    assert answer.status_code == 422
    assert GOOD["message"] in answer.text
    assert open_requests() == []


@pytest.mark.parametrize("minutes", [0, 60 * 24 + 1])
def test_a_form_sent_faster_than_it_is_read_or_a_day_later_is_asked_again(
    writer: Client, sites: Environment, minutes: int
) -> None:
    page = opened(writer)
    minutes_pass(sites, minutes)
    assert writer.post("/contact/", {**GOOD, "page": page}).status_code == 422
    assert open_requests() == []


def test_the_answer_is_the_same_for_somebody_known_and_somebody_unknown(writer: Client, sites: Environment) -> None:
    answers = []
    for reply_to in ("camille@example.org", "personne@example.org"):
        page = opened(writer)
        minutes_pass(sites)
        text = writer.post("/contact/", {**GOOD, "page": page, "reponse": reply_to}).text
        answers.append(re.sub(r"[2-9A-Z]{4}-[2-9A-Z]{4}|<time.*?</time>", "", text))
    assert answers[0] == answers[1]


def test_a_subject_is_chosen_beforehand_by_a_link(writer: Client) -> None:
    for one in subjects():
        assert f'<option value="{one.value}" selected>' in writer.get(f"/contact/?sujet={one.value}").text
    assert '<option value="contact" selected>' in writer.get("/contact/?sujet=xxx").text


def test_a_form_needs_its_secret(visitor: Client) -> None:
    assert visitor.post("/contact/", GOOD).status_code == 403
