"""A token that is bound to a key or to a certificate opens nothing for whoever has only the token."""

import base64
import hashlib
from datetime import timedelta
from typing import Any
from urllib.parse import quote

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from django.test import Client as Http
from django.test import override_settings
from jwt.algorithms import ECAlgorithm

from tests.doors.fhir.keys import claims_of, jti, rsa_keys
from tests.doors.oauth.app import SITE, App, Said, register, signed
from tests.journeys.world import World
from tests.people import CAMILLE

ES256 = ECAlgorithm(ECAlgorithm.SHA256)
DER = b"the bytes of a certificate, which the proxy has verified"
PEM = f"-----BEGIN CERTIFICATE-----\n{base64.b64encode(DER).decode()}\n-----END CERTIFICATE-----\n"
THUMBPRINT = base64.urlsafe_b64encode(hashlib.sha256(DER).digest()).decode().rstrip("=")
BEHIND_OUR_PROXY = override_settings(
    CARNET_CLIENT_CERTIFICATE_HEADER="X-Client-Cert", CARNET_PROXIES=frozenset({"127.0.0.1"})
)
BEHIND_ANOTHER = override_settings(
    CARNET_CLIENT_CERTIFICATE_HEADER="X-Client-Cert", CARNET_PROXIES=frozenset({"192.0.2.1"})
)


class Key:
    """A key of the application's own, and the proofs that it makes."""

    def __init__(self, world: World) -> None:
        self.private = ec.generate_private_key(ec.SECP256R1())
        self.world = world

    def proof(self, method: str, path: str, token: str = "", **changed: Any) -> str:
        """A sound proof for a request, but for what is changed; ``typ`` and ``jwk`` are of its header."""
        claims: dict[str, Any] = {
            "htm": method,
            "htu": f"{SITE}{path}",
            "iat": int(self.world.env.clock.now().timestamp()),
            "jti": jti(),
        }
        if token:
            claims["ath"] = base64.urlsafe_b64encode(hashlib.sha256(token.encode()).digest()).decode().rstrip("=")
        header = {
            "typ": changed.pop("typ", "dpop+jwt"),
            "jwk": changed.pop("jwk", ES256.to_jwk(self.private.public_key(), as_dict=True)),
        }
        return jwt.encode({**claims, **changed}, self.private, "ES256", headers=header)


@pytest.fixture
def key(world: World) -> Key:
    """The key of the application."""
    return Key(world)


@pytest.fixture
def bound(app: App, camille: Http, key: Key, world: World) -> Said:
    """Tokens that are bound to it."""
    code = app.code(camille, record=str(world.record(CAMILLE)))
    given = app.exchange(code, headers={"DPoP": key.proof("POST", "/oauth/token")})
    assert given.status == 200, given.json
    assert given.json["token_type"] == "DPoP"
    return given


def shows(app: App, given: Said, proof: str, scheme: str = "DPoP") -> int:
    """The status of a list asked with a token and a proof."""
    path = f"DocumentReference?status=current&patient={given.json['patient']}"
    headers = {"Authorization": f"{scheme} {given.json['access_token']}", **({"DPoP": proof} if proof else {})}
    return app.http.get(f"/fhir/{path}", headers=headers).status_code


def test_the_one_who_holds_the_key_reads(app: App, bound: Said, key: Key) -> None:
    proof = key.proof("GET", "/fhir/DocumentReference", bound.json["access_token"])
    assert shows(app, bound, proof) == 200
    assert shows(app, bound, proof) == 401, "a proof is good once"


def test_whoever_stole_the_token_reads_nothing(app: App, bound: Said, key: Key, world: World) -> None:
    token = bound.json["access_token"]
    thief = Key(world)
    path = "/fhir/DocumentReference"
    assert shows(app, bound, "", "Bearer") == 401
    assert shows(app, bound, "") == 401
    assert shows(app, bound, key.proof("GET", path, token), "Bearer") == 401
    for proof in (
        thief.proof("GET", path, token),
        key.proof("POST", path, token),
        key.proof("GET", "/fhir/AuditEvent", token),
        key.proof("GET", path, "another token"),
        key.proof("GET", path),
        key.proof("GET", path, token, iat=0),
        key.proof("GET", path, token, iat=float("nan")),
        key.proof("GET", path, token, iat=10**400),
        key.proof("GET", path, token, htu="http://["),
        key.proof("GET", path, token, jti=""),
        key.proof("GET", path, token, typ="jwt"),
        key.proof("GET", path, token, jwk={"kty": "oct", "k": "c2VjcmV0"}),
        "no proof",
    ):
        assert shows(app, bound, proof) == 401


def test_a_bearers_token_does_not_become_bound_by_being_shown_so(
    app: App, camille: Http, key: Key, world: World
) -> None:
    given = app.exchange(app.code(camille, record=str(world.record(CAMILLE))))
    assert shows(app, given, key.proof("GET", "/fhir/DocumentReference", given.json["access_token"])) == 401
    assert shows(app, given, "", "Bearer") == 200


