"""A proof of possession (DPoP, RFC 9449): whoever shows a token also holds the key that it is bound to."""

import base64
import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import jwt
from jwt.algorithms import ECAlgorithm, OKPAlgorithm, RSAAlgorithm

ALGORITHMS = ("ES256", "ES384", "RS256", "RS384", "PS256", "PS384", "EdDSA")
"""Asymmetric ones only (RFC 9449 4.2)."""

LIVES = timedelta(minutes=1)
"""How far from now a proof may be dated, on either side."""

_UNREADABLE = (jwt.PyJWTError, RecursionError, TypeError, ValueError, KeyError)
_MEMBERS = {"EC": ("crv", "kty", "x", "y"), "RSA": ("e", "kty", "n"), "OKP": ("crv", "kty", "x")}
"""Of each kind of key, those that its thumbprint is made of, in the order of RFC 7638 3.2."""
_READERS: dict[str, Any] = {"EC": ECAlgorithm, "RSA": RSAAlgorithm, "OKP": OKPAlgorithm}


@dataclass(frozen=True, slots=True)
class Proof:
    """A proof that holds. ``key``: how a token bound to its key says so; ``jti``: still has to be found new."""

    key: str
    jti: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class ProofFault:
    """Why a proof is not accepted, in words for the one who made it."""

    problem: str


def read_proof(
    proof: str, *, method: str, url: str, access_token: str | None = None, at: datetime
) -> Proof | ProofFault:
    """Verify a proof for one request (RFC 9449 4.3).

    ``url``: of the request, whose query and fragment do not count; ``access_token``: that the request shows, to which
    the proof must be made (``ath``), or None at the token endpoint; ``at``: now.
    """
    try:
        header = jwt.get_unverified_header(proof)
        jwk = header["jwk"]
        thumbprint = thumbprint_of(jwk)
        key = _READERS[jwk["kty"]].from_jwk(jwk)
        if header.get("typ") != "dpop+jwt" or header.get("alg") not in ALGORITHMS:
            return ProofFault(f"The proof must have typ dpop+jwt and be signed with one of {', '.join(ALGORITHMS)}.")
        ignored: Any = {f"verify_{name}": False for name in ("exp", "nbf", "iat", "aud", "iss", "sub", "jti")}
        claims: dict[str, Any] = jwt.decode(proof, key=key, algorithms=[header["alg"]], options=ignored)
    except _UNREADABLE:
        return ProofFault("This is no DPoP proof: a JWT signed by the public key that its header shows as jwk.")
    jti, issued = claims.get("jti"), claims.get("iat")
    if claims.get("htm") != method or _bare(claims.get("htu")) != _bare(url):
        return ProofFault("The proof is for another request: htm and htu must be those of this one.")
    now, most = at.timestamp(), LIVES.total_seconds()
    # Compared as seconds: a number may be larger than any date, or be none (NaN, which readers of JSON let through).
    if not isinstance(issued, int | float) or not now - most <= issued <= now + most:
        return ProofFault("The proof is too old, or dated in the future: make one for each request.")
    if not isinstance(jti, str) or not jti or not jti.isprintable():
        return ProofFault("The proof needs a jti that was never used.")
    if access_token is not None and claims.get("ath") != base64url(hashlib.sha256(access_token.encode()).digest()):
        return ProofFault("The proof is for another token: ath must be the SHA-256 of the one that is shown.")
    return Proof(bound_by_key(thumbprint), jti, datetime.fromtimestamp(issued, tz=at.tzinfo) + 2 * LIVES)


def bound_by_key(thumbprint: str) -> str:
    """Write how a token says to which key it is bound (``jkt``, RFC 9449 6.1)."""
    return f"jkt:{thumbprint}"


def thumbprint_of(jwk: dict[str, Any]) -> str:
    """Compute the thumbprint of a public key (RFC 7638, SHA-256).

    Raises ``ValueError`` for a private key, which nobody should send, and ``KeyError`` for what is no key.
    """
    if "d" in jwk or "k" in jwk:
        raise ValueError("a private key")
    members = ",".join(f'"{name}":"{jwk[name]}"' for name in _MEMBERS[jwk["kty"]])
    return base64url(hashlib.sha256(f"{{{members}}}".encode()).digest())


def base64url(raw: bytes) -> str:
    """Write bytes as JOSE does: base64url without padding."""
    return base64.urlsafe_b64encode(raw).decode("ascii").rstrip("=")


def _bare(url: object) -> str | None:
    """Write an address without its query and fragment; None for what is no address."""
    if not isinstance(url, str):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return urlunsplit((parts.scheme.lower(), parts.netloc.lower(), parts.path, "", ""))
