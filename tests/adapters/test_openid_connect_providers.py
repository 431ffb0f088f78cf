"""Carnet speaks to identity providers that are strange, absent, far or badly configured, and says so."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from carnet.config.production_environment import ProductionEnvironment, read_environment
from carnet.demo.identity_provider.keys import make_key
from carnet.demo.identity_provider.serve import server_of
from carnet.infra.chance import SystemChance
from carnet.infra.openid_connect import OpenIdConnect, RelyingParty
from carnet.ports.identity_provider import (
    IdentityProviderUnavailableError,
    ProfessionalIdentity,
    RefusedBecause,
)
from tests.adapters.clocks import StoppedClock
from tests.adapters.identity_providers import (
    CHALLENGE,
    CLIENT,
    OVER,
    RETURN,
    Strange,
    a_provider,
    comes_back,
    recognizes,
    refusal,
    served,
    tells,
)
from tests.adapters.loopback_servers import make_certificate, running
from tests.launch.test_production import GOOD
from tests.quiet import Quiet


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock()


@pytest.fixture
def provider(clock: StoppedClock) -> Iterator[Strange]:
    with served(clock) as here:
        yield here


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

    class Answers(Quiet, BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

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
    faults = read_environment(GOOD | PSC | change)
    assert isinstance(faults, list)
    (fault,) = faults
    assert word in fault
    assert "hunter2" not in fault


DESK = {name.replace("CARNET_OIDC", "CARNET_DESK_OIDC"): value for name, value in PSC.items()}


def test_the_desk_has_a_provider_of_its_own_or_none() -> None:
    told = read_environment(GOOD | DESK)
    assert isinstance(told, ProductionEnvironment)
    assert told.desk_oidc_issuer == PSC["CARNET_OIDC_ISSUER"]
    assert told.oidc_issuer == ""
    faults = read_environment(GOOD | DESK | {"CARNET_DESK_OIDC_ACR": ""})
    assert isinstance(faults, list)
    (fault,) = faults
    assert "les agents de l’assistance" in fault
