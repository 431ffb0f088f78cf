"""Files that were prepared to be taken away: put sealed under a key of their own, opened with it, removed soon."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import NoReturn, Protocol
from uuid import UUID


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file that was put: where it lies, the key that opens it (32 bytes), and its size in clear."""

    address: str
    key: bytes
    size: int

    def __repr__(self) -> str:
        """Hide the key."""
        return f"StoredFile({self.address})"


class PreparedFiles(Protocol):
    """Keeps them encrypted. The key is given to the caller, who seals it under that of the record."""

    def put(self, pieces: Iterable[bytes], *, of: UUID) -> StoredFile:
        """Seal and store a file as it is made, a piece at a time; durable when it returns. ``of``: its export."""
        ...

    def open(self, address: str, *, key: bytes, of: UUID) -> Iterator[bytes]:
        """Stream it. Raises ``BlobDamagedError``, here or while streaming, when it is missing, cut or altered."""
        ...

    def destroy(self, address: str) -> None:
        """Remove a file for good, durably; nothing happens when there is none."""
        ...

    def sweep(self, known: Callable[[str], bool], *, older_than: timedelta) -> int:
        """Remove the files that nothing names and that are older than that; give how many."""
        ...


class NoPreparedFiles:
    """Nothing is prepared here."""

    def put(self, *_: object, **__: object) -> NoReturn:
        """Refuse: nobody said where files are kept."""
        raise RuntimeError("no place is set for prepared files")

    def open(self, *_: object, **__: object) -> NoReturn:
        """Refuse: there is none."""
        raise RuntimeError("no place is set for prepared files")

    def destroy(self, address: str) -> None:
        """Do nothing: there is none."""

    def sweep(self, *_: object, **__: object) -> int:
        """Find none."""
        return 0


NO_PREPARED_FILES = NoPreparedFiles()
