"""The card readers that the operator trusts: one public key each, in a folder."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from carnet.formats.card_statement import read_public_key, verify_statement
from carnet.ports.card_reader import CardAnswer


class UnreadableReaderKeyError(RuntimeError):
    """A file of the folder is no Ed25519 public key: the operator is told its name, and nothing starts half."""


@dataclass(frozen=True)
class FolderOfReaders:
    """Readers known by ``folder/NAME.pem`` (``openssl pkey -pubout``); an absent folder knows none.

    The folder is read once: a reader that is taken away stops being believed when the product starts anew.
    """

    folder: Path

    def verify(self, statement: str, *, at: datetime) -> CardAnswer:
        """Believe what one of these readers signed lately."""
        return verify_statement(statement, self._keys, at=at)

    @cached_property
    def _keys(self) -> dict[str, Ed25519PublicKey]:
        keys = {}
        for path in sorted(self.folder.glob("*.pem")):
            key = read_public_key(path.read_bytes())
            if key is None:
                raise UnreadableReaderKeyError(f"{path.name} is not an Ed25519 public key in PEM")
            keys[path.stem] = key
        return keys
