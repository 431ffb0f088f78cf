"""Assertions that give no token: each with its words, each written down."""

import base64
import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from jwt.algorithms import HMACAlgorithm

from carnet.core.audit.events import AuditEvent
from carnet.core.identifiers import OrganizationId
from carnet.store import tokens
from carnet.store.tokens import Client, ClientKind
from tests.conftest import NOON
from tests.doors.fhir.client import Answer
from tests.doors.fhir.keys import Keys, ask_token, claims_of, ec_keys, naming, rsa_keys
from tests.installation import HADDAD, HOSPITAL, KELLER, PRACTICE

pytestmark = pytest.mark.usefixtures("installation", "_registered")

SOUND = "keller"


@pytest.fixture(scope="module")
def keys() -> Keys:
    return rsa_keys()


@pytest.fixture(scope="module")
def others() -> Keys:
    return rsa_keys()


@pytest.fixture
def _registered(keys: Keys) -> None:
    for client in (
        Client(SOUND, ClientKind.PROFESSIONAL, KELLER.identifier, PRACTICE, keys.jwks),
        Client("off", ClientKind.PROFESSIONAL, KELLER.identifier, PRACTICE, keys.jwks, is_active=False),
        Client("chu", ClientKind.STRUCTURE, None, HOSPITAL, keys.jwks),
        Client("elsewhere", ClientKind.STRUCTURE, None, OrganizationId("1990000990"), keys.jwks),
        Client("without-keys", ClientKind.STRUCTURE, None, HOSPITAL, {"keys": []}),
        Client("application", ClientKind.PATIENT, None, None, keys.jwks),
    ):
        tokens.save_client(client)


def refused(answer: Answer) -> tuple[int, str, str]:
    """What a token request that failed was told."""
    assert set(answer.json) == {"error", "error_description"}
    assert answer.headers["Cache-Control"] == "no-store"
    return answer.status, answer.json["error"], answer.json["error_description"]


def in_seconds(minutes: float) -> int:
    return int((NOON + timedelta(minutes=minutes)).timestamp())


WRONG_CLAIMS: dict[str, tuple[dict[str, Any], str]] = {
    "for another audience": ({"aud": "https://elsewhere.example/token"}, "The audience"),
    "without audience": ({"aud": None}, "No registered key"),
    "issued by another": ({"iss": "chu"}, "iss and sub must both be"),
    "issued by nobody": ({"iss": None}, "iss and sub must both be"),
    "expired": ({"exp": in_seconds(-1)}, "The assertion has expired"),
    "living too long": ({"exp": in_seconds(6)}, "The assertion lives too long"),
    "living until the end of time": ({"exp": 10**30}, "The assertion lives too long"),
    "expired since the beginning of time": ({"exp": -(10**30)}, "The assertion has expired"),
    "without expiry": ({"exp": None}, "The assertion needs exp"),
    "expiring one day in words": ({"exp": "tomorrow"}, "The assertion needs exp"),
    "expiring at true": ({"exp": True}, "The assertion needs exp"),
    "not valid yet": ({"nbf": in_seconds(2)}, "The assertion is not valid yet"),
    "not valid yet, by a fraction": ({"nbf": in_seconds(2) + 0.5}, "The assertion is not valid yet"),
    "not valid before words": ({"nbf": "tomorrow"}, "The assertion is not valid yet"),
    "without jti": ({"jti": None}, "The assertion needs a jti"),
    "with an empty jti": ({"jti": ""}, "The assertion needs a jti"),
    "with a jti that is no text": ({"jti": "\ud800"}, "The assertion needs a jti"),
}


@pytest.mark.parametrize("wrong", WRONG_CLAIMS)
def test_an_assertion_with_a_wrong_claim_gives_no_token(wrong: str, keys: Keys) -> None:
    changed, why = WRONG_CLAIMS[wrong]
    status, error, description = refused(ask_token(keys.sign(claims_of(SOUND, at=NOON, **changed))))
    assert (status, error) == (401, "invalid_client")
    assert description.startswith(why)


def test_an_assertion_with_fractions_of_seconds_gives_a_token(keys: Keys) -> None:
    claims = claims_of(SOUND, at=NOON, exp=in_seconds(4) + 0.25, nbf=in_seconds(0) - 0.25)
    assert ask_token(keys.sign(claims)).status == 200


def test_an_assertion_with_a_list_of_audiences_gives_a_token_when_ours_is_among_them(keys: Keys) -> None:
    claims = claims_of(SOUND, at=NOON)
    assert ask_token(keys.sign({**claims, "aud": ["https://a.example", claims["aud"]]})).status == 200


def _unsigned(claims: dict[str, Any]) -> str:
    return jwt.encode(claims, "", "none")


def _with_the_public_key_as_a_secret(claims: dict[str, Any], keys: Keys) -> str:
    public = keys.private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)

    def part(value: dict[str, Any]) -> str:
        return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")

    signed = f"{part({'alg': 'HS256', 'typ': 'JWT'})}.{part(claims)}"
    signature = HMACAlgorithm(HMACAlgorithm.SHA256).sign(signed.encode(), public)
    return f"{signed}.{base64.urlsafe_b64encode(signature).decode().rstrip('=')}"


def test_an_assertion_under_another_algorithm_gives_no_token(keys: Keys) -> None:
    claims = claims_of(SOUND, at=NOON)
    for assertion in (_unsigned(claims), _with_the_public_key_as_a_secret(claims, keys)):
        status, error, description = refused(ask_token(assertion))
        assert (status, error) == (401, "invalid_client")
        assert description.startswith("Sign the assertion with one of RS384, ES384")


