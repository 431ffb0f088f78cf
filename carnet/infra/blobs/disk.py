"""Sealed bytes on a local disk."""

import os
import re
import tempfile
from collections.abc import Iterable, Iterator
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, cast

from carnet.infra.blobs.raw import StoredBytes
from carnet.infra.clock import SystemClock
from carnet.infra.durability import sync_folder
from carnet.ports.blobs import BlobDamagedError

_ADDRESS = re.compile(r"[0-9a-f]{64}")
_PIECE = 256 * 1024
_INCOMING = "incoming"


class DiskStore:
    """A folder where each file is named after the SHA-256 of what it holds: ``ab/cd/abcd…``.

    A file is written under ``incoming``, forced to disk, renamed to its address, and the folder is forced to disk
    too: after a power cut a file is there whole or is not there. ``folder`` is made when absent, for its owner only.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._incoming = folder / _INCOMING
        self._incoming.mkdir(mode=0o700, parents=True, exist_ok=True)

    def put(self, pieces: Iterable[bytes]) -> str:
        """Store the pieces and return their address, as ``RawStore.put`` says."""
        unfinished = self._incoming / os.urandom(16).hex()
        descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        digest = sha256()
        try:
            with os.fdopen(descriptor, "wb", buffering=0) as file:
                for piece in pieces:
                    digest.update(piece)
                    _write_whole(file, piece)
                os.fsync(file.fileno())
            address = digest.hexdigest()
            path = self._path(address)
            self._make_folders(path.parent)
            # Same address, same bytes: replacing changes nothing, or mends a file that the disk had damaged.
            unfinished.replace(path)
        except BaseException:
            unfinished.unlink(missing_ok=True)
            raise
        sync_folder(path.parent)
        return address

    def unnamed(self) -> BinaryIO:
        """Open a file that has no name, as ``RawStore.unnamed`` says: it ends with the process that holds it."""
        return cast(BinaryIO, tempfile.TemporaryFile(dir=self._incoming))

    def open(self, address: str) -> Iterator[bytes]:
        """Give the bytes in small pieces, as ``RawStore.open`` says."""
        try:
            file = self._path(address).open("rb", buffering=0)
        except FileNotFoundError:
            raise BlobDamagedError(f"no bytes are stored at {address}") from None
        return _pieces_of(file)

    def delete(self, address: str) -> None:
        """Remove the bytes, durably, as ``RawStore.delete`` says."""
        path = self._path(address)
        if path.exists():
            path.unlink(missing_ok=True)
            sync_folder(path.parent)

    def addresses(self) -> Iterator[StoredBytes]:
        """List all that is stored; what is removed in the meantime may or may not be named."""
        for path in self._folder.glob("??/??/*"):
            if _ADDRESS.fullmatch(path.name) and (age := _age(path)) is not None:
                yield StoredBytes(path.name, age)

    def drop_unfinished(self, *, older_than: timedelta) -> int:
        """Remove the files that an interrupted ``put`` left, as ``RawStore.drop_unfinished`` says."""
        dropped = 0
        for path in self._incoming.iterdir():
            age = _age(path)
            if age is not None and age > older_than:
                path.unlink(missing_ok=True)
                dropped += 1
        return dropped

    def _path(self, address: str) -> Path:
        # An address comes from a row: one that is no address must not become a path.
        if not _ADDRESS.fullmatch(address):
            raise BlobDamagedError("this is not an address of stored bytes")
        return self._folder / address[:2] / address[2:4] / address

    def _make_folders(self, folder: Path) -> None:
        for made in (folder.parent, folder):
            made.mkdir(mode=0o700, exist_ok=True)
            # Always, made here or not: another process may have made it a moment ago and not yet come to this line.
            # It costs little when there is nothing to write.
            sync_folder(made.parent)


def _write_whole(file: BinaryIO, piece: bytes) -> None:
    view = memoryview(piece)
    while view:
        view = view[file.write(view) :]


def _pieces_of(file: BinaryIO) -> Iterator[bytes]:
    with file:
        while piece := file.read(_PIECE):
            yield piece


def _age(path: Path) -> timedelta | None:
    """Tell how long ago a file was written, by the machine's clock, which dated it; nothing when it has gone."""
    try:
        written = path.stat().st_mtime
    except FileNotFoundError:
        return None
    return timedelta(seconds=SystemClock().now().timestamp() - written)
