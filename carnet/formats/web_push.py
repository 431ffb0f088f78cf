"""Notifications sealed for one browser (RFC 8291, on RFC 8188), and the word of who sends them (RFC 8292)."""

import base64
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDH,
    SECP256R1,
    EllipticCurvePrivateKey,
    EllipticCurvePublicKey,
)
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

SALT_SIZE: Final = 16
SECRET_SIZE: Final = 16
POINT_SIZE: Final = 65
RECORD_SIZE: Final = 4096
"""Bytes of the only record; every push service takes as many (RFC 8030, 7.2)."""
LONGEST: Final = RECORD_SIZE - 103
"""Bytes of a plain text that fits (RFC 8291, 4: 16 of the tag, one of the end, 86 of the header)."""
LAST_RECORD: Final = b"\x02"
LIVES: Final = timedelta(hours=12)
"""How long the word counts; 24 hours at most (RFC 8292, 2)."""


def public_point(key: EllipticCurvePublicKey) -> bytes:
    """Write a public key as these specifications exchange it: an uncompressed point, 65 bytes."""
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def is_public_point(point: bytes) -> bool:
    """Whether these bytes are the uncompressed point of a key of P-256."""
    if len(point) != POINT_SIZE:
        return False
    try:
        EllipticCurvePublicKey.from_encoded_point(SECP256R1(), point)
    except ValueError:
        return False
    return True


def seal_for_browser(
    plain: bytes, *, browser: bytes, secret: bytes, once: EllipticCurvePrivateKey, salt: bytes
) -> bytes:
    """Seal a notification for a browser, as ``Content-Encoding: aes128gcm``.

    ``browser``: its public point; ``secret``: its 16 bytes; ``once``: a key made for this notification alone; ``salt``:
    16 fresh random bytes. Raises ``ValueError`` for a text longer than ``LONGEST`` and for what is no point.
    """
    if len(plain) > LONGEST or len(salt) != SALT_SIZE:
        raise ValueError(f"a notification has {LONGEST} bytes at most, and a salt {SALT_SIZE}")
    theirs = EllipticCurvePublicKey.from_encoded_point(SECP256R1(), browser)
    ours = public_point(once.public_key())
    shared = once.exchange(ECDH(), theirs)
    material = _derived(shared, salt=secret, said=b"WebPush: info\0" + browser + ours, size=32)
    key = _derived(material, salt=salt, said=b"Content-Encoding: aes128gcm\0", size=16)
    nonce = _derived(material, salt=salt, said=b"Content-Encoding: nonce\0", size=12)
    header = salt + RECORD_SIZE.to_bytes(4, "big") + bytes([POINT_SIZE]) + ours
    return header + AESGCM(key).encrypt(nonce, plain + LAST_RECORD, None)


def sender_word(endpoint: str, *, key: EllipticCurvePrivateKey, contact: str, at: datetime) -> str:
    """Give the value of ``Authorization`` by which a push service knows who sends (RFC 8292, 3).

    ``endpoint``: where the notification goes; ``contact``: an https address of whoever runs this service; ``at``: now.
    """
    parts = urlsplit(endpoint)
    claims = {"aud": f"{parts.scheme}://{parts.netloc}", "exp": int((at + LIVES).timestamp()), "sub": contact}
    token = jwt.encode(claims, key, algorithm="ES256")
    return f"vapid t={token}, k={base64url(public_point(key.public_key()))}"


def base64url(content: bytes) -> str:
    """Write bytes without padding."""
    return base64.urlsafe_b64encode(content).decode("ascii").rstrip("=")


def read_base64url(text: str) -> bytes | None:
    """Read such bytes, padded or not; None when they are none."""
    bare = text.rstrip("=")
    try:
        content = base64.b64decode(bare + "=" * (-len(bare) % 4), altchars=b"-_", validate=True)
    except ValueError:
        return None
    return content if base64url(content) == bare else None


def _derived(material: bytes, *, salt: bytes, said: bytes, size: int) -> bytes:
    return HKDF(algorithm=SHA256(), length=size, salt=salt, info=said).derive(material)
