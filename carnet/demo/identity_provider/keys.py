"""The key with which the demonstration's identity provider signs, made when it starts for the first time."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from jwt.algorithms import ECAlgorithm

from carnet.config.launch.secret_files import read_secret, write_secret
from carnet.ports.chance import Chance

ALGORITHM = "ES256"
_ORDER = int("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16)
"""Of the group of P-256 (FIPS 186-5): a private key is a number from 1 to this one, excluded."""


@dataclass(frozen=True, slots=True, repr=False)
class SigningKey:
    """The private half, and what it does."""

    private: ec.EllipticCurvePrivateKey

    def jwks(self) -> dict[str, Any]:
        """Give the public half, as a JSON Web Key Set."""
        public = ECAlgorithm.to_jwk(self.private.public_key(), as_dict=True)
        return {"keys": [{**public, "kid": self.name(), "alg": ALGORITHM, "use": "sig"}]}

    def name(self) -> str:
        """Give the name of the key: a new key has a new one, so that those who kept the old one ask again."""
        point = self.private.public_key().public_bytes(
            serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
        )
        return hashlib.sha256(point).hexdigest()[:16]

    def sign(self, claims: dict[str, Any]) -> str:
        """Give the signed token of these claims."""
        return jwt.encode(claims, self.private, algorithm=ALGORITHM, headers={"kid": self.name()})

    def is_ours(self, token: str) -> bool:
        """Whether this key signed a token, however long ago."""
        ignored: Any = {"verify_exp": False, "verify_aud": False, "verify_nbf": False, "verify_iat": False}
        try:
            jwt.decode(token, key=self.private.public_key(), algorithms=[ALGORITHM], options=ignored)
        except (jwt.PyJWTError, RecursionError, ValueError):
            return False
        return True

    def __repr__(self) -> str:
        """Hide the key."""
        return "SigningKey(…)"


def make_key(chance: Chance) -> SigningKey:
    """Make a new key."""
    # 16 bytes more than the order has: the remainder is as good as uniform (FIPS 186-5, A.2.1).
    number = int.from_bytes(chance.secret(48), "big") % (_ORDER - 1) + 1
    return SigningKey(ec.derive_private_key(number, ec.SECP256R1()))


def kept_key(home: Path, chance: Chance) -> SigningKey:
    """Read the key that ``home/demo/identity-provider.pem`` holds, made when there is none yet."""
    path = home / "demo" / "identity-provider.pem"
    if path.exists():
        read = serialization.load_pem_private_key(read_secret(path).encode("ascii"), None)
        if not isinstance(read, ec.EllipticCurvePrivateKey):
            raise ValueError(f"{path} holds no key of this kind")
        return SigningKey(read)
    made = make_key(chance)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    pem = made.private.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    write_secret(path, pem.decode("ascii"))
    return made
