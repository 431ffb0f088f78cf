"""Carnet asks an identity provider who somebody is, over real HTTP, and believes nothing that it cannot verify."""

import base64
import hashlib
import hmac
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives import serialization

from carnet.config.production_environment import ProductionEnvironment, read_environment
from carnet.core.identifiers import OrganizationId, PractitionerId
from carnet.demo.identity_provider.keys import make_key
from carnet.demo.identity_provider.people import Person
from carnet.demo.identity_provider.serve import server_of
from carnet.formats.id_token import is_as_strong
from carnet.formats.pro_sante_connect import MOST_PLACES, read_userinfo
from carnet.infra.chance import SystemChance
from carnet.infra.openid_connect import OpenIdConnect, RelyingParty
from carnet.ports.identity_provider import (
    IdentityProviderUnavailableError,
    IdentityRefused,
    PlaceOfPractice,
    ProfessionalIdentity,
    RefusedBecause,
)
from tests.adapters.clocks import NOON, StoppedClock
from tests.adapters.identity_providers import CLIENT, KELLER, OVER, RETURN, Strange, a_provider, goes_and_is, served
from tests.adapters.loopback_servers import make_certificate, running
from tests.launch.test_production import GOOD

VERIFIER = "a-verifier-that-the-browser-keeps-for-ten-minutes"
CHALLENGE = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).decode().rstrip("=")
LATER, EARLIER = int((NOON + timedelta(hours=5)).timestamp()), int((NOON - timedelta(hours=5)).timestamp())


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock()


@pytest.fixture
def provider(clock: StoppedClock) -> Iterator[Strange]:
    with served(clock) as here:
        yield here


def comes_back(adapter: OpenIdConnect, short: str = "keller") -> str:
    """Somebody goes to the provider and comes back with a code."""
    url = adapter.authorization_url(state="s", nonce="n", code_challenge=CHALLENGE, redirect_uri=RETURN)
    back = goes_and_is(short, url)
    assert back["state"] == "s"
    return back["code"]


def tells(adapter: OpenIdConnect, code: str, **changes: str) -> ProfessionalIdentity | IdentityRefused:
    """Whom the provider says that a code stands for."""
    asked = {"code_verifier": VERIFIER, "redirect_uri": RETURN, "nonce": "n"}
    return adapter.exchange(code, **asked | changes)


def recognizes(adapter: OpenIdConnect, short: str = "keller") -> ProfessionalIdentity | IdentityRefused:
    return tells(adapter, comes_back(adapter, short))


def refusal(answer: ProfessionalIdentity | IdentityRefused) -> RefusedBecause:
    assert isinstance(answer, IdentityRefused), answer
    return answer.reason


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


def test_a_provider_that_knows_its_clients_by_post_only_is_spoken_to_so(provider: Strange) -> None:
    provider.described = {"token_endpoint_auth_methods_supported": ["client_secret_post", "private_key_jwt"]}
    assert isinstance(recognizes(provider.adapter()), ProfessionalIdentity)


def test_a_wrong_secret_is_a_fault_of_the_installation_and_never_of_the_person(provider: Strange) -> None:
    adapter = provider.adapter(client_secret="another secret")
    code = comes_back(adapter)
    with pytest.raises(IdentityProviderUnavailableError, match="401") as told:
        tells(adapter, code)
    assert code not in str(told.value)


@pytest.mark.parametrize(
    "described",
    [
        {"issuer": "http://127.0.0.1:1"},
        {"issuer": None},
        {"authorization_endpoint": "http://example.org/authorize"},
        {"token_endpoint": "ftp://127.0.0.1/token"},
        {"userinfo_endpoint": None},
        {"jwks_uri": "https://user@example.org/jwks"},
        {"end_session_endpoint": "javascript:alert(1)"},
        {"code_challenge_methods_supported": ["plain"]},
        {"token_endpoint_auth_methods_supported": ["tls_client_auth"]},
    ],
)
def test_a_provider_that_describes_itself_strangely_is_not_used(provider: Strange, described: dict[str, Any]) -> None:
    provider.described = described
    with pytest.raises(IdentityProviderUnavailableError):
        comes_back(provider.adapter())


def test_nobody_is_kept_waiting_by_a_provider_that_is_not_there(clock: StoppedClock) -> None:
    with pytest.raises(IdentityProviderUnavailableError, match="ConnectionRefusedError"):
        comes_back(a_provider(clock).adapter())


