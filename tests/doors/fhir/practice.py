"""The software of a practice, which brings what the identity provider gave it and asks for a token of ours."""

import base64
import hashlib
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

import jwt
from cryptography.hazmat.primitives.asymmetric import ec
from django.test import Client as Http
from jwt.algorithms import ECAlgorithm

from carnet.demo.identity_provider.people import Person
from carnet.demo.identity_provider.provider import Asked, Client, Provider
from carnet.doors.fhir.token_endpoint import EXCHANGE
from carnet.store import tokens
from carnet.store.tokens import ClientKind, Description
from tests.adapters.identity_providers import CHALLENGE, KELLER, RETURN, Strange
from tests.conftest import NOON
from tests.doors.fhir.client import Answer
from tests.doors.fhir.keys import AUDIENCE, JWT_BEARER, Keys, claims_of, jti
from tests.installation import PRACTICE

SOFTWARE = Client("cabinet-at-psc", "its secret at the provider", (RETURN,), ())
SCOPE = "user/DocumentReference.rs user/Patient.rs"
TYPE = "urn:ietf:params:oauth:token-type:"
DER = b"the bytes of a certificate, which the proxy has verified"
THUMBPRINT = base64.urlsafe_b64encode(hashlib.sha256(DER).digest()).decode().rstrip("=")
CERTIFICATE = {"X-Client-Cert": f":{base64.b64encode(DER).decode()}:"}
NOW = int(NOON.timestamp())
SIGNS_IN = {
    "response_type": "code",
    "client_id": SOFTWARE.client_id,
    "redirect_uri": RETURN,
    "scope": "openid scope_all",
    "state": "s",
    "nonce": "n",
    "code_challenge": CHALLENGE,
    "code_challenge_method": "S256",
    "acr_values": "eidas1",
}
"""How it sends its user to the provider."""
LIES: list[tuple[dict[str, Any], str]] = [
    ({"iss": "https://evil.example"}, "issuer"),
    ({"iss": None}, "issuer"),
    ({"azp": "another-application"}, "another application"),
    ({"azp": "carnet"}, "another application"),
    ({"azp": None}, "another application"),
    ({"azp": None, "aud": ["account", SOFTWARE.client_id]}, "another application"),
    ({"client_id": "another-application"}, "another application"),
    ({"exp": NOW}, "expired"),
    ({"exp": NOW - 1}, "expired"),
    ({"exp": None}, "expired"),
    ({"exp": "tomorrow"}, "expired"),
    ({"exp": 10**30}, "expired"),
    ({"iat": NOW + 3600}, "expired"),
    ({"nbf": NOW + 3600}, "expired"),
    ({"acr": "eidas0"}, "less strongly"),
    ({"acr": None}, "less strongly"),
    ({"auth_time": NOW - 5 * 3600}, "too long ago"),
    ({"auth_time": None}, "too long ago"),
    ({"act": {"sub": "somebody-between"}}, "handed on"),
    ({"may_act": {"sub": "another-application"}}, "handed on"),
    ({"may_act": "anybody"}, "handed on"),
    ({"SubjectNameID": "899700000002"}, "national identifier"),
    ({"SubjectNameID": None, "preferred_username": None}, "national identifier"),
    ({"SubjectNameID": "89970 0000001", "preferred_username": None}, "national identifier"),
    ({"cnf": {"kid": "first"}}, "national identifier"),
    ({"cnf": {"x5t#S256": "another"}}, "do not show"),
    ({"cnf": {"jkt": "another"}}, "do not show"),
    ({"typ": "Refresh"}, "subject_token_type"),
    ({"typ": "ID"}, "subject_token_type"),
    ({"typ": "Logout"}, "subject_token_type"),
]
"""What may be wrong with a token, and a word of what its bearer is told."""
ES256 = ECAlgorithm(ECAlgorithm.SHA256)


@dataclass(slots=True)
class Practice:
    """The software of the practice: its keys here, a key of its own for DPoP, and what it is given at the provider."""

    provider: Strange
    keys: Keys
    own: ec.EllipticCurvePrivateKey
    client_id: str = "cabinet"

    def subject(self, person: Person = KELLER, *, kind: str = "access", **lies: Any) -> str:
        """The token that the provider gives it for somebody, but for what is changed; None leaves a claim out."""
        asked = Asked(RETURN, "s", "n", CHALLENGE, "eidas1", SOFTWARE.client_id)
        sound = (
            Provider.access_claims(self.provider, person, asked)
            if kind == "access"
            else Provider.claims(self.provider, person, asked, "its access token")
        )
        told = {name: value for name, value in {**sound, **lies}.items() if value is not None}
        return self.provider.key.sign(told)

    def proof(self, method: str, url: str, token: str = "") -> str:
        """A proof of its own key."""
        claims = {"htm": method, "htu": url, "iat": int(NOON.timestamp()), "jti": jti()}
        if token:
            claims["ath"] = base64.urlsafe_b64encode(hashlib.sha256(token.encode()).digest()).decode().rstrip("=")
        header = {"typ": "dpop+jwt", "jwk": ES256.to_jwk(self.own.public_key(), as_dict=True)}
        return jwt.encode(claims, self.own, "ES256", headers=header)

    def exchanges(
        self, subject: str, *, proves: bool = True, headers: dict[str, str] | None = None, **form: Any
    ) -> Answer:
        """Ask for a token of ours, with a sound request but for what is changed."""
        sound = {
            "grant_type": EXCHANGE,
            "subject_token": subject,
            "subject_token_type": f"{TYPE}access_token",
            "scope": SCOPE,
            "client_assertion_type": JWT_BEARER,
            "client_assertion": self.keys.sign(claims_of(self.client_id, at=NOON)),
        }
        shown = {"DPoP": self.proof("POST", AUDIENCE)} if proves else {}
        response = Http().post(
            "/oauth/token",
            urlencode({**sound, **form}),
            content_type="application/x-www-form-urlencoded",
            headers={**shown, **(headers or {})},
        )
        return Answer(response.status_code, response.content, dict(response.items()))

    def registered(self, client_id: str, kind: ClientKind, **changed: Any) -> "Practice":
        """The same, registered otherwise."""
        register(self.keys, client_id, kind, **changed)
        return replace(self, client_id=client_id)


def register(keys: Keys, client_id: str, kind: ClientKind = ClientKind.STRUCTURE, **changed: Any) -> None:
    told = {"organization": PRACTICE, "practitioner": None, "provider_client": SOFTWARE.client_id, **changed}
    described = Description(
        provider_client=told["provider_client"], certificates=tuple(told.get("certificates", (THUMBPRINT,)))
    )
    organization, practitioner = told["organization"], told["practitioner"]
    tokens.save_client(tokens.Client(client_id, kind, practitioner, organization, keys.jwks, described=described))
