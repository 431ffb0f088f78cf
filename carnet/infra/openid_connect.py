"""The identity provider, spoken to as OpenID Connect says: discovery, authorization code with PKCE, userinfo.

On the standard library and PyJWT: five requests without redirect, cookie or retry. requests and httpx take proxies from
the environment and follow redirects unless told each time; Authlib brings one of them, its own session and its own
reading of tokens, and leaves acr, azp and auth_time to its caller anyway.
"""

import base64
import http.client
import json
import ssl
from dataclasses import dataclass
from datetime import datetime, timedelta
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import quote_plus, urlencode, urlsplit

from carnet.formats.desk_claims import read_agent
from carnet.formats.id_token import LONGEST_SINCE, Asked, IdToken, names_unknown_key, read_id_token
from carnet.formats.pro_sante_connect import SCOPE, read_userinfo
from carnet.formats.subject_token import Brought, read_subject_token
from carnet.infra.openid_description import DescribedProvider, describe, is_safe
from carnet.ports.clock import Clock
from carnet.ports.identity_provider import (
    AgentIdentity,
    IdentityProviderUnavailableError,
    IdentityRefused,
    ProfessionalIdentity,
    RefusedBecause,
    SubjectIdentity,
    SubjectTokenKind,
)

_TIMEOUT = 10.0
"""Seconds given to the provider for each step: somebody is waiting."""
_LARGEST_ANSWER = 1 << 20
_KEPT_FOR = timedelta(hours=1)
"""How long the provider's description and keys are believed without asking again."""
_KEYS_ASKED_EVERY = timedelta(minutes=1)
"""How often, at most, the keys are asked for again because a token names another one."""
_FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True, repr=False)
class RelyingParty:
    """How the provider knows us. ``issuer``: its name, an https address (http on this machine only).

    ``acr``: the weakest proof of identity that we take. ``discovery``: where its description stands, when it is not
    below the issuer (Pro Santé Connect: ``…/.well-known/wallet-openid-configuration``). ``scope``: what it is asked
    for. ``ValueError`` otherwise.
    """

    issuer: str
    client_id: str
    client_secret: str
    acr: str
    discovery: str = ""
    scope: str = SCOPE

    def __post_init__(self) -> None:
        if not all((self.client_id, self.client_secret, self.acr)):
            raise ValueError("an identity provider needs a client_id, a client_secret and an acr")
        for address in (self.issuer, self.discovery_url):
            if not is_safe(address) or urlsplit(address).query:
                raise ValueError("an identity provider needs an https address, without user, query or fragment")

    @property
    def discovery_url(self) -> str:
        """Where the provider describes itself (OpenID Connect Discovery 1.0, 4)."""
        return self.discovery or f"{self.issuer.rstrip('/')}/.well-known/openid-configuration"

    def __repr__(self) -> str:
        """Hide the secret."""
        return f"RelyingParty({self.issuer})"