@contextmanager
def answering(status: int, body: bytes, **headers: str) -> Iterator[str]:
    """Something that answers the same to everything."""

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_words: object) -> None:
            """Say nothing in the tests' output."""

    server = HTTPServer(("127.0.0.1", 0), Answers)
    with running(server):
        yield f"http://127.0.0.1:{server.server_port}"


@pytest.mark.parametrize("body", [b"<html>", b"[]", b"[" * 100_000, b'{"x": "' + b"y" * (1 << 20) + b'"}'])
def test_an_answer_that_is_no_description_is_not_read_as_one(clock: StoppedClock, body: bytes) -> None:
    with answering(200, body) as issuer, pytest.raises(IdentityProviderUnavailableError, match="200"):
        comes_back(replace_issuer(clock, issuer))


def test_a_redirect_is_not_followed(clock: StoppedClock, provider: Strange) -> None:
    with (
        answering(302, b"", Location=f"{provider.issuer}/.well-known/openid-configuration") as issuer,
        pytest.raises(IdentityProviderUnavailableError, match="302"),
    ):
        comes_back(replace_issuer(clock, issuer))


def replace_issuer(clock: StoppedClock, issuer: str) -> OpenIdConnect:
    return OpenIdConnect(RelyingParty(issuer, "carnet", "secret", "eidas1"), clock=clock)


