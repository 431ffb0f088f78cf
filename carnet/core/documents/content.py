"""The bytes of a document: in memory, or, when they are many, wherever they wait; read alike from both."""

import hashlib
import io
from collections.abc import Iterator
from typing import BinaryIO, Protocol, TypeAlias

PIECE: int = 256 * 1024
"""How much of a document is held at a time by whoever reads it from end to end."""


class LargeContent(Protocol):
    """Bytes that are too many for memory. They last as long as the request that brought them."""

    @property
    def size(self) -> int:
        """How many bytes there are."""
        ...

    @property
    def sha1(self) -> str:
        """Their SHA-1, 40 hexadecimal digits, computed while they came in: what XDS and FHIR ask for."""
        ...

    def open(self) -> BinaryIO:
        """Open them for reading, anywhere in them, as often as wanted."""
        ...

    def beside(self) -> "ContentWriter":
        """Begin another content in the same place: for a file that stands inside of this one."""
        ...


class ContentWriter(Protocol):
    """A content on its way in; only one is written at a time in one place."""

    def write(self, piece: bytes) -> None:
        """Add bytes at its end."""
        ...

    def finish(self) -> LargeContent:
        """Give what was written, whole."""
        ...


Content: TypeAlias = bytes | LargeContent


def size_of(content: Content) -> int:
    """Tell how many bytes there are."""
    return len(content) if isinstance(content, bytes) else content.size


def sha1_of(content: Content) -> str:
    """Give the SHA-1 of the bytes, as 40 hexadecimal digits."""
    return hashlib.sha1(content, usedforsecurity=False).hexdigest() if isinstance(content, bytes) else content.sha1


def opened(content: Content) -> BinaryIO:
    """Open the bytes for reading; nothing is copied."""
    return io.BytesIO(content) if isinstance(content, bytes) else content.open()


def head_of(content: Content, size: int) -> bytes:
    """Give the first ``size`` bytes, or all of them when there are fewer."""
    if isinstance(content, bytes):
        return content[:size]
    with content.open() as file:
        return file.read(size)


def pieces_of(content: Content, size: int = PIECE) -> Iterator[bytes]:
    """Give the bytes by pieces of at most ``size``."""
    with opened(content) as file:
        while piece := file.read(size):
            yield piece


def whole(content: Content) -> bytes:
    """Give all the bytes at once: for what cannot be read otherwise, and is known to be small enough."""
    return content if isinstance(content, bytes) else b"".join(pieces_of(content))
