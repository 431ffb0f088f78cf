"""A signed client assertion (RFC 7523, private_key_jwt): who signs, for whom, until when."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeGuard

import jwt

ALGORITHMS = ("RS384", "ES384", "PS384", "RS256", "ES256")
"""SMART 2.2 asks for RS384 and ES384; the others are those of the same families that PDSm software uses."""

LONGEST_LIFE = timedelta(minutes=5)
"""SMART Backend Services: an assertion lives five minutes at most."""

CLOCK_SKEW = timedelta(seconds=30)

_UNREADABLE = (jwt.PyJWTError, RecursionError)
"""What the reader of JWT raises on what is none; it does not catch that of a payload nested a thousand deep itself."""


@dataclass(frozen=True, slots=True)
class Assertion:
    """An assertion whose signature, audience and times hold. ``jti`` still has to be found new."""

    client_id: str
    jti: str
    expires_at: datetime
    extensions: dict[str, Any]


@dataclass(frozen=True, slots=True)
class AssertionFault:
    """Why an assertion is not accepted, in words for the one who made it."""

    problem: str


def claimed_client(token: str) -> str | None:
    """Read who an assertion says it comes from, before anything of it is believed; None when it is not a JWT."""
    try:
        claims = jwt.decode(token, options={"verify_signature": False})
    except _UNREADABLE:
        return None
    subject = claims.get("sub")
    return subject if isinstance(subject, str) and subject.isprintable() else None


def read_assertion(token: str, jwks: dict[str, Any], *, audience: str, at: datetime) -> Assertion | AssertionFault:
    """Verify an assertion against the public keys of the client that it names.

    ``jwks``: its registered JSON Web Key Set; ``audience``: the URL of our token endpoint; ``at``: now. The algorithm
    is taken from our list, never from the token alone (ASVS 9.1.2).
    """
    try:
        header = jwt.get_unverified_header(token)
    except _UNREADABLE:
        return AssertionFault("This is not a signed JWT.")
    try:
        keys = jwt.PyJWKSet.from_dict(jwks).keys
    except jwt.PyJWTError:
        return AssertionFault("No key that can verify a signature is registered for this client.")
    if header.get("alg") not in ALGORITHMS:
        return AssertionFault(f"Sign the assertion with one of {', '.join(ALGORITHMS)}.")
    candidates = [key for key in keys if header.get("kid") in (None, key.key_id)]
    for key in candidates:
        try:
            claims = jwt.decode(
                token,
                key=key.key,
                algorithms=[header["alg"]],
                audience=audience,
                options={"verify_exp": False, "verify_nbf": False, "verify_iat": False},
            )
        except jwt.InvalidAudienceError:
            return AssertionFault(f"The audience of the assertion (aud) must be {audience}.")
        except (*_UNREADABLE, TypeError, ValueError):
            continue
        return _times(claims, at)
    return AssertionFault("No registered key of this client verifies the signature.")


def _times(claims: dict[str, Any], at: datetime) -> Assertion | AssertionFault:
    issuer, subject, jti, expires = (claims.get(name) for name in ("iss", "sub", "jti", "exp"))
    if not isinstance(issuer, str) or issuer != subject:
        return AssertionFault("iss and sub must both be the client_id.")
    if not isinstance(jti, str) or not jti or not jti.isprintable():
        return AssertionFault("The assertion needs a jti that was never used.")
    if not _is_number(expires):
        return AssertionFault("The assertion needs exp, in seconds.")
    # Compared as seconds: a number may be larger than any date.
    now, skew = at.timestamp(), CLOCK_SKEW.total_seconds()
    if not expires > now - skew:
        return AssertionFault("The assertion has expired. Sign a new one.")
    if not expires <= now + LONGEST_LIFE.total_seconds() + skew:
        return AssertionFault("The assertion lives too long: five minutes at most.")
    not_before = claims.get("nbf", now)
    if not _is_number(not_before) or not not_before <= now + skew:
        return AssertionFault("The assertion is not valid yet. Check the clock of the machine that signs.")
    extensions = claims.get("extensions")
    return Assertion(
        issuer,
        jti,
        datetime.fromtimestamp(expires, tz=at.tzinfo),
        extensions if isinstance(extensions, dict) else {},
    )


def _is_number(value: object) -> TypeGuard[float]:
    """Whether a claim is a NumericDate (RFC 7519 2): a JSON number, with or without a fraction."""
    return isinstance(value, int | float) and not isinstance(value, bool)
