"""Signs what the transparency log says of itself, so that it cannot say two things to two people."""

import hashlib
import os
import re
from base64 import b64decode, b64encode
from binascii import Error as NotBase64Error
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from carnet.core.audit.transparency import Checkpoint, parse_checkpoint
from carnet.core.defects import Defect
from carnet.infra.secret_file import create_secret, read_secret
from carnet.ports.keyring import KeyUnavailableError

_ED25519 = b"\x01"
"""The signature type of C2SP signed-note."""

_KEY_SIZE = 32
_ID_SIZE = 4
_LONGEST_NOTE = 1 << 20
_NAME = re.compile(r"[^\s+]+")
_SIGNATURE_LINE = re.compile(r"— (?P<name>[^\s+]+) (?P<signature>[A-Za-z0-9+/]+={0,2})")
_UNSIGNED = Defect(
    "unverified-checkpoint",
    "checkpoint",
    "This checkpoint carries no valid signature of the expected log.",
    "Fetch it again from the log; if it stays so, keep it: it is a proof that somebody altered it.",
)


def _key_id(name: str, public_key: bytes) -> bytes:
    return hashlib.sha256(name.encode() + b"\n" + _ED25519 + public_key).digest()[:_ID_SIZE]


def _encoded_key(name: str, key_id: bytes, key: bytes) -> str:
    return f"{name}+{key_id.hex()}+{b64encode(_ED25519 + key).decode('ascii')}"


def _decoded_key(encoded: str) -> tuple[str, str, bytes] | None:
    """Read ``name+id+base64(type ‖ key)`` into name, identifier in hexadecimal, and key; nothing when it is not one."""
    parts = encoded.split("+", 2)
    if len(parts) != 3 or not _NAME.fullmatch(parts[0]):
        return None
    try:
        typed = b64decode(parts[2], validate=True)
    except NotBase64Error:
        return None
    if typed[:1] != _ED25519 or len(typed) != 1 + _KEY_SIZE:
        return None
    return parts[0], parts[1], typed[1:]


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """What anybody needs to check the signatures of a log. Public."""

    name: str
    public_key: bytes

    def text(self) -> str:
        """Write it in one line, ``name+id+base64``, as the tools of C2SP signed notes exchange it."""
        return _encoded_key(self.name, _key_id(self.name, self.public_key), self.public_key)

    @classmethod
    def parse(cls, text: str) -> "VerifierKey | Defect":
        """Read such a line. Returns the defect ``malformed-verifier-key`` when it is not one."""
        decoded = _decoded_key(text)
        if decoded is not None:
            key = cls(decoded[0], decoded[2])
            if key.text() == text:
                return key
        return Defect(
            "malformed-verifier-key",
            "verifier key",
            "A verifier key reads name+id+base64, for Ed25519, its id being that of the name and the key.",
            "Copy it again from where the log publishes it.",
        )