class OpenIdConnect:
    """The port of the identity provider. ``certificate_authority``: a PEM file, when no public authority signs."""

    def __init__(
        self,
        party: RelyingParty,
        *,
        clock: Clock,
        certificate_authority: Path | None = None,
        timeout: float = _TIMEOUT,
    ) -> None:
        self._party = party
        self._clock = clock
        self._certificate_authority = certificate_authority
        self._timeout = timeout
        # Two threads that ask at once ask twice, and keep the same.
        self._known: DescribedProvider | None = None
        self._keys: tuple[dict[str, Any], datetime] | None = None

    def authorization_url(self, *, state: str, nonce: str, code_challenge: str, redirect_uri: str) -> str:
        """Give the address where the browser goes to sign in; see the port."""
        return _with_query(
            self._provider().authorization,
            response_type="code",
            client_id=self._party.client_id,
            redirect_uri=redirect_uri,
            scope=self._party.scope,
            state=state,
            nonce=nonce,
            code_challenge=code_challenge,
            code_challenge_method="S256",
            acr_values=self._party.acr,
            max_age=str(int(LONGEST_SINCE.total_seconds())),
        )

    def exchange(
        self, code: str, *, code_verifier: str, redirect_uri: str, nonce: str
    ) -> ProfessionalIdentity | IdentityRefused:
        """Turn a code into a professional; see the port."""
        found = self._recognize(code, code_verifier, redirect_uri, nonce)
        if isinstance(found, IdentityRefused):
            return found
        read, claims, id_token = found
        identity = read_userinfo(claims, acr=read.acr, id_token=id_token)
        return identity if identity is not None else IdentityRefused(RefusedBecause.IDENTITY)

    def exchange_agent(
        self, code: str, *, code_verifier: str, redirect_uri: str, nonce: str
    ) -> AgentIdentity | IdentityRefused:
        """Turn a code into an agent of the support desk; see the port."""
        found = self._recognize(code, code_verifier, redirect_uri, nonce)
        if isinstance(found, IdentityRefused):
            return found
        read, claims, id_token = found
        identity = read_agent(claims, read, id_token=id_token)
        return identity if identity is not None else IdentityRefused(RefusedBecause.IDENTITY)

    def recognize_subject(
        self, token: str, *, kind: SubjectTokenKind, software: str
    ) -> SubjectIdentity | IdentityRefused:
        """Tell for whom a token speaks that another application was given; see the port."""
        brought = Brought(self._party.issuer, software, self._party.acr, kind)
        read = read_subject_token(token, self._jwks(token), brought=brought, at=self._clock.now())
        return read if isinstance(read, SubjectIdentity) else IdentityRefused(read)

    def _recognize(
        self, code: str, verifier: str, redirect_uri: str, nonce: str
    ) -> tuple[IdToken, dict[str, Any], str] | IdentityRefused:
        """Give what the provider says of whom a code stands for: the token as read, the userinfo, the token itself."""
        tokens = self._redeem(code, verifier, redirect_uri)
        if tokens is None:
            return IdentityRefused(RefusedBecause.CODE)
        id_token, access_token = tokens
        asked = Asked(self._party.issuer, self._party.client_id, nonce, self._party.acr, access_token)
        read = read_id_token(id_token, self._jwks(id_token), asked=asked, at=self._clock.now())
        if not isinstance(read, IdToken):
            return IdentityRefused(read)
        claims = self._ask("GET", self._provider().userinfo, {"Authorization": f"Bearer {access_token}"})
        if claims is None or claims.get("sub") != read.subject:
            return IdentityRefused(RefusedBecause.SUBJECT)
        return read, claims, id_token

    def logout_url(self, id_token: str, post_logout_redirect_uri: str, state: str) -> str | None:
        """Give the address where the browser leaves the provider too; see the port."""
        end_session = self._provider().end_session
        if not end_session:
            return None
        return _with_query(
            end_session,
            id_token_hint=id_token,
            post_logout_redirect_uri=post_logout_redirect_uri,
            state=state,
            client_id=self._party.client_id,
        )

    def _redeem(self, code: str, verifier: str, redirect_uri: str) -> tuple[str, str] | None:
        """Give the identity token and the access token; None when the provider refuses the code."""
        provider, party = self._provider(), self._party
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": redirect_uri,
            "code_verifier": verifier,
        }
        headers = {"Content-Type": _FORM}
        if provider.takes_basic:
            # Both halves are form-encoded before they are joined (RFC 6749 2.3.1).
            pair = f"{quote_plus(party.client_id)}:{quote_plus(party.client_secret)}"
            headers["Authorization"] = f"Basic {base64.b64encode(pair.encode()).decode('ascii')}"
        else:
            form |= {"client_id": party.client_id, "client_secret": party.client_secret}
        answer = self._ask("POST", provider.token, headers, urlencode(form).encode())
        if answer is None:
            return None
        id_token, access_token = answer.get("id_token"), answer.get("access_token")
        is_bearer = str(answer.get("token_type", "")).lower() == "bearer"
        if not (isinstance(id_token, str) and isinstance(access_token, str) and access_token.isascii() and is_bearer):
            raise IdentityProviderUnavailableError("the token endpoint gives no identity token with its access token")
        if not access_token.isprintable():
            raise IdentityProviderUnavailableError("the token endpoint gives an access token that is none")
        return id_token, access_token

    def _provider(self) -> DescribedProvider:
        at = self._clock.now()
        if self._known is None or not timedelta(0) <= at - self._known.asked_at < _KEPT_FOR:
            described = self._ask("GET", self._party.discovery_url, {})
            if described is None:
                raise IdentityProviderUnavailableError("the provider refuses to describe itself")
            self._known = describe(described, issuer=self._party.issuer, at=at)
        return self._known

    def _jwks(self, token: str) -> dict[str, Any]:
        """Give the provider's keys, asked again when a token names one that is not among them."""
        at = self._clock.now()
        if self._keys is not None:
            keys, asked_at = self._keys
            believed_for = _KEYS_ASKED_EVERY if names_unknown_key(token, keys) else _KEPT_FOR
            if timedelta(0) <= at - asked_at < believed_for:
                return keys
        answer = self._ask("GET", self._provider().jwks, {})
        if answer is None:
            raise IdentityProviderUnavailableError("the provider refuses to give its keys")
        self._keys = (answer, at)
        return answer

    def _ask(self, method: str, url: str, headers: dict[str, str], body: bytes | None = None) -> dict[str, Any] | None:
        """Give the JSON object that an address answers; None when it refuses what it was sent.

        A client that the provider does not know is a fault of configuration, not of the person: it raises.
        """
        parts = urlsplit(url)
        path = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
        connection = self._connection(parts.scheme, parts.hostname or "", parts.port)
        try:
            connection.request(method, path, body, {"Accept": "application/json", **headers})
            answer = connection.getresponse()
            content = answer.read(_LARGEST_ANSWER + 1)
        except (OSError, http.client.HTTPException) as error:
            # Only the kind of error is told: some quote what was sent.
            raise IdentityProviderUnavailableError(f"the provider did not answer: {type(error).__name__}") from None
        finally:
            connection.close()
        read = _json_object(content) if len(content) <= _LARGEST_ANSWER else None
        if answer.status == HTTPStatus.OK and read is not None:
            return read
        if answer.status == HTTPStatus.BAD_REQUEST and read is not None and read.get("error") == "invalid_grant":
            return None
        if answer.status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN) and method == "GET":
            return None
        raise IdentityProviderUnavailableError(f"the provider answered {answer.status}, or no JSON object")

    def _connection(self, scheme: str, host: str, port: int | None) -> http.client.HTTPConnection:
        if scheme == "http":
            return http.client.HTTPConnection(host, port, timeout=self._timeout)
        context = ssl.create_default_context(cafile=self._certificate_authority)
        return http.client.HTTPSConnection(host, port, timeout=self._timeout, context=context)


def _with_query(address: str, **query: str) -> str:
    return f"{address}{'&' if urlsplit(address).query else '?'}{urlencode(query)}"


def _json_object(content: bytes) -> dict[str, Any] | None:
    try:
        read = json.loads(content)
    except (ValueError, RecursionError):
        return None
    return read if isinstance(read, dict) else None
