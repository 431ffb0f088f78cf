"""A volume of a copy on paper, sealed for a print house: HPKE (RFC 9180), base mode, one message."""

from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
"""What the print house opens with its private key, and nobody else does (OWASP ASVS 11.3.2)."""
KEY_FILE = "print-house.pem"
"""Its public key (SubjectPublicKeyInfo, PEM), in the folder that both sides reach."""


def bound_to(job: UUID, *, volume: int, of: int) -> bytes:
    """Give what a sealed volume is bound to (``info`` of HPKE): of which copy it is, and which part of it."""
    return f"carnet print house 1|{job}|{volume}|{of}".encode()


def file_name(job: UUID, *, volume: int, of: int) -> str:
    """Name the file of a sealed volume: a number that means nothing, its place, and nothing of a person."""
    return f"{job}.{volume}-of-{of}.hpke"


def open_volume(sealed: bytes, *, key: X25519PrivateKey, job: UUID, volume: int, of: int) -> bytes:
    """Open a volume as a print house does; gives the PDF. Raises ``InvalidTag`` under another key or another name."""
    return SUITE.decrypt(sealed, key, info=bound_to(job, volume=volume, of=of))
