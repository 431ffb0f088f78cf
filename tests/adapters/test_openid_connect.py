"""Carnet asks an identity provider who somebody is, over real HTTP, and believes nothing that it cannot verify."""

import base64
import hmac
import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives import serialization

from carnet.core.identifiers import OrganizationId, PractitionerId
from carnet.demo.identity_provider.keys import make_key
from carnet.demo.identity_provider.people import Person
from carnet.formats.id_token import is_as_strong
from carnet.infra.chance import SystemChance
from carnet.ports.identity_provider import (
    PlaceOfPractice,
    ProfessionalIdentity,
    RefusedBecause,
)
from tests.adapters.clocks import NOON, StoppedClock
from tests.adapters.identity_providers import (
    KELLER,
    Strange,
    comes_back,
    recognizes,
    refusal,
    served,
    tells,
)

LATER, EARLIER = int((NOON + timedelta(hours=5)).timestamp()), int((NOON - timedelta(hours=5)).timestamp())


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock()


@pytest.fixture
def provider(clock: StoppedClock) -> Iterator[Strange]:
    with served(clock) as here:
        yield here


def test_a_doctor_is_recognised_with_their_number_and_the_places_where_they_work(provider: Strange) -> None:
    answer = recognizes(provider.adapter())
    assert isinstance(answer, ProfessionalIdentity)
    assert answer.practitioner == PractitionerId(KELLER.identifier)
    assert answer.shown_name == "Anne Keller"
    assert answer.places == (PlaceOfPractice(OrganizationId("1440000297"), "CABINET DU PORT", "10"),)
    assert answer.acr == "eidas1"
    assert jwt.decode(answer.id_token, options={"verify_signature": False})["sub"] == KELLER.subject
    assert "Keller" not in f"{answer!r}{answer.places!r}"


@pytest.mark.parametrize(
    ("lies", "reason"),
    [
        ({"iss": "http://127.0.0.1:1"}, RefusedBecause.ISSUER),
        ({"aud": "another-site"}, RefusedBecause.AUDIENCE),
        ({"aud": ["carnet", "another-site"]}, RefusedBecause.AUDIENCE),
        ({"aud": None}, RefusedBecause.AUDIENCE),
        ({"azp": "another-site"}, RefusedBecause.AUDIENCE),
        ({"exp": EARLIER}, RefusedBecause.TIME),
        ({"exp": None}, RefusedBecause.TIME),
        ({"exp": "tomorrow"}, RefusedBecause.TIME),
        ({"iat": LATER}, RefusedBecause.TIME),
        ({"iat": None}, RefusedBecause.TIME),
        ({"nbf": LATER}, RefusedBecause.TIME),
        ({"nonce": "of another sign-in"}, RefusedBecause.NONCE),
        ({"nonce": None}, RefusedBecause.NONCE),
        ({"at_hash": "of another token"}, RefusedBecause.SIGNATURE),
        ({"acr": None}, RefusedBecause.STRENGTH),
        ({"acr": "0"}, RefusedBecause.STRENGTH),
        ({"acr": 1}, RefusedBecause.STRENGTH),
        ({"auth_time": None}, RefusedBecause.TOO_LONG_AGO),
        ({"auth_time": EARLIER}, RefusedBecause.TOO_LONG_AGO),
        ({"sub": None}, RefusedBecause.SUBJECT),
        ({"sub": "f:somebody:else"}, RefusedBecause.SUBJECT),
    ],
)
def test_one_wrong_claim_and_nobody_is_recognised(
    provider: Strange, lies: dict[str, Any], reason: RefusedBecause
) -> None:
    provider.lies = lies
    assert refusal(recognizes(provider.adapter())) is reason


def unsigned(_provider: Strange, claims: dict[str, Any]) -> str:
    return jwt.encode(claims, "", algorithm="none")


def signed_by_somebody(provider: Strange, claims: dict[str, Any]) -> str:
    theirs = make_key(SystemChance()).private
    return jwt.encode(claims, theirs, algorithm="ES256", headers={"kid": provider.key.name()})


