"""The print house of the demonstration: it opens what it is handed, « prints » it into a folder, posts it at once."""

import re
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from carnet.config.launch.secret_files import read_secret, write_secret
from carnet.formats.sealed_volume import KEY_FILE, file_name, open_volume
from carnet.ports.chance import Chance
from carnet.ports.print_house import PrintHouse

KEY_SIZE = 32
_VOLUME = re.compile(r"[0-9a-f-]{36}\.(\d+)-of-(\d+)\.pdf")


@dataclass(frozen=True)
class SimulatedPrintHouse:
    """Takes sealed files as a real one does, by ``spool``; ``key`` is its own, which the product has nowhere."""

    folder: Path
    key: X25519PrivateKey
    spool: PrintHouse

    @property
    def is_there(self) -> bool:
        """Always: it was made with the demonstration."""
        return True

    def hand_over(self, job: UUID, pdf: bytes, *, volume: int, of: int) -> None:
        """Take a sealed volume, open it, print it; the copy is posted with its last volume."""
        self.spool.hand_over(job, pdf, volume=volume, of=of)
        name = file_name(job, volume=volume, of=of)
        sealed = (self.folder / "to-print" / name).read_bytes()
        printed, posted = self.folder / "printed", self.folder / "posted"
        for folder in (printed, posted):
            folder.mkdir(mode=0o700, exist_ok=True)
        opened = open_volume(sealed, key=self.key, job=job, volume=volume, of=of)
        (printed / name).with_suffix(".pdf").write_bytes(opened)
        if volume == of:
            (posted / str(job)).touch(mode=0o600)

    def has_posted(self, job: UUID) -> bool:
        """Whether it has printed every volume."""
        return self.spool.has_posted(job)

    def __repr__(self) -> str:
        """Hide the key."""
        return "SimulatedPrintHouse(…)"


def printed_copies(folder: Path) -> tuple[Path, ...]:
    """List the PDF files that came out of the demonstration's printer, oldest first. ``folder``: the print house's."""
    printed = folder / "printed"
    found = [path for path in printed.glob("*.pdf") if _VOLUME.fullmatch(path.name)] if printed.is_dir() else []
    return tuple(sorted(found, key=lambda path: (path.stat().st_mtime_ns, path.name)))


def open_print_house(*, secrets: Path, folder: Path, spool: PrintHouse, chance: Chance) -> SimulatedPrintHouse:
    """Open it. Its key is made once; the public half stands where a real print house would have put it.

    ``secrets``: the folder of the demonstration's keys. ``folder``: where files are exchanged, by ``spool``.
    """
    for one in (secrets, folder):
        one.mkdir(mode=0o700, parents=True, exist_ok=True)
    private = secrets / "print-house.key"
    if not private.exists():
        write_secret(private, chance.secret(KEY_SIZE).hex())
    key = X25519PrivateKey.from_private_bytes(bytes.fromhex(read_secret(private)))
    encoding, form = serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    (folder / KEY_FILE).write_bytes(key.public_key().public_bytes(encoding, form))
    return SimulatedPrintHouse(folder, key, spool)
