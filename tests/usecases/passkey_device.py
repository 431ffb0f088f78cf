"""A device that makes passkeys and answers with them, as an authenticator and its browser do (WebAuthn 3)."""

import base64
import json
import os
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from webauthn.helpers import encode_cbor

HERE = "https://carnet.example"
PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


def text(content: bytes) -> str:
    """Bytes as they travel."""
    return base64.urlsafe_b64encode(content).decode("ascii").rstrip("=")


def content(written: str) -> bytes:
    """Bytes that travelled."""
    return base64.urlsafe_b64decode(written + "=" * (-len(written) % 4))


@dataclass
class Made:
    """One passkey of the device."""

    credential: bytes
    key: ec.EllipticCurvePrivateKey
    domain: str
    account: bytes
    count: int = 0


@dataclass
class Device:
    """A telephone that asks for a finger. ``verifies``: whether it does; ``origin``: of the page that it is on.

    ``counts``: whether it counts its signatures; those that travel between the devices of somebody do not.
    """

    origin: str = HERE
    verifies: bool = True
    counts: bool = True
    made: list[Made] = field(default_factory=list)

    def makes(self, options: str) -> str:
        """Make a passkey for a question, and answer it."""
        asked = json.loads(options)
        made = Made(
            os.urandom(32), ec.generate_private_key(ec.SECP256R1()), asked["rp"]["id"], content(asked["user"]["id"])
        )
        self.made.append(made)
        numbers = made.key.public_key().public_numbers()
        cose = {1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32), -3: numbers.y.to_bytes(32)}
        attested = bytes(16) + len(made.credential).to_bytes(2) + made.credential + encode_cbor(cose)
        stated = {"fmt": "none", "attStmt": {}, "authData": self._stated(made, ATTESTED) + attested}
        return self._answer(
            made,
            {
                "clientDataJSON": text(self._page("webauthn.create", asked["challenge"])),
                "attestationObject": text(encode_cbor(stated)),
            },
        )

    def answers(self, options: str, *, with_: Made | None = None) -> str:
        """Answer a question with the first passkey of the device, or another."""
        asked = json.loads(options)
        made = with_ or self.made[0]
        made.count += self.counts
        stated, page = self._stated(made), self._page("webauthn.get", asked["challenge"])
        signature = made.key.sign(stated + sha256(page).digest(), ec.ECDSA(hashes.SHA256()))
        return self._answer(
            made,
            {
                "clientDataJSON": text(page),
                "authenticatorData": text(stated),
                "signature": text(signature),
                "userHandle": text(made.account),
            },
        )

    def _stated(self, made: Made, more: int = 0) -> bytes:
        flags = PRESENT | more | (VERIFIED if self.verifies else 0)
        return sha256(made.domain.encode()).digest() + bytes([flags]) + made.count.to_bytes(4)

    def _page(self, kind: str, challenge: str) -> bytes:
        told = {"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False}
        return json.dumps(told).encode()

    def _answer(self, made: Made, response: dict[str, Any]) -> str:
        name = text(made.credential)
        return json.dumps({"id": name, "rawId": name, "type": "public-key", "response": response})
