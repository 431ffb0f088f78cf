"""The demonstration's identity provider: who asks, who is chosen, the code, the tokens. In memory, and no password.

oidc-provider-mock was looked at: nineteen packages (Flask, Authlib, httpx, pydantic, uvicorn…), a form for any subject
instead of our people, any client and any redirect address accepted by default, and the real clock, which the
demonstration's moves away from.
"""

import base64
import hashlib
import hmac
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from carnet.demo.identity_provider.keys import ALGORITHM, SigningKey
from carnet.demo.identity_provider.people import Person, userinfo
from carnet.ports.chance import Chance
from carnet.ports.clock import Clock

CODE_LASTS = timedelta(minutes=1)
TOKEN_LASTS = timedelta(minutes=2)
"""As long as those of Pro Santé Connect."""
STRENGTHS = ("eidas1", "eidas2", "eidas3")
_RANDOM = 32


@dataclass(frozen=True, slots=True, repr=False)
class Client:
    """An application that may ask: its secret, and the addresses to which it may be answered, exactly."""

    client_id: str
    client_secret: str
    redirect_uris: tuple[str, ...]
    post_logout_redirect_uris: tuple[str, ...]

    def __repr__(self) -> str:
        """Hide the secret."""
        return f"Client({self.client_id})"


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that can be answered: where to, and what must be said again there."""

    redirect_uri: str
    state: str
    nonce: str
    challenge: str
    acr: str
    client_id: str


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a request: an OAuth error code, and words for a developer."""

    error: str
    description: str


@dataclass(frozen=True, slots=True)
class _Grant:
    person: Person
    asked: Asked
    at: datetime