class CheckpointSigner:
    """Signs with an Ed25519 key that lies in a file of mode 600, in the format of C2SP signed-note.

    ``name``: the name of the key, which is the origin of the log: no space, no ``+``. The file holds one line,
    ``PRIVATE+KEY+name+id+base64``, as other tools of this format write it; it is made on the first start, unless
    ``may_create`` is false. Raises ``KeyUnavailableError`` when the file cannot be used or bears another name.
    """

    def __init__(self, path: Path, *, name: str, may_create: bool = True) -> None:
        if not _NAME.fullmatch(name) or not name.isprintable():
            raise ValueError("the name of a signing key has neither space nor plus")
        if may_create and not path.exists():
            create_secret(path, _private_line(name, os.urandom(_KEY_SIZE)).encode())
        written = read_secret(path).decode("utf-8", errors="replace").strip()
        decoded = _decoded_key(written.removeprefix("PRIVATE+KEY+"))
        if decoded is None or _private_line(decoded[0], decoded[2]).strip() != written:
            raise KeyUnavailableError(f"{path} is not a file of a signing key: restore it from its backup")
        if decoded[0] != name:
            raise KeyUnavailableError(f"{path} holds the key of another log")
        self._key = Ed25519PrivateKey.from_private_bytes(decoded[2])
        self.verifier_key = VerifierKey(name, self._key.public_key().public_bytes_raw())
        """To be published: witnesses and auditors check with it."""

    @property
    def origin(self) -> str:
        """The name of the log that it signs for: that of its key."""
        return self.verifier_key.name

    def open(self, note: str) -> Checkpoint | Defect:
        """Verify the signature of a note of this log and read its checkpoint; the defects of ``open_checkpoint``."""
        return open_checkpoint(note, verifier_key=self.verifier_key)

    def sign(self, checkpoint: Checkpoint) -> str:
        """Give the signed checkpoint, as it is published.

        The caller has checked that it continues the last one signed: signing two that do not agree is the one thing
        that a log must never do (C2SP tlog-checkpoint). Raises ``ValueError`` when its origin is not this key's name.
        """
        if checkpoint.origin != self.verifier_key.name:
            raise ValueError("a checkpoint is signed by the key of its own log")
        return self.sign_text(checkpoint.text())

    def sign_text(self, text: str) -> str:
        """Give the signed note: the text, an empty line, the signature. ``text`` ends with a newline."""
        if not text.endswith("\n") or _has_control_character(text):
            raise ValueError("the text of a note ends with a newline and has no other control character")
        key = self.verifier_key
        signature = _key_id(key.name, key.public_key) + self._key.sign(text.encode())
        return f"{text}\n— {key.name} {b64encode(signature).decode('ascii')}\n"


def open_note(note: str, *, verifier_key: VerifierKey) -> str | Defect:
    """Give the text of a signed note, once the signature by this key has been verified.

    Signatures by other keys (witnesses) are passed over, as C2SP signed-note asks; a false one by this key refuses the
    note. Returns the defect ``unverified-checkpoint`` otherwise.
    """
    text, separator, signatures = note.rpartition("\n\n")
    if not separator or len(note) > _LONGEST_NOTE or not signatures.endswith("\n") or _has_control_character(note):
        return _UNSIGNED
    text += "\n"
    key_id, is_verified = _key_id(verifier_key.name, verifier_key.public_key), False
    for line in signatures.removesuffix("\n").split("\n"):
        read = _SIGNATURE_LINE.fullmatch(line)
        signature = _signature_bytes(read["signature"]) if read else None
        if read is None or signature is None:
            return _UNSIGNED
        if read["name"] != verifier_key.name or signature[:_ID_SIZE] != key_id:
            continue
        try:
            Ed25519PublicKey.from_public_bytes(verifier_key.public_key).verify(signature[_ID_SIZE:], text.encode())
        except InvalidSignature:
            return _UNSIGNED
        is_verified = True
    return text if is_verified else _UNSIGNED


def open_checkpoint(note: str, *, verifier_key: VerifierKey) -> Checkpoint | Defect:
    """Read a signed checkpoint, once verified.

    Returns ``unverified-checkpoint`` as ``open_note`` does, also for the checkpoint of another log than the key's, and
    ``malformed-checkpoint`` as ``parse_checkpoint`` does.
    """
    text = open_note(note, verifier_key=verifier_key)
    if isinstance(text, Defect):
        return text
    checkpoint = parse_checkpoint(text)
    if isinstance(checkpoint, Checkpoint) and checkpoint.origin != verifier_key.name:
        return _UNSIGNED
    return checkpoint


def _has_control_character(text: str) -> bool:
    return any(character < " " and character != "\n" for character in text)


def _signature_bytes(encoded: str) -> bytes | None:
    try:
        signature = b64decode(encoded, validate=True)
    except NotBase64Error:
        return None
    # Base64 has several spellings of some bytes: only one is taken, so that one signature has one text.
    return signature if len(signature) > _ID_SIZE and b64encode(signature).decode("ascii") == encoded else None


def _private_line(name: str, seed: bytes) -> str:
    public_key = Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()
    return f"PRIVATE+KEY+{_encoded_key(name, _key_id(name, public_key), seed)}\n"