def signed_with_the_public_half(provider: Strange, claims: dict[str, Any]) -> str:
    """The confusion of algorithms: what everybody knows, taken for a shared secret. By hand, as PyJWT refuses to."""
    public = provider.key.private.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    head = {"alg": "HS256", "typ": "JWT", "kid": provider.key.name()}
    signed = ".".join(in_a_token(json.dumps(part).encode()) for part in (head, claims))
    return f"{signed}.{in_a_token(hmac.digest(public, signed.encode(), 'sha256'))}"


def in_a_token(part: bytes) -> str:
    return base64.urlsafe_b64encode(part).decode().rstrip("=")


def without_its_signature(provider: Strange, claims: dict[str, Any]) -> str:
    return provider.key.sign(claims).rpartition(".")[0] + "."


def with_a_claim_changed_after_it_was_signed(provider: Strange, claims: dict[str, Any]) -> str:
    head, _, signature = provider.key.sign(claims).split(".")
    return f"{head}.{in_a_token(json.dumps({**claims, 'acr': 'eidas3'}).encode())}.{signature}"


def no_token_at_all(_provider: Strange, _claims: dict[str, Any]) -> str:
    return "é.\ud800.{}"


@pytest.mark.parametrize(
    "forge",
    [
        unsigned,
        signed_by_somebody,
        signed_with_the_public_half,
        without_its_signature,
        with_a_claim_changed_after_it_was_signed,
        no_token_at_all,
    ],
)
def test_a_forged_token_proves_nothing(provider: Strange, forge: Callable[[Strange, dict[str, Any]], str]) -> None:
    provider.forge = lambda claims: forge(provider, claims)
    assert refusal(recognizes(provider.adapter())) is RefusedBecause.SIGNATURE


def test_a_stronger_proof_than_the_one_asked_for_is_taken_and_a_weaker_one_is_not(provider: Strange) -> None:
    provider.lies = {"acr": "eidas3"}
    answer = recognizes(provider.adapter(acr="eidas2"))
    assert isinstance(answer, ProfessionalIdentity)
    assert answer.acr == "eidas3"
    provider.lies = {"acr": "eidas1"}
    assert refusal(recognizes(provider.adapter(acr="eidas2"))) is RefusedBecause.STRENGTH
    assert is_as_strong("gold", "gold")
    assert not is_as_strong("eidas3", "gold")


def test_a_code_is_good_once(provider: Strange) -> None:
    adapter = provider.adapter()
    code = comes_back(adapter)
    assert isinstance(tells(adapter, code), ProfessionalIdentity)
    assert refusal(tells(adapter, code)) is RefusedBecause.CODE


@pytest.mark.parametrize(
    "changes", [{"code_verifier": "of another browser"}, {"redirect_uri": "http://localhost:8000/elsewhere/"}]
)
def test_a_code_taken_to_another_place_than_it_was_asked_for_is_good_for_nothing(
    provider: Strange, changes: dict[str, str]
) -> None:
    adapter = provider.adapter()
    assert refusal(tells(adapter, comes_back(adapter), **changes)) is RefusedBecause.CODE


def test_a_code_that_was_kept_too_long_is_good_for_nothing(provider: Strange, clock: StoppedClock) -> None:
    adapter = provider.adapter()
    code = comes_back(adapter)
    clock.instant += timedelta(minutes=2)
    assert refusal(tells(adapter, code)) is RefusedBecause.CODE


def test_what_the_provider_says_of_somebody_else_is_not_taken_for_this_person(provider: Strange) -> None:
    provider.speaks_of = Person("other", "899700000002", "Inès", "Haddad")
    assert refusal(recognizes(provider.adapter())) is RefusedBecause.SUBJECT


def test_somebody_without_a_national_identifier_is_not_recognised(provider: Strange) -> None:
    assert refusal(recognizes(provider.adapter(), "numberless")) is RefusedBecause.IDENTITY
