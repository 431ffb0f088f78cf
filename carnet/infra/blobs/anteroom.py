"""Where large documents wait while the request that brings them lasts: sealed, in a file that has no name."""

import hashlib
import io
import os
from collections import OrderedDict
from collections.abc import Callable
from types import TracebackType
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from carnet.ports.blobs import BlobDamagedError

CHUNK = 64 * 1024
"""How much is sealed at a time: a reader that leaps to and fro (a PDF) opens little more than what it asks for."""
_TAG_SIZE = 16
_SLOT = CHUNK + _TAG_SIZE
_REMEMBERED = 16
"""Chunks that a reader keeps open, for the same places are read again: 1 MiB."""


class SealedAnteroom:
    """Keeps the promise of ``carnet.ports.blobs.Anteroom`` in one file, which vanishes when it is closed.

    Its key is drawn here and kept nowhere: what the disk holds of it is noise to everybody, a power cut or a thief
    included. The nonce of a chunk is its place in the file, written once. ``make_file``: opens a file without a name;
    it is called when something comes, which is seldom.
    """

    def __init__(self, make_file: Callable[[], BinaryIO]) -> None:
        self._make_file = make_file
        self._opened: BinaryIO | None = None
        self._cipher = AESGCM(os.urandom(32))
        self._next = 0

    def __enter__(self) -> "SealedAnteroom":
        """Use it for one request."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Forget all that waits in it."""
        if self._opened is not None:
            self._opened.close()

    def begin(self) -> "_Writer":
        """Begin a content, as ``Anteroom.begin`` says."""
        return _Writer(self)

    def append(self, chunk: bytes) -> int:
        """Seal a chunk at the end; give its number."""
        number = self._next
        self._next += 1
        self._file.seek(number * _SLOT)
        self._file.write(self._cipher.encrypt(_nonce(number), chunk, None))
        return number

    def chunk(self, number: int, size: int) -> bytes:
        """Open a chunk of so many bytes. Raises ``BlobDamagedError`` when it is not the one that was sealed there."""
        self._file.seek(number * _SLOT)
        try:
            return self._cipher.decrypt(_nonce(number), self._file.read(size + _TAG_SIZE), None)
        except InvalidTag:
            raise BlobDamagedError("a document that waits to be stored has been altered") from None

    @property
    def _file(self) -> BinaryIO:
        if self._opened is None:
            self._opened = self._make_file()
        return self._opened


class _Writer:
    """A content that is being written: chunks one after the other, from a place that no other has."""

    def __init__(self, room: SealedAnteroom) -> None:
        self._room = room
        self._chunks: list[int] = []
        self._waiting = bytearray()
        self._size = 0
        self._sha1 = hashlib.sha1(usedforsecurity=False)

    def write(self, piece: bytes) -> None:
        self._size += len(piece)
        self._sha1.update(piece)
        self._waiting += piece
        while len(self._waiting) >= CHUNK:
            self._chunks.append(self._room.append(bytes(self._waiting[:CHUNK])))
            del self._waiting[:CHUNK]

    def finish(self) -> "_Waiting":
        if self._waiting:
            self._chunks.append(self._room.append(bytes(self._waiting)))
            self._waiting.clear()
        return _Waiting(self._room, tuple(self._chunks), self._size, self._sha1.hexdigest())


class _Waiting:
    """A content that waits."""

    def __init__(self, room: SealedAnteroom, chunks: tuple[int, ...], size: int, sha1: str) -> None:
        self._room = room
        self._chunks = chunks
        self.size = size
        self.sha1 = sha1

    def __repr__(self) -> str:
        return f"a content of {self.size} bytes that waits"

    def open(self) -> BinaryIO:
        return io.BufferedReader(_Reading(self._room, self._chunks, self.size), CHUNK)

    def beside(self) -> _Writer:
        return self._room.begin()


class _Reading(io.RawIOBase):
    """One reading of a content, from any place to any other."""

    def __init__(self, room: SealedAnteroom, chunks: tuple[int, ...], size: int) -> None:
        self._room = room
        self._chunks = chunks
        self._size = size
        self._at = 0
        self._open: OrderedDict[int, bytes] = OrderedDict()

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        if start + offset < 0:
            raise ValueError("there is nothing before the beginning")
        self._at = start + offset
        return self._at

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # typeshed names a type that only stubs have
        index, within = divmod(self._at, CHUNK)
        if self._at >= self._size:
            return 0
        piece = self._chunk(index)[within : within + len(buffer)]
        buffer[: len(piece)] = piece
        self._at += len(piece)
        return len(piece)

    def _chunk(self, index: int) -> bytes:
        if index in self._open:
            self._open.move_to_end(index)
            return self._open[index]
        opened = self._room.chunk(self._chunks[index], min(CHUNK, self._size - index * CHUNK))
        self._open[index] = opened
        if len(self._open) > _REMEMBERED:
            self._open.popitem(last=False)
        return opened


def _nonce(number: int) -> bytes:
    return number.to_bytes(12, "big")