def test_a_refresh_token_is_bound_to_the_same_key(app: App, bound: Said, key: Key, world: World) -> None:
    refresh = bound.json["refresh_token"]
    assert app.renew(refresh).json["error"] == "invalid_grant"
    other = Key(world).proof("POST", "/oauth/token")
    assert app.renew(refresh, headers={"DPoP": other}).json["error"] == "invalid_grant"
    assert app.renew(refresh, headers={"DPoP": key.proof("POST", "/oauth/token")}).status == 200


def test_a_code_may_be_bound_to_a_key_before_it_is_given(app: App, camille: Http, key: Key, world: World) -> None:
    jwk = ES256.to_jwk(key.private.public_key(), as_dict=True)
    members = f'{{"crv":"{jwk["crv"]}","kty":"EC","x":"{jwk["x"]}","y":"{jwk["y"]}"}}'
    thumbprint = base64.urlsafe_b64encode(hashlib.sha256(members.encode()).digest()).decode().rstrip("=")
    record = str(world.record(CAMILLE))
    stolen = app.code(camille, record=record, dpop_jkt=thumbprint)
    assert app.exchange(stolen).json["error"] == "invalid_grant"
    code = app.code(camille, record=record, dpop_jkt=thumbprint)
    assert app.exchange(code, headers={"DPoP": key.proof("POST", "/oauth/token")}).status == 200


def test_an_application_registered_so_gets_no_token_without_a_key(camille: Http, world: World, key: Key) -> None:
    app = register(world, "always-bound", binds_tokens=True)
    code = app.code(camille, record=str(world.record(CAMILLE)))
    assert app.exchange(code).json["error"] == "invalid_dpop_proof"
    assert app.exchange(code, headers={"DPoP": "no proof"}).json["error"] == "invalid_dpop_proof"
    assert app.exchange(code, headers={"DPoP": key.proof("POST", "/oauth/token")}).status == 200


@pytest.mark.parametrize("handed_over", [quote(PEM), f":{base64.b64encode(DER).decode()}:"], ids=["nginx", "RFC 9440"])
@BEHIND_OUR_PROXY
def test_the_certificate_of_its_connection_proves_software_and_binds_its_token(
    camille: Http, world: World, handed_over: str
) -> None:
    app = register(world, "by-certificate", certificates=(THUMBPRINT,))
    header = {"X-Client-Cert": handed_over}
    code = app.code(camille, record=str(world.record(CAMILLE)))
    assert app.exchange(code).json["error"] == "invalid_client"
    given = app.exchange(code, headers=header)
    assert given.status == 200, given.json
    path = f"DocumentReference?status=current&patient={given.json['patient']}"
    assert app.get(path, given.json["access_token"]).status == 401
    assert app.get(path, given.json["access_token"], **header).status == 200
    told = app.post("/oauth/introspect", {"client_id": "by-certificate", "token": given.json["access_token"]}, header)
    assert told.json["cnf"] == {"x5t#S256": THUMBPRINT}


@BEHIND_ANOTHER
def test_a_certificate_that_no_proxy_of_ours_hands_over_proves_nothing(camille: Http, world: World) -> None:
    app = register(world, "by-certificate", certificates=(THUMBPRINT,))
    code = app.code(camille, record=str(world.record(CAMILLE)))
    assert app.exchange(code, headers={"X-Client-Cert": quote(PEM)}).json["error"] == "invalid_client"


@pytest.mark.parametrize(
    "handed_over", ["", ":::", "%%%", "-----BEGIN CERTIFICATE-----x-----END CERTIFICATE-----", "x" * 20_000]
)
@BEHIND_OUR_PROXY
def test_what_is_no_certificate_proves_nothing(camille: Http, world: World, handed_over: str) -> None:
    app = register(world, "by-certificate", certificates=(THUMBPRINT,))
    code = app.code(camille, record=str(world.record(CAMILLE)))
    assert app.exchange(code, headers={"X-Client-Cert": handed_over}).json["error"] == "invalid_client"


def test_a_proof_of_a_key_is_dated_now(app: App, camille: Http, key: Key, world: World) -> None:
    code = app.code(camille, record=str(world.record(CAMILLE)))
    late = int((world.env.clock.now() - timedelta(minutes=2)).timestamp())
    refused = app.exchange(code, headers={"DPoP": key.proof("POST", "/oauth/token", iat=late)})
    assert refused.json["error"] == "invalid_dpop_proof"


def test_software_of_care_may_bind_its_tokens_too(world: World, key: Key) -> None:
    keys = rsa_keys()
    app = register(world, "of-patients", jwks=keys.jwks)
    assertion = keys.sign(claims_of("of-patients", at=world.env.clock.now(), aud=f"{SITE}/oauth/token"))
    form = {"grant_type": "client_credentials", **signed(assertion)}
    refused = app.post("/oauth/token", form, {"DPoP": key.proof("POST", "/oauth/token")})
    assert refused.json["error"] == "unauthorized_client", "an application of patients gets its tokens from people"
