"""How an identity provider describes itself (OpenID Connect Discovery 1.0), and which of its addresses are safe."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from carnet.infra.loopback import is_loopback
from carnet.ports.identity_provider import IdentityProviderUnavailableError


@dataclass(frozen=True, slots=True)
class DescribedProvider:
    """The provider, as it describes itself, and when it was asked."""

    authorization: str
    token: str
    userinfo: str
    jwks: str
    end_session: str
    takes_basic: bool
    asked_at: datetime


def describe(described: dict[str, Any], *, issuer: str, at: datetime) -> DescribedProvider:
    """Read a provider's description of itself (OpenID Connect Discovery 1.0, 4.3), and refuse one of another."""
    if described.get("issuer") != issuer:
        raise IdentityProviderUnavailableError("the description found there is that of another issuer")
    challenges = described.get("code_challenge_methods_supported", ["S256"])
    if not isinstance(challenges, list) or "S256" not in challenges:
        raise IdentityProviderUnavailableError("the provider does not know PKCE with S256")
    methods = described.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
    if not isinstance(methods, list) or not {"client_secret_basic", "client_secret_post"}.intersection(methods):
        raise IdentityProviderUnavailableError("the provider knows its clients neither by basic nor by post")
    needed = ("authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri")
    authorization, token, userinfo, jwks = (_endpoint(described.get(name)) for name in needed)
    end_session = described.get("end_session_endpoint")
    return DescribedProvider(
        authorization=authorization,
        token=token,
        userinfo=userinfo,
        jwks=jwks,
        end_session=_endpoint(end_session) if end_session else "",
        takes_basic="client_secret_basic" in methods,
        asked_at=at,
    )


def _endpoint(address: object) -> str:
    if not isinstance(address, str) or not is_safe(address):
        raise IdentityProviderUnavailableError("the provider lacks an address, or has one that is not https")
    return address


def is_safe(address: str) -> bool:
    """Whether an address is https, or http that leads no further than this machine; without user or fragment."""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
        is_protected = parts.scheme == "https" or (parts.scheme == "http" and is_loopback(host))
        return bool(is_protected and host and parts.username is None and not parts.fragment and parts.port != 0)
    except ValueError:  # no port, no address
        return False