def test_an_assertion_signed_by_somebody_else_gives_no_token(keys: Keys, others: Keys) -> None:
    claims = claims_of(SOUND, at=NOON)
    sound = keys.sign(claims)
    forged = [
        others.sign(claims),
        others.sign(claims, kid="unknown"),
        ec_keys().sign(claims),
        sound[:-8] + ("A" * 8 if not sound.endswith("A" * 8) else "B" * 8),
        ".".join([sound.split(".")[0], others.sign(claims_of("chu", at=NOON)).split(".")[1], sound.split(".")[2]]),
    ]
    for assertion in forged:
        status, error, description = refused(ask_token(assertion))
        assert (status, error) == (401, "invalid_client")
        assert description == "No registered key of this client verifies the signature."


DEEP = "[" * 11_000
NO_JWT = {
    "empty": "",
    "words": "this is no assertion",
    "two parts": "e30.e30",
    "not base64": "é.é.é",
    "a payload nested too deep": f"e30.{base64.urlsafe_b64encode(DEEP.encode()).decode().rstrip('=')}.e30",
    "a client of another type": jwt.encode({"sub": 12}, "a secret of more than 32 characters"),
    "a client with a null character": jwt.encode({"sub": "kel\x00ler"}, "a secret of more than 32 characters"),
}


@pytest.mark.parametrize("what", NO_JWT)
def test_what_is_no_assertion_gives_no_token(what: str) -> None:
    answer = refused(ask_token(NO_JWT[what]))
    assert answer == (401, "invalid_client", "No active client of that client_id is registered here.")


def test_a_header_nested_too_deep_gives_no_token(keys: Keys) -> None:
    header = base64.urlsafe_b64encode(f'{{"alg":{DEEP}'.encode()).decode().rstrip("=")
    assertion = ".".join([header, *keys.sign({"sub": SOUND}).split(".")[1:]])
    assert refused(ask_token(assertion))[:2] == (401, "invalid_client")


def test_a_client_that_is_unknown_or_switched_off_gets_the_same_words(keys: Keys) -> None:
    answers = {refused(ask_token(keys.sign(claims_of(client, at=NOON)))) for client in ("stranger", "off")}
    assert answers == {(401, "invalid_client", "No active client of that client_id is registered here.")}


def test_an_assertion_is_good_once(keys: Keys) -> None:
    assertion = keys.sign(claims_of(SOUND, at=NOON))
    assert ask_token(assertion).status == 200
    assert refused(ask_token(assertion)) == (
        401,
        "invalid_client",
        "This assertion was used already: sign a new one, with a new jti, for each token.",
    )


REFUSED_CLIENTS: dict[str, tuple[str, dict[str, Any], int, str, str]] = {
    "names a professional who works elsewhere": (
        "chu",
        naming(KELLER.identifier.value),
        400,
        "invalid_request",
        "This professional does not work in the structure of this client.",
    ),
    "names a professional whom nobody knows": (
        "chu",
        naming("899799999999"),
        400,
        "invalid_request",
        "This professional does not work in the structure of this client.",
    ),
    "names somebody by a number": (
        "chu",
        {"extensions": {"carnet": {"practitioner": 12}}},
        400,
        "invalid_request",
        "extensions.carnet.practitioner must be the national identifier of a professional, as a string.",
    ),
    "names somebody by a null character": (
        "chu",
        naming("8997\x00"),
        400,
        "invalid_request",
        "extensions.carnet.practitioner must be the national identifier of a professional, as a string.",
    ),
    "names nobody in our extension": (
        "chu",
        {"extensions": {"carnet": "x"}},
        400,
        "invalid_request",
        "extensions.carnet.practitioner must be the national identifier of a professional, as a string.",
    ),
    "is a doctor's and names another": (
        SOUND,
        naming(HADDAD.identifier.value),
        400,
        "invalid_request",
        "Only the software of a structure may name a professional.",
    ),
    "belongs to a structure that is not in the directory": (
        "elsewhere",
        {},
        401,
        "invalid_client",
        "The structure of this client is not in the directory.",
    ),
    "has no key": (
        "without-keys",
        {},
        401,
        "invalid_client",
        "No key that can verify a signature is registered for this client.",
    ),
    "is the application of a patient": (
        "application",
        {},
        400,
        "unauthorized_client",
        "This software gets its tokens from the patient site only.",
    ),
}


@pytest.mark.parametrize("why", REFUSED_CLIENTS)
def test_software_gets_no_token_when_it(why: str, keys: Keys) -> None:
    client, changed, *expected = REFUSED_CLIENTS[why]
    assert list(refused(ask_token(keys.sign(claims_of(client, at=NOON, **changed))))) == expected


def test_an_extension_that_is_not_ours_changes_nothing(keys: Keys) -> None:
    for extensions in ({"hl7-b2b": {"purpose": "TREAT"}}, "words", None):
        assert ask_token(keys.sign(claims_of("chu", at=NOON, extensions=extensions))).status == 200


def test_each_token_that_is_refused_is_written_down_in_nobodys_record(
    keys: Keys, traced: Callable[..., list[AuditEvent]]
) -> None:
    ask_token("nothing")
    ask_token(keys.sign(claims_of("off", at=NOON)))
    ask_token(keys.sign(claims_of(SOUND, at=NOON, exp=0)))
    ask_token(keys.sign(claims_of("chu", at=NOON, **naming(KELLER.identifier.value))))
    told = [(event.actor.identifier, event.detail, event.outcome.value) for event in traced()]
    assert told == [(client, "token-refused", "refused") for client in ("unknown", "unknown", SOUND, "chu")]
