"""The keys of a piece of software, and the assertions that it signs with them to get its tokens."""

import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from django.test import Client as Http
from jwt.algorithms import ECAlgorithm, RSAAlgorithm

from tests.doors.fhir.client import Answer

AUDIENCE = "http://testserver/oauth/token"
JWT_BEARER = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
RSA = RSAAlgorithm(RSAAlgorithm.SHA384)
EC = ECAlgorithm(ECAlgorithm.SHA384)


@dataclass(slots=True)
class Keys:
    """A pair of keys and the algorithm they are for."""

    algorithm: str
    private: Any = field(repr=False)
    kid: str = "first"

    @property
    def jwks(self) -> dict[str, Any]:
        """What is registered of them."""
        writer = RSA if self.algorithm.startswith("R") else EC
        public = writer.to_jwk(self.private.public_key(), as_dict=True)
        return {"keys": [{**public, "kid": self.kid, "use": "sig", "alg": self.algorithm}]}

    def sign(self, claims: dict[str, Any], **header: Any) -> str:
        """Sign claims, whatever they say."""
        return jwt.encode(claims, self.private, self.algorithm, headers={"kid": self.kid, **header})


def rsa_keys(kid: str = "first") -> Keys:
    """A pair for RS384."""
    return Keys("RS384", rsa.generate_private_key(65537, 2048), kid)


def ec_keys(kid: str = "first") -> Keys:
    """A pair for ES384."""
    return Keys("ES384", ec.generate_private_key(ec.SECP384R1()), kid)


def jti() -> str:
    """Draw the number of an assertion or of a proof, as its client does: never twice the same (RFC 7519, 4.1.7)."""
    return secrets.token_urlsafe(16)


def claims_of(client_id: str, *, at: datetime, **changed: Any) -> dict[str, Any]:
    """What a sound assertion says, but for what is changed; a claim changed to None is left out."""
    sound = {
        "iss": client_id,
        "sub": client_id,
        "aud": AUDIENCE,
        "exp": int((at + timedelta(minutes=4)).timestamp()),
        "iat": int(at.timestamp()),
        "jti": jti(),
    }
    return {name: value for name, value in {**sound, **changed}.items() if value is not None}


def naming(practitioner: str) -> dict[str, Any]:
    """The claim by which the software of a structure names the professional who uses it."""
    return {"extensions": {"carnet": {"practitioner": practitioner}}}


def ask_token(assertion: str, **changed: str) -> Answer:
    """Send a token request as SMART Backend Services do."""
    form = {
        "grant_type": "client_credentials",
        "client_assertion_type": JWT_BEARER,
        "client_assertion": assertion,
        **changed,
    }
    return _post("/oauth/token", form)


def introspect(token: str, assertion: str) -> Answer:
    """Ask what a token is, as software that proves itself."""
    proof = {"client_assertion_type": JWT_BEARER, "client_assertion": assertion}
    return _post("/oauth/introspect", {"token": token, **proof})


def _post(path: str, form: dict[str, str]) -> Answer:
    response = Http().post(path, urlencode(form), content_type="application/x-www-form-urlencoded")
    return Answer(response.status_code, response.content, {name: str(value) for name, value in response.items()})