def test_a_proxy_of_the_environment_is_not_taken(provider: Strange, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    assert isinstance(recognizes(provider.adapter()), ProfessionalIdentity)


def test_the_description_may_stand_elsewhere_than_below_the_issuer(provider: Strange) -> None:
    issuer = provider.issuer
    provider.described = {"issuer": f"{issuer}/realm"}
    provider.lies = {"iss": f"{issuer}/realm"}
    discovery = f"{issuer}/.well-known/openid-configuration"
    answer = recognizes(provider.adapter(issuer=f"{issuer}/realm", discovery=discovery))
    assert isinstance(answer, ProfessionalIdentity)


def test_a_new_key_of_the_provider_is_found_but_not_asked_for_at_every_forgery(
    provider: Strange, clock: StoppedClock
) -> None:
    adapter = provider.adapter()
    assert isinstance(recognizes(adapter), ProfessionalIdentity)
    provider.key = make_key(SystemChance())
    assert refusal(recognizes(adapter)) is RefusedBecause.SIGNATURE
    clock.instant += timedelta(minutes=2)
    assert isinstance(recognizes(adapter), ProfessionalIdentity)


def test_a_withdrawn_key_is_forgotten_within_the_hour(provider: Strange, clock: StoppedClock) -> None:
    adapter, withdrawn = provider.adapter(), provider.key
    assert isinstance(recognizes(adapter), ProfessionalIdentity)
    provider.key, provider.forge = make_key(SystemChance()), withdrawn.sign
    clock.instant += timedelta(hours=2)
    assert refusal(recognizes(adapter)) is RefusedBecause.SIGNATURE


def test_over_tls_the_provider_shows_a_certificate_that_is_verified(clock: StoppedClock, tmp_path: Path) -> None:
    certificate = make_certificate(tmp_path)
    provider = a_provider(clock)
    server = server_of(provider, int(provider.issuer.rpartition(":")[2]))
    server.socket = certificate.server_context().wrap_socket(server.socket, server_side=True)
    provider.issuer = provider.issuer.replace("http://", "https://")
    party = RelyingParty(provider.issuer, CLIENT.client_id, CLIENT.client_secret, "eidas1")
    asked = {"state": "s", "nonce": "n", "code_challenge": CHALLENGE, "redirect_uri": RETURN}
    with running(server):
        known = OpenIdConnect(party, clock=clock, certificate_authority=certificate.certificate)
        assert known.authorization_url(**asked).startswith(f"{provider.issuer}/authorize?")
        with pytest.raises(IdentityProviderUnavailableError, match="SSLCertVerificationError"):
            OpenIdConnect(party, clock=clock).authorization_url(**asked)


def test_who_leaves_is_led_to_the_end_of_the_provider_s_session(provider: Strange) -> None:
    url = provider.adapter().logout_url("the.id.token", OVER, "s")
    assert url is not None
    assert url.startswith(f"{provider.issuer}/logout?id_token_hint=the.id.token&")
    provider.described = {"end_session_endpoint": None}
    assert provider.adapter().logout_url("the.id.token", OVER, "s") is None


@pytest.mark.parametrize(
    "changes",
    [
        {"issuer": "http://psc.example"},
        {"issuer": "https://user:password@psc.example"},
        {"issuer": "https://psc.example/?a=b"},
        {"issuer": "psc.example"},
        {"discovery": "http://psc.example/.well-known/wallet-openid-configuration"},
        {"client_id": ""},
        {"client_secret": ""},
        {"acr": ""},
    ],
)
def test_a_provider_that_cannot_be_spoken_to_safely_is_refused_at_once(changes: dict[str, str]) -> None:
    good = RelyingParty("https://psc.example/realms/esante-wallet", "carnet", "secret", "eidas1")
    assert "secret" not in repr(good)
    with pytest.raises(ValueError, match="identity provider"):
        replace(good, **changes)


def test_an_answer_as_pro_sante_connect_gives_it_is_read() -> None:
    def activity(identifier: str, name: str) -> dict[str, str]:
        return {"ancienIdentifiantDeLaStructure": identifier, "raisonSocialeSite": name, "codeSecteurDactivite": "SA07"}

    claims = {
        "sub": "f:550dc1c8-0000-0000-0000-000000000000:899700000001",
        "given_name": "ANNE",
        "family_name": "KELLER",
        "SubjectNameID": "899700000001",
        "SubjectRefPro": {
            "codeCivilite": "MME",
            "exercices": [
                {
                    "codeProfession": "10",
                    "codeSavoirFaire": "SM26",
                    "activities": [
                        activity("499700000001007", "CABINET DR KELLER"),
                        activity("10B0193488", "HOPITAL GENERIQUE"),
                        activity("", "SANS IDENTIFIANT"),
                        activity("499700000001007", "LE MEME"),
                        "nonsense",
                    ],
                },
                {"codeProfession": "60", "activities": None},
                None,
            ],
        },
    }
    identity = read_userinfo(claims, acr="eidas3", id_token="t")
    assert identity is not None
    assert [(one.organization.value, one.name, one.profession) for one in identity.places] == [
        ("499700000001007", "CABINET DR KELLER", "10"),
        ("10B0193488", "HOPITAL GENERIQUE", "10"),
    ]


@pytest.mark.parametrize("identifier", [None, "", 12, "8997 0000", "899700000001\n", "9" * 300])
def test_a_number_that_is_none_names_nobody(identifier: object) -> None:
    assert read_userinfo({"SubjectNameID": identifier}, acr="eidas1", id_token="t") is None


def test_somebody_who_works_everywhere_is_read_to_a_limit() -> None:
    activities = [{"ancienIdentifiantDeLaStructure": f"1{number}"} for number in range(200)]
    claims = {"SubjectNameID": "899700000001", "SubjectRefPro": {"exercices": [{"activities": activities}]}}
    identity = read_userinfo(claims, acr="eidas1", id_token="t")
    assert identity is not None
    assert len(identity.places) == MOST_PLACES


PSC = {
    "CARNET_OIDC_ISSUER": "https://auth.psc.example/auth/realms/esante-wallet",
    "CARNET_OIDC_CLIENT_ID": "carnet",
    "CARNET_OIDC_CLIENT_SECRET": "hunter2",
    "CARNET_OIDC_ACR": "eidas1",
}


def test_production_is_told_its_provider_whole_or_not_at_all() -> None:
    told = read_environment(GOOD | PSC)
    assert isinstance(told, ProductionEnvironment)
    assert told.oidc_issuer == PSC["CARNET_OIDC_ISSUER"]
    assert "hunter2" not in repr(told)
    alone = read_environment(GOOD)
    assert isinstance(alone, ProductionEnvironment)
    assert alone.oidc_issuer == ""


@pytest.mark.parametrize(
    ("change", "word"),
    [
        *(({name: ""}, name) for name in PSC),
        ({"CARNET_OIDC_ISSUER": "http://auth.psc.example"}, "CARNET_OIDC_ISSUER"),
        ({"CARNET_OIDC_ISSUER": "https://a:b@auth.psc.example"}, "CARNET_OIDC_ISSUER"),
        ({"CARNET_OIDC_DISCOVERY": "http://auth.psc.example/.well-known/x"}, "CARNET_OIDC_DISCOVERY"),
    ],
)
def test_half_a_provider_keeps_production_from_starting(change: dict[str, str], word: str) -> None:
    (fault,) = read_environment(GOOD | PSC | change)  # type: ignore[misc]  # a list, which the next line shows
    assert word in fault
    assert "hunter2" not in fault
