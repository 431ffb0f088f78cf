"""Tokens that open nothing, and requests for a token that cannot be read."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256

import pytest
from django.test import Client as Http

from carnet.core.audit.events import AuditEvent
from carnet.store import tokens
from carnet.store.tokens import Client, ClientKind
from tests.conftest import NOON
from tests.doors.fhir.client import Answer, Software
from tests.doors.fhir.keys import Keys, ask_token, claims_of, rsa_keys
from tests.installation import KELLER, PRACTICE, Installation

pytestmark = pytest.mark.usefixtures("installation", "_registered")

SOUND = "keller"


@pytest.fixture(scope="module")
def keys() -> Keys:
    return rsa_keys()


@pytest.fixture
def _registered(keys: Keys) -> None:
    tokens.save_client(Client(SOUND, ClientKind.PROFESSIONAL, KELLER.identifier, PRACTICE, keys.jwks))


def test_a_token_that_does_not_hold_opens_nothing_and_all_get_the_same_answer(
    installation: Installation,
    keys: Keys,
    traced: Callable[..., list[AuditEvent]],
) -> None:
    def getting_a_token() -> str:
        token = ask_token(keys.sign(claims_of(SOUND, at=NOON))).json["access_token"]
        assert isinstance(token, str)
        return token

    living, expired, revoked, switched_off = (getting_a_token() for _ in range(4))
    tokens.revoke(sha256(revoked.encode()).digest(), at=NOON)
    assert Software(living).get("Patient?identifier=x").status == 400
    answers = [Software(token).get("Patient?identifier=x") for token in ("forged", living[:-1], living + "A", revoked)]
    installation.at(NOON + timedelta(minutes=16))
    answers.append(Software(expired).get("Patient?identifier=x"))
    installation.at(NOON)
    client = tokens.find_client(SOUND)
    assert client is not None
    tokens.save_client(replace(client, is_active=False))
    answers.append(Software(switched_off).get("Patient?identifier=x"))
    assert {(one.status, one.body, json.dumps(one.headers, sort_keys=True)) for one in answers} == {
        (401, answers[0].body, json.dumps(answers[0].headers, sort_keys=True))
    }
    assert answers[0].headers["WWW-Authenticate"] == 'Bearer realm="carnet", error="invalid_token"'
    assert answers[0].codes == ["invalid-token"]
    told = [event.detail for event in traced()]
    assert told == ["token-issued"] * 4 + ["token-not-recognized"] * 6


@pytest.mark.parametrize("header", [None, "Basic a2VsbGVyOg==", "Bearer", "Bearer "])
def test_who_shows_no_token_is_told_to_get_one(header: str | None) -> None:
    headers = {} if header is None else {"Authorization": header}
    answer = Software(None).get("Patient?identifier=x", **headers)
    assert (answer.status, answer.codes) == (401, ["missing-token"])
    assert answer.headers["WWW-Authenticate"] == 'Bearer realm="carnet"'


def test_a_token_request_that_is_not_one_is_told_why(keys: Keys) -> None:
    assertion = keys.sign(claims_of(SOUND, at=NOON))
    cases: tuple[tuple[dict[str, str], str, str], ...] = (
        ({"grant_type": "password"}, "unsupported_grant_type", "grant_type must be one of: "),
        ({"client_assertion_type": "saml"}, "invalid_request", "Send client_assertion_type="),
        ({"padding": "x" * 17_000}, "invalid_request", "Send each parameter once"),
        ({f"parameter{index}": "x" for index in range(30)}, "invalid_request", "Send each parameter once"),
    )
    for changed, error, description in cases:
        answer = ask_token(assertion, **changed)
        assert (answer.status, answer.json["error"]) == (400, error)
        assert answer.json["error_description"].startswith(description)


@pytest.mark.parametrize(
    "body", [b"grant_type=client_credentials&grant_type=client_credentials", b"grant_type=%ff", b"grant_type=\xff"]
)
def test_a_form_that_says_two_things_or_nothing_readable_is_refused(body: bytes) -> None:
    answer = ask_token_with(body)
    assert (answer.status, answer.json["error"]) == (400, "invalid_request")


def ask_token_with(body: bytes, method: str = "POST") -> Answer:
    """Send these bytes to the token endpoint."""
    response = Http().generic(method, "/oauth/token", body, content_type="application/x-www-form-urlencoded")
    return Answer(response.status_code, response.content, {name: str(value) for name, value in response.items()})


def test_the_token_endpoint_takes_a_post_and_nothing_else() -> None:
    for method in ("GET", "PUT", "DELETE", "OPTIONS"):
        answer = ask_token_with(b"", method)
        assert (answer.status, answer.headers["Allow"]) == (405, "POST")
