"""The assertions by which software proves itself: a sound one is read, any other is told what is wrong with it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from hypothesis import given
from hypothesis import strategies as st
from jwt.algorithms import ECAlgorithm, RSAAlgorithm

from carnet.formats.assertion import CLOCK_SKEW, LONGEST_LIFE, Assertion, AssertionFault, claimed_client, read_assertion

AT = datetime(2026, 11, 21, 12, tzinfo=UTC)
AUDIENCE = "https://carnet.example/oauth/token"
RSA_KEY = rsa.generate_private_key(65537, 2048)
EC_KEY = ec.generate_private_key(ec.SECP384R1())
JWKS = {
    "keys": [
        {**RSAAlgorithm(RSAAlgorithm.SHA384).to_jwk(RSA_KEY.public_key(), as_dict=True), "kid": "rsa", "alg": "RS384"},
        {**ECAlgorithm(ECAlgorithm.SHA384).to_jwk(EC_KEY.public_key(), as_dict=True), "kid": "ec", "alg": "ES384"},
    ]
}
SOUND: dict[str, Any] = {"iss": "chu", "sub": "chu", "aud": AUDIENCE, "jti": "once", "exp": AT.timestamp() + 240}


def signed(algorithm: str = "RS384", kid: str | None = None, **changed: Any) -> str:
    claims = {name: value for name, value in {**SOUND, **changed}.items() if value is not None}
    key: Any = EC_KEY if algorithm.startswith("ES") else RSA_KEY
    return jwt.encode(claims, key, algorithm, headers={"kid": kid} if kid else None)


def read(token: str, jwks: dict[str, Any] | None = None) -> Assertion | AssertionFault:
    return read_assertion(token, JWKS if jwks is None else jwks, audience=AUDIENCE, at=AT)


def fault(token: str, jwks: dict[str, Any] | None = None) -> str:
    found = read(token, jwks)
    assert isinstance(found, AssertionFault)
    return found.problem


@pytest.mark.parametrize(
    ("algorithm", "kid"), [("RS384", None), ("RS384", "rsa"), ("ES384", None), ("ES384", "ec"), ("PS384", None)]
)
def test_a_sound_assertion_says_who_signs_and_until_when(algorithm: str, kid: str | None) -> None:
    extensions = {"carnet": {"practitioner": "899700000017"}}
    token = signed(algorithm, kid, extensions=extensions)
    assert claimed_client(token) == "chu"
    assert read(token) == Assertion("chu", "once", AT + timedelta(minutes=4), extensions)


def test_extensions_are_an_object_or_nothing() -> None:
    for extensions in (None, "carnet", ["carnet"], 12):
        found = read(signed(extensions=extensions))
        assert isinstance(found, Assertion)
        assert found.extensions == {}


WRONG: dict[str, tuple[str, str]] = {
    "no jwt": ("x.y", "This is not a signed JWT."),
    "another algorithm": (jwt.encode(SOUND, "x" * 40, "HS256"), "Sign the assertion with one of RS384"),
    "no signature": (jwt.encode(SOUND, "", "none"), "Sign the assertion with one of RS384"),
    "the key of another kid": (signed("RS384", "ec"), "No registered key"),
    "another audience": (signed(aud="https://elsewhere.example"), "The audience of the assertion (aud)"),
    "no audience": (signed(aud=None), "No registered key"),
    "another issuer": (signed(iss="x"), "iss and sub must both be the client_id."),
    "no issuer": (signed(iss=None), "iss and sub must both be the client_id."),
    "no jti": (signed(jti=None), "The assertion needs a jti"),
    "no expiry": (signed(exp=None), "The assertion needs exp"),
    "an expiry of words": (signed(exp=True), "The assertion needs exp"),
    "not yet": (signed(nbf=AT.timestamp() + 31), "The assertion is not valid yet."),
    "not before words": (signed(nbf=True), "The assertion is not valid yet."),
}


@pytest.mark.parametrize("what", WRONG)
def test_an_assertion_is_not_accepted_with(what: str) -> None:
    token, said = WRONG[what]
    assert fault(token).startswith(said)


def test_a_client_without_keys_is_told_so() -> None:
    said = "No key that can verify a signature is registered for this client."
    assert fault(signed(), {"keys": []}) == said
    assert fault(signed(), {"keys": [{"kty": "unknown"}]}) == said


@given(seconds=st.integers(-(10**24), 10**24) | st.floats(allow_nan=False, allow_infinity=False))
def test_an_assertion_lives_from_now_to_five_minutes_from_now_whatever_number_it_carries(seconds: float) -> None:
    claims = {**SOUND, "exp": AT.timestamp() + seconds}
    found = read(jwt.encode(claims, RSA_KEY, "RS384"))
    lives = -CLOCK_SKEW.total_seconds() < claims["exp"] - AT.timestamp() <= (LONGEST_LIFE + CLOCK_SKEW).total_seconds()
    assert isinstance(found, Assertion) == lives


@given(token=st.text(max_size=60))
def test_no_text_at_all_breaks_the_reading(token: str) -> None:
    assert claimed_client(token) is None
    assert isinstance(read(token), AssertionFault)
