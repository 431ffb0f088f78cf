"""A signed client assertion (RFC 7523, private_key_jwt): who signs, for whom, until when."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import jwt

ALGORITHMS = ("RS384", "ES384", "PS384", "RS256", "ES256")
"""SMART 2.2 asks for RS384 and ES384; the others are those of the same families that PDSm software uses."""

LONGEST_LIFE = timedelta(minutes=5)
"""SMART Backend Services: an assertion lives five minutes at most."""

CLOCK_SKEW = timedelta(seconds=30)


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
    except jwt.PyJWTError:
        return None
    subject = claims.get("sub")
    return subject if isinstance(subject, str) else None


def read_assertion(token: str, jwks: dict[str, Any], *, audience: str, at: datetime) -> Assertion | AssertionFault:
    """Verify an assertion against the public keys of the client that it names.

    ``jwks``: its registered JSON Web Key Set; ``audience``: the URL of our token endpoint; ``at``: now. The algorithm
    is taken from our list, never from the token alone (ASVS 9.1.2).
    """
    try:
        header = jwt.get_unverified_header(token)
        keys = jwt.PyJWKSet.from_dict(jwks).keys
    except jwt.PyJWTError:
        return AssertionFault("This is not a signed JWT.")
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
        except (jwt.PyJWTError, TypeError, ValueError):
            continue
        return _times(claims, at)
    return AssertionFault("No registered key of this client verifies the signature.")


def _times(claims: dict[str, Any], at: datetime) -> Assertion | AssertionFault:
    issuer, subject, jti, expires = (claims.get(name) for name in ("iss", "sub", "jti", "exp"))
    if not isinstance(issuer, str) or issuer != subject:
        return AssertionFault("iss and sub must both be the client_id.")
    if not isinstance(jti, str) or not jti:
        return AssertionFault("The assertion needs a jti that was never used.")
    if not isinstance(expires, int):
        return AssertionFault("The assertion needs exp, in seconds.")
    expires_at = datetime.fromtimestamp(expires, tz=at.tzinfo)
    if expires_at <= at - CLOCK_SKEW:
        return AssertionFault("The assertion has expired. Sign a new one.")
    if expires_at > at + LONGEST_LIFE + CLOCK_SKEW:
        return AssertionFault("The assertion lives too long: five minutes at most.")
    not_before = claims.get("nbf")
    if isinstance(not_before, int) and datetime.fromtimestamp(not_before, tz=at.tzinfo) > at + CLOCK_SKEW:
        return AssertionFault("The assertion is not valid yet. Check the clock of the machine that signs.")
    extensions = claims.get("extensions")
    return Assertion(issuer, jti, expires_at, extensions if isinstance(extensions, dict) else {})
