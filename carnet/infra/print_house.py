"""A print house reached by a folder: sealed files are dropped there, and it says there what it has posted."""

import os
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from uuid import UUID

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey

from carnet.formats.sealed_volume import KEY_FILE, SUITE, bound_to, file_name
from carnet.infra.durability import sync_folder
from carnet.ports.print_house import PrintHouseUnavailableError


class UnreadablePrintHouseKeyError(RuntimeError):
    """The key of the print house is absent, or is no X25519 public key: nothing leaves before somebody has seen it."""


@dataclass(frozen=True)
class FolderPrintHouse:
    """``folder/print-house.pem``: its public key (``openssl pkey -pubout``). ``folder/to-print``: what it takes away.

    It says that a copy was posted by ``folder/posted/JOB``, an empty file. docs/operations/print-house.md tells it how.
    """

    folder: Path

    @property
    def is_there(self) -> bool:
        """Whether its folder is there: it may be a remote one."""
        return self.folder.is_dir()

    def hand_over(self, job: UUID, pdf: bytes, *, volume: int, of: int) -> None:
        """Seal a volume and drop it, whole and durable, under a name of its own: sent again, it takes its own place."""
        sealed = SUITE.encrypt(pdf, self._key, info=bound_to(job, volume=volume, of=of))
        spool = self.folder / "to-print"
        target = spool / file_name(job, volume=volume, of=of)
        aside = target.with_suffix(".part")
        try:
            spool.mkdir(mode=0o700, exist_ok=True)
            descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(descriptor, "wb") as written:
                written.write(sealed)
                written.flush()
                os.fsync(written.fileno())
            aside.replace(target)
            sync_folder(spool)
        except OSError as error:
            raise PrintHouseUnavailableError(f"nothing can be dropped in {spool}: {error.strerror}") from error

    def has_posted(self, job: UUID) -> bool:
        """Whether its file stands among those posted."""
        if not self.is_there:
            raise PrintHouseUnavailableError(f"{self.folder} is not there")
        return (self.folder / "posted" / str(job)).is_file()

    @cached_property
    def _key(self) -> X25519PublicKey:
        path = self.folder / KEY_FILE
        try:
            key = serialization.load_pem_public_key(path.read_bytes())
        except (OSError, ValueError) as error:
            raise UnreadablePrintHouseKeyError(f"{path} cannot be read as a public key in PEM") from error
        if not isinstance(key, X25519PublicKey):
            raise UnreadablePrintHouseKeyError(f"{path} is not an X25519 public key")
        return key
