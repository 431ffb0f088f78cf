"""The documents that stand in a body as base64, taken out of it while it comes in: what is left fits into memory."""

import base64
from collections.abc import Callable, Mapping
from typing import Final, Protocol

from carnet.core.documents.content import Content, ContentWriter, LargeContent
from carnet.formats.base64_pieces import Base64Decoder

LONG: Final = 256 * 1024
"""Characters of a ``data`` that are left where they stand, as long as there are not ``MOST_LEFT`` of them in all."""
MOST_LEFT: Final = 2 * 1024 * 1024
SHORT: Final = 4096
"""Characters of a ``data`` that are left where they stand whatever there is before."""

BROKEN: Final = b"!"
"""What stands in the place of a text that is no base64: the validator tells of it as of any other."""


class BodyScanner(Protocol):
    """Reads a body that comes by pieces, cut anywhere, and gives it back without its long ``data``."""

    def feed(self, piece: bytes) -> bytes:
        """Take a piece; give what is known to be left of the body so far, and was not given before."""
        ...

    def finish(self) -> bytes:
        """Give what is left at the end of the body. What was not closed stays so: the reader of the body says so."""
        ...


class LargeData:
    """What was taken out of one body. Each text is replaced by one that nobody could have written.

    ``begin``: begins a content. ``draw``: gives that many random bytes; it is asked only when something is taken out.
    """

    def __init__(self, begin: Callable[[], ContentWriter], draw: Callable[[int], bytes]) -> None:
        self.contents: dict[str, LargeContent] = {}
        self._begin = begin
        self._draw = draw
        self._left = 0
        self._decoder = Base64Decoder()
        self._writer: ContentWriter | None = None

    def is_long(self, size: int) -> bool:
        """Whether a text of so many characters, so far, is to be taken out."""
        return size > (LONG if self._left + size <= MOST_LEFT else SHORT)

    def leave(self, size: int) -> None:
        """Note that a text of that size was left where it stands."""
        self._left += size

    def begin(self) -> None:
        """Begin to take a text out."""
        self._decoder, self._writer = Base64Decoder(), self._begin()

    def take(self, text: bytes) -> None:
        """Take a piece of it, its escapes resolved."""
        if self._writer is not None:
            self._writer.write(self._decoder.decode(text))

    def end(self) -> bytes:
        """End it; give what stands for it in the body."""
        if self._writer is None or not self._decoder.is_whole:
            return BROKEN
        stands_for = base64.b64encode(self._draw(18))
        self.contents[stands_for.decode("ascii")] = self._writer.finish()
        return stands_for


class DataText:
    """A ``data`` while it comes: left where it stands, until it is long.

    ``take_out``: takes its text from the beginning on, once it is; it resolves escapes, and gives ``data`` the rest.
    """

    def __init__(self, data: LargeData, take_out: Callable[[bytes], None]) -> None:
        self._data = data
        self._take_out = take_out
        self._is_long = False
        self._text = bytearray()

    def begin(self) -> None:
        """Begin with nothing."""
        self._is_long = False
        self._text.clear()

    def take(self, text: bytes) -> None:
        """Take a piece of it."""
        if self._is_long:
            self._take_out(text)
            return
        self._text += text
        if self._data.is_long(len(self._text)):
            self._is_long = True
            self._data.begin()
            self._take_out(bytes(self._text))
            self._text.clear()

    def end(self, *, malformed: bytes | None) -> bytes:
        """End it; give what stands in the body. ``malformed``: what stands for one that no reader can read."""
        if self._is_long:
            stands_for = self._data.end()
            return stands_for if malformed is None else malformed
        self._data.leave(len(self._text))
        return bytes(self._text)


def content_of(written: str, contents: Mapping[str, LargeContent]) -> Content:
    """Give the bytes that a ``data`` of a valid resource means. ``contents``: those that were taken out of its body."""
    return contents[written] if written in contents else base64.b64decode(written)
