"""The statement that a card reader signs: a compact JWS (RFC 7515) with Ed25519 (RFC 8037), verified and written."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from carnet.ports.card_reader import CardAnswer, CardFault, CardReading

TYPE = "card-presence+jwt"
"""Said in the header, so that a token signed for something else never passes for a card (RFC 8725 3.11)."""
ALGORITHM = "EdDSA"
FRESH_FOR = timedelta(seconds=900)
"""How long a reading proves a presence: the time to inform somebody, to hear their questions and to write."""
CLOCK_SKEW = timedelta(seconds=30)
LONGEST = 2000
"""Characters: a statement of these claims has some 400."""

_SERIAL = re.compile(r"[0-9]{10,20}")
_NUMBER = re.compile(r"[0-9]{5}[0-9AB]{2}[0-9]{8}")
_UNREADABLE = (jwt.PyJWTError, RecursionError)


def verify_statement(statement: str, keys: Mapping[str, Ed25519PublicKey], *, at: datetime) -> CardAnswer:
    """Believe a statement, or say why not.

    ``keys``: the public key of each reader, by the name that its statements carry as ``kid``. ``at``: now; a reading
    of more than ``FRESH_FOR`` ago proves nothing. The algorithm is ours, never the token's (OWASP ASVS 9.1.2).
    """
    if len(statement) > LONGEST:
        return CardFault.UNREADABLE
    try:
        header = jwt.get_unverified_header(statement)
    except _UNREADABLE:
        return CardFault.UNREADABLE
    reader = header.get("kid")
    if not isinstance(reader, str) or reader not in keys:
        return CardFault.UNKNOWN_READER
    if header.get("typ") != TYPE or header.get("alg") != ALGORITHM:
        return CardFault.MALFORMED
    try:
        claims = jwt.decode(
            statement,
            key=keys[reader],
            algorithms=[ALGORITHM],
            options={"verify_exp": False, "verify_nbf": False, "verify_iat": False, "verify_aud": False},
        )
    except _UNREADABLE:
        return CardFault.BROKEN_SIGNATURE
    return _reading(reader, claims, statement, at)


def write_statement(key: Ed25519PrivateKey, *, reader: str, card: tuple[str, str], at: datetime, challenge: str) -> str:
    """Sign what a reader states. ``card``: its serial number, then the NIR that it carries with its key."""
    serial, number = card
    claims = {"serial": serial, "nir": number, "iat": int(at.timestamp()), "nonce": challenge}
    return jwt.encode(claims, key, algorithm=ALGORITHM, headers={"kid": reader, "typ": TYPE})


def read_public_key(pem: bytes) -> Ed25519PublicKey | None:
    """Read the public key of a reader (PEM, SubjectPublicKeyInfo); None when it is no Ed25519 key."""
    try:
        key = load_pem_public_key(pem)
    except ValueError:
        return None
    return key if isinstance(key, Ed25519PublicKey) else None


def _reading(reader: str, claims: dict[str, Any], statement: str, at: datetime) -> CardAnswer:
    serial, number, read, challenge = (claims.get(name) for name in ("serial", "nir", "iat", "nonce"))
    if not (isinstance(serial, str) and isinstance(number, str) and isinstance(challenge, str)):
        return CardFault.MALFORMED
    if not _SERIAL.fullmatch(serial) or not _NUMBER.fullmatch(number):
        return CardFault.MALFORMED
    if isinstance(read, bool) or not isinstance(read, int | float):
        return CardFault.MALFORMED
    age = at.timestamp() - read
    if not -CLOCK_SKEW.total_seconds() <= age <= FRESH_FOR.total_seconds():
        return CardFault.TOO_OLD
    return CardReading(reader, serial, number, datetime.fromtimestamp(read, tz=at.tzinfo), challenge, statement)
