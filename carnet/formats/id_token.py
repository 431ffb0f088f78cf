"""An OpenID Connect identity token: who the provider says has just signed in, and whether it says so to us."""

import base64
import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeGuard

import jwt

from carnet.ports.identity_provider import RefusedBecause

ALGORITHMS = ("RS256", "PS256", "ES256", "RS384", "PS384", "ES384")
"""Signatures by a key that the provider alone holds: neither ``none`` nor a shared secret (OWASP ASVS 9.1.2)."""

CLOCK_SKEW = timedelta(seconds=30)

LONGEST_SINCE = timedelta(hours=4)
"""How long ago somebody may have proved who they are: as long as our own session lasts at most (OWASP ASVS 6.8.4)."""

_SCALE = ("eidas1", "eidas2", "eidas3")
"""The levels of eIDAS, weakest first. Asked for the first, Pro Santé Connect answers the third for a CPS card."""

_UNREADABLE = (jwt.PyJWTError, RecursionError, TypeError, ValueError)
"""What the reader of JWT raises on what is none, or on a key that is no key of the algorithm."""


@dataclass(frozen=True, slots=True, repr=False)
class Asked:
    """What we asked the provider, and must find in its answer.

    ``issuer``, ``client_id``: as they are configured; ``nonce``: of this very sign-in; ``acr``: the weakest proof that
    we take. ``access_token``: what came with the identity token, to which it may be bound (at_hash).
    """

    issuer: str
    client_id: str
    nonce: str
    acr: str
    access_token: str

    def __repr__(self) -> str:
        """Hide the token."""
        return f"Asked({self.issuer}, …)"


@dataclass(frozen=True, slots=True, repr=False)
class IdToken:
    """An identity token that holds. ``subject``: the provider's own name for the person; ``acr``: its strength.

    ``amr``: the means by which they proved who they are (RFC 8176), empty when the provider does not say.
    """

    subject: str
    acr: str
    amr: tuple[str, ...] = ()

    def __repr__(self) -> str:
        """Hide who it is."""
        return "IdToken(…)"


def names_unknown_key(token: str, jwks: dict[str, Any]) -> bool:
    """Whether a token says that it is signed by a key that is not among these: the provider may have a new one."""
    try:
        named = jwt.get_unverified_header(token).get("kid")
    except _UNREADABLE:
        return False
    keys = jwks.get("keys")
    known = [one.get("kid") for one in keys if isinstance(one, dict)] if isinstance(keys, list) else []
    return named is not None and named not in known


def read_id_token(token: str, jwks: dict[str, Any], *, asked: Asked, at: datetime) -> IdToken | RefusedBecause:
    """Verify an identity token (OpenID Connect Core 1.0, 3.1.3.7). Whatever is wrong with it, it is refused whole.

    ``jwks``: the provider's JSON Web Key Set; ``at``: now. Times are compared with our clock, not the library's.
    """
    claims = signed_claims(token, jwks)
    if claims is None:
        return RefusedBecause.SIGNATURE
    if claims.get("iss") != asked.issuer:
        return RefusedBecause.ISSUER
    audience, authorized = claims.get("aud"), claims.get("azp", asked.client_id)
    if audience not in (asked.client_id, [asked.client_id]) or authorized != asked.client_id:
        return RefusedBecause.AUDIENCE
    if not is_now(claims, at):
        return RefusedBecause.TIME
    if claims.get("nonce") != asked.nonce:
        return RefusedBecause.NONCE
    if not _is_bound_to(claims, token, asked.access_token):
        return RefusedBecause.SIGNATURE
    acr, subject = claims.get("acr"), claims.get("sub")
    if not isinstance(acr, str) or not is_as_strong(acr, asked.acr):
        return RefusedBecause.STRENGTH
    since = claims.get("auth_time")
    if not is_number(since) or at.timestamp() - since > (LONGEST_SINCE + CLOCK_SKEW).total_seconds():
        return RefusedBecause.TOO_LONG_AGO
    if not isinstance(subject, str) or not subject:
        return RefusedBecause.SUBJECT
    return IdToken(subject, acr, _means(claims.get("amr")))


def is_as_strong(acr: str, least: str) -> bool:
    """Whether a proof is the one that is asked for, or a stronger one of the same scale."""
    if acr in _SCALE and least in _SCALE:
        return _SCALE.index(acr) >= _SCALE.index(least)
    return acr == least


def signed_claims(token: str, jwks: dict[str, Any]) -> dict[str, Any] | None:
    """Give what a key of the provider signed, before anything of it is believed."""
    try:
        header = jwt.get_unverified_header(token)
        keys = jwt.PyJWKSet.from_dict(jwks).keys
    except _UNREADABLE:
        return None
    algorithm = header.get("alg")
    if algorithm not in ALGORITHMS:
        return None
    for key in keys:
        if key.public_key_use == "enc" or header.get("kid") not in (None, key.key_id):
            continue
        # Each claim is looked at by read_id_token, which says which one is wrong.
        ignored: Any = {f"verify_{name}": False for name in ("exp", "nbf", "iat", "aud", "iss", "sub", "jti")}
        try:
            claims: dict[str, Any] = jwt.decode(token, key=key.key, algorithms=[algorithm], options=ignored)
        except _UNREADABLE:
            continue
        return claims
    return None


def is_now(claims: dict[str, Any], at: datetime) -> bool:
    """Whether a token holds at an instant, give or take the difference of two clocks (exp, iat, nbf)."""
    now, skew = at.timestamp(), CLOCK_SKEW.total_seconds()
    expires, issued = claims.get("exp"), claims.get("iat")
    not_before = claims.get("nbf", now)
    return (
        (is_number(expires) and expires > now - skew)
        and (is_number(issued) and issued <= now + skew)
        and (is_number(not_before) and not_before <= now + skew)
    )


def _is_bound_to(claims: dict[str, Any], token: str, access_token: str) -> bool:
    """Whether the access token is the one that the identity token speaks of, when it does (Core 3.1.3.8)."""
    if "at_hash" not in claims:
        return True
    size = str(jwt.get_unverified_header(token)["alg"])[-3:]
    digest = hashlib.new(f"sha{size}", access_token.encode()).digest()
    half = base64.urlsafe_b64encode(digest[: len(digest) // 2]).decode("ascii").rstrip("=")
    return bool(claims["at_hash"] == half)


def _means(claimed: object) -> tuple[str, ...]:
    return tuple(one for one in claimed if isinstance(one, str)) if isinstance(claimed, list) else ()


def is_number(value: object) -> TypeGuard[float]:
    """Whether a claim is a NumericDate (RFC 7519 2): a JSON number, with or without a fraction."""
    return isinstance(value, int | float) and not isinstance(value, bool)
