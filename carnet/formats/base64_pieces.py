"""Base64 read and written as it comes, by pieces cut anywhere: for files that are too large to be held as text."""

import base64
import binascii
from collections.abc import Iterable, Iterator

_BLANKS = b" \t\r\n"


def in_base64(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Write bytes in base64 as they come; put together, what it gives is one text."""
    rest = b""
    for piece in pieces:
        waiting = rest + piece
        whole = len(waiting) - len(waiting) % 3
        rest = waiting[whole:]
        yield base64.b64encode(waiting[:whole])
    if rest:
        yield base64.b64encode(rest)


class Base64Decoder:
    """Decodes one text in standard base64 with its padding (RFC 4648 section 4); blanks may stand anywhere in it."""

    def __init__(self) -> None:
        self._rest = b""
        self._is_padded = False
        self._is_broken = False

    def decode(self, text: bytes) -> bytes:
        """Give the bytes that are known so far; none any more once the text has proved to be something else."""
        written = self._rest + text.translate(None, _BLANKS)
        whole = len(written) - len(written) % 4
        block, self._rest = written[:whole], written[whole:]
        if not block or self._is_broken:
            return b""
        try:
            decoded = binascii.a2b_base64(block, strict_mode=True)
        except binascii.Error:
            self._is_broken = True
            return b""
        self._is_broken = self._is_padded
        self._is_padded = block.endswith(b"=")
        return b"" if self._is_broken else decoded

    def spoil(self) -> None:
        """Note that the text holds what no base64 has."""
        self._is_broken = True

    @property
    def is_whole(self) -> bool:
        """Whether what was decoded so far, and nothing else, makes a sound text."""
        return not self._is_broken and not self._rest
