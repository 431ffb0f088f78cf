"""Sealed bytes in memory: the place for bytes that tests use when no disk is needed."""

import io
from collections.abc import Iterable, Iterator
from datetime import timedelta
from hashlib import sha256
from typing import BinaryIO

from carnet.infra.blobs.raw import StoredBytes
from carnet.ports.blobs import BlobDamagedError


class MemoryStore:
    """Keeps the promise of ``RawStore`` until the test ends; ``grow_older`` makes time pass."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}
        self._ages: dict[str, timedelta] = {}

    def put(self, pieces: Iterable[bytes]) -> str:
        """Store the pieces."""
        content = b"".join(pieces)
        address = sha256(content).hexdigest()
        self.kept[address] = content
        self._ages[address] = timedelta(0)
        return address

    def unnamed(self) -> BinaryIO:
        """Open a file in memory."""
        return io.BytesIO()

    def open(self, address: str) -> Iterator[bytes]:
        """Give them back, in two pieces: a reader must not count on where they are cut."""
        if address not in self.kept:
            raise BlobDamagedError("no bytes are stored there")
        content = self.kept[address]
        return iter((content[:10], content[10:]))

    def delete(self, address: str) -> None:
        """Remove them."""
        self.kept.pop(address, None)

    def addresses(self) -> Iterator[StoredBytes]:
        """List them."""
        return iter([StoredBytes(address, self._ages[address]) for address in self.kept])

    def drop_unfinished(self, **_: timedelta) -> int:
        """Find nothing: here nothing is ever half put."""
        return 0

    def grow_older(self, by: timedelta) -> None:
        """Make all that is stored older."""
        self._ages = {address: age + by for address, age in self._ages.items()}
