"""Prepared files around any store of bytes: each sealed under a key that stands nowhere beside it."""

import os
from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from uuid import UUID

from carnet.formats.sealed_stream import open_stream, seal_stream
from carnet.formats.sealing import KEY_SIZE, STREAM_NONCE_SIZE, SealBrokenError
from carnet.infra.blobs.raw import RawStore
from carnet.ports.blobs import BlobDamagedError
from carnet.ports.prepared_files import StoredFile


class SealedFiles:
    """Keeps the promise of ``carnet.ports.prepared_files.PreparedFiles`` on a ``RawStore``, which sees ciphertext only.

    Keys and nonces are drawn from the operating system here, as those of documents are (``EncryptedBlobStore``).
    """

    def __init__(self, raw: RawStore) -> None:
        self._raw = raw

    def put(self, pieces: Iterable[bytes], *, of: UUID) -> StoredFile:
        """Seal and store it, as ``PreparedFiles.put`` says; memory stays at a few MiB whatever its size."""
        key, size = os.urandom(KEY_SIZE), 0

        def counted() -> Iterator[bytes]:
            nonlocal size
            for piece in pieces:
                size += len(piece)
                yield piece

        nonce = os.urandom(STREAM_NONCE_SIZE)
        address = self._raw.put(seal_stream(counted(), key=key, nonce=nonce, bound_to=of.bytes))
        return StoredFile(address, key, size)

    def open(self, address: str, *, key: bytes, of: UUID) -> Iterator[bytes]:
        """Stream it, as ``PreparedFiles.open`` says; the first piece is checked before this returns."""
        pieces = self._opened(address, key, of)
        first = next(pieces, b"")
        return _with_first(first, pieces)

    def destroy(self, address: str) -> None:
        """Remove it, as ``PreparedFiles.destroy`` says."""
        self._raw.delete(address)

    def sweep(self, known: Callable[[str], bool], *, older_than: timedelta) -> int:
        """Remove what nothing names, as ``PreparedFiles.sweep`` says, and what interrupted preparations left."""
        removed = self._raw.drop_unfinished(older_than=older_than)
        for stored in self._raw.addresses():
            if stored.age > older_than and not known(stored.address):
                self._raw.delete(stored.address)
                removed += 1
        return removed

    def _opened(self, address: str, key: bytes, of: UUID) -> Iterator[bytes]:
        try:
            yield from open_stream(self._raw.open(address), key=key, bound_to=of.bytes)
        except SealBrokenError as error:
            raise BlobDamagedError(f"the file prepared at {address} does not open") from error


def _with_first(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    if first:
        yield first
    yield from rest
