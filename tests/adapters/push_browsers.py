"""A browser that takes notifications: its keys, and how it opens what it received (RFC 8291)."""

from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDH,
    SECP256R1,
    EllipticCurvePrivateKey,
    EllipticCurvePublicKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from carnet.formats.web_push import public_point
from carnet.ports.push import PushAddress

SECRET = bytes(range(16))


@dataclass(frozen=True, slots=True)
class Browser:
    """One browser."""

    key: EllipticCurvePrivateKey = field(default_factory=lambda: generate_private_key(SECP256R1()))

    def at(self, endpoint: str) -> PushAddress:
        """Where it takes notifications."""
        return PushAddress(endpoint, public_point(self.key.public_key()), SECRET)

    def opens(self, body: bytes) -> str:
        """What it reads in a notification."""
        salt, ours = body[:16], body[21 : 21 + body[20]]
        sender = EllipticCurvePublicKey.from_encoded_point(SECP256R1(), ours)
        said = b"WebPush: info\0" + public_point(self.key.public_key()) + ours
        material = _derived(self.key.exchange(ECDH(), sender), SECRET, said, 32)
        key = _derived(material, salt, b"Content-Encoding: aes128gcm\0", 16)
        nonce = _derived(material, salt, b"Content-Encoding: nonce\0", 12)
        return AESGCM(key).decrypt(nonce, body[21 + body[20] :], None).rstrip(b"\x02").decode()


def _derived(material: bytes, salt: bytes, said: bytes, size: int) -> bytes:
    return HKDF(algorithm=SHA256(), length=size, salt=salt, info=said).derive(material)