@dataclass(slots=True)
class Provider:
    """``issuer``: its address, without a last slash. ``people``: those who can be chosen.

    ``client``: our own site; ``software``: that of professionals, which exchanges what it gets for a token of ours.
    """

    issuer: str
    client: Client
    people: tuple[Person, ...]
    key: SigningKey
    clock: Clock
    chance: Chance
    software: tuple[Client, ...] = ()
    _codes: dict[str, _Grant] = field(default_factory=dict)
    _tokens: dict[str, tuple[Person, datetime]] = field(default_factory=dict)

    def describe(self) -> dict[str, Any]:
        """Give the discovery document (OpenID Connect Discovery 1.0, 3)."""
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "userinfo_endpoint": f"{self.issuer}/userinfo",
            "end_session_endpoint": f"{self.issuer}/logout",
            "jwks_uri": f"{self.issuer}/jwks",
            "scopes_supported": ["openid", "scope_all", "profile", "roles"],
            "response_types_supported": ["code"],
            "grant_types_supported": ["authorization_code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": [ALGORITHM],
            "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
            "code_challenge_methods_supported": ["S256"],
            "acr_values_supported": list(STRENGTHS),
            "claims_supported": ["sub", "acr", "amr", "auth_time", "roles", "SubjectNameID", "SubjectRefPro"],
        }

    def understand(self, query: dict[str, str]) -> Asked | Fault:
        """Read an authorization request; a fault is told on the provider's own page, never sent anywhere."""
        for name, value in {"response_type": "code", "code_challenge_method": "S256"}.items():
            if query.get(name) != value:
                return Fault("invalid_request", f"{name} must be {value}")
        client = self._client(query.get("client_id", ""))
        if client is None:
            return Fault("invalid_request", "client_id is not known here")
        if query.get("redirect_uri") not in client.redirect_uris:
            return Fault("invalid_request", "redirect_uri is not one of this client")
        if "openid" not in query.get("scope", "").split():
            return Fault("invalid_scope", "scope must hold openid")
        if not all(query.get(name) for name in ("state", "nonce", "code_challenge")):
            return Fault("invalid_request", "state, nonce and code_challenge are needed")
        wanted = [one for one in query.get("acr_values", "").split() if one in STRENGTHS]
        acr = wanted[0] if wanted else STRENGTHS[0]
        return Asked(
            query["redirect_uri"], query["state"], query["nonce"], query["code_challenge"], acr, client.client_id
        )

    def choose(self, asked: Asked, short: str) -> str | None:
        """Give the code of somebody who has been chosen, good once and for a minute; None for nobody of ours."""
        person = next((one for one in self.people if one.short == short), None)
        if person is None:
            return None
        code, now = self._random(), self.clock.now()
        self._codes = {kept: grant for kept, grant in self._codes.items() if now - grant.at <= CODE_LASTS}
        self._tokens = {kept: told for kept, told in self._tokens.items() if now < told[1]}
        self._codes[code] = _Grant(person, asked, now)
        return code

    def redeem(self, form: dict[str, str], client_id: str, client_secret: str) -> dict[str, Any] | Fault:
        """Turn a code into tokens (RFC 6749 4.1.3; RFC 7636 4.6). Whatever comes of it, the code is spent."""
        known = self._client(client_id)
        if known is None or not hmac.compare_digest(client_secret.encode(), known.client_secret.encode()):
            return Fault("invalid_client", "client_id or client_secret")
        if form.get("grant_type") != "authorization_code":
            return Fault("unsupported_grant_type", "authorization_code only")
        grant, now = self._codes.pop(form.get("code", ""), None), self.clock.now()
        asked = grant.asked if grant is not None else None
        is_theirs = asked is not None and (client_id, form.get("redirect_uri")) == (asked.client_id, asked.redirect_uri)
        if grant is None or now - grant.at > CODE_LASTS or not is_theirs:
            return Fault("invalid_grant", "this code is unknown, spent, expired, or another address asked for it")
        if challenge_of(form.get("code_verifier", "")) != grant.asked.challenge:
            return Fault("invalid_grant", "code_verifier")
        access_token = self.key.sign(self.access_claims(grant.person, grant.asked))
        self._tokens[access_token] = (grant.person, now + TOKEN_LASTS)
        return {
            "token_type": "Bearer",
            "access_token": access_token,
            "expires_in": int(TOKEN_LASTS.total_seconds()),
            "scope": "openid scope_all",
            "id_token": self.sign(self.claims(grant.person, grant.asked, access_token)),
        }

    def claims(self, person: Person, asked: Asked, access_token: str) -> dict[str, Any]:
        """Give what the identity token says."""
        now = int(self.clock.now().timestamp())
        half = hashlib.sha256(access_token.encode()).digest()[:16]
        return {
            "iss": self.issuer,
            "sub": person.subject,
            "aud": asked.client_id,
            "azp": asked.client_id,
            "iat": now,
            "auth_time": now,
            "exp": now + int(TOKEN_LASTS.total_seconds()),
            "nonce": asked.nonce,
            "acr": asked.acr,
            "amr": list(person.amr),
            "preferred_username": person.identifier,
            "at_hash": base64.urlsafe_b64encode(half).decode("ascii").rstrip("="),
        }

    def access_claims(self, person: Person, asked: Asked) -> dict[str, Any]:
        """Give what the access token says, which the application may bring elsewhere (Pro Santé Connect’s claims)."""
        now = int(self.clock.now().timestamp())
        claims = {
            "iss": self.issuer,
            "sub": person.subject,
            "typ": "Bearer",
            "azp": asked.client_id,
            "jti": self._random(),
            "iat": now,
            "auth_time": now,
            "exp": now + int(TOKEN_LASTS.total_seconds()),
            "acr": asked.acr,
            "scope": "openid scope_all",
        }
        named = {"SubjectNameID": person.identifier, "preferred_username": person.identifier}
        return claims | (named if person.identifier else {})

    def sign(self, claims: dict[str, Any]) -> str:
        """Give the identity token of these claims."""
        return self.key.sign(claims)

    def tell(self, access_token: str) -> dict[str, Any] | None:
        """Give the claims of whom an access token speaks for; None when it does not, or no longer."""
        person, until = self._tokens.get(access_token, (None, None))
        if person is None or until is None or self.clock.now() >= until:
            return None
        return userinfo(person)

    def leaves_to(self, query: dict[str, str]) -> str | None:
        """Give where a browser that signs out goes; None unless it shows our token and an address of the client."""
        target = query.get("post_logout_redirect_uri", "")
        is_known = target in self.client.post_logout_redirect_uris
        return target if is_known and self.key.is_ours(query.get("id_token_hint", "")) else None

    def _client(self, client_id: str) -> Client | None:
        return next((one for one in (self.client, *self.software) if one.client_id == client_id), None)

    def _random(self) -> str:
        return base64.urlsafe_b64encode(self.chance.secret(_RANDOM)).decode("ascii").rstrip("=")


def challenge_of(verifier: str) -> str:
    """Give the S256 challenge of a verifier (RFC 7636 4.2)."""
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode("ascii").rstrip("=")
