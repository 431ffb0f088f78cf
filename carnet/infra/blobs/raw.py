"""What a place for sealed bytes must be able to do: a disk, an object store."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import BinaryIO, Protocol


@dataclass(frozen=True, slots=True)
class StoredBytes:
    """Something that lies in a store: its address, and how long ago it was put, by the store's own clock."""

    address: str
    age: timedelta


class RawStore(Protocol):
    """Keeps bytes that it does not understand, each under the SHA-256 of itself."""

    def put(self, pieces: Iterable[bytes]) -> str:
        """Store the pieces one after the other and return their address: 64 hexadecimal digits.

        Durable when it returns; nothing stays when it fails. The same bytes put twice are stored once.
        """
        ...

    def unnamed(self) -> BinaryIO:
        """Open an empty file beside what is stored, which nobody else can open and which is gone once it is closed."""
        ...

    def open(self, address: str) -> Iterator[bytes]:
        """Give the bytes in pieces. Raises ``BlobDamagedError`` at once when there are none at this address."""
        ...

    def delete(self, address: str) -> None:
        """Remove the bytes; nothing happens when there are none."""
        ...

    def addresses(self) -> Iterator[StoredBytes]:
        """List all that is stored, in no order."""
        ...

    def drop_unfinished(self, *, older_than: timedelta) -> int:
        """Remove what was begun that long ago and never finished; return how many there were."""
        ...
