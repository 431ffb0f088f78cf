"""Takes the long ``data`` out of a JSON body while it comes in: all other bytes are left as they are, faults included.

No reader of JSON that we know of gives a string by pieces (docs/dependencies.md). This one knows nothing of JSON but
where strings begin and end, and which of them follows the key ``data``: whether it is JSON at all is judged afterwards,
on what is left, by the reader of every other body.
"""

import json
import re
from typing import Final

from carnet.formats.fhir.large_data import DataText, LargeData

_TEXT: Final = re.compile(rb'(?:[^"\\]++|\\.)*+', re.DOTALL)
"""Text of a string, up to its end, to the end of the piece, or to an escape that the piece cuts in two."""
_SOUND: Final = re.compile(rb"(?:[^\\]++|\\[^u]|\\u[0-9A-Fa-f]{4})*+", re.DOTALL)
_CONTROL: Final = re.compile(rb"[\x00-\x1f]")
_LONGEST_KEY: Final = 32
"""Of those that mean ``data``: each letter may be written as an escape of six."""
_MALFORMED: Final = b"\x00"
"""What no string of JSON holds: the reader of the body stops there."""


class JsonScanner:
    """Keeps the promise of ``BodyScanner`` for JSON. ``data``: takes the texts."""

    def __init__(self, data: LargeData) -> None:
        self._data = data
        self._held = b""
        self._in_string = False
        self._is_data = False
        self._is_malformed = False
        self._value = DataText(data, self._take_out)
        self._key = b""
        self._escape = b""
        self._last = b""
        self._between = b""

    def feed(self, piece: bytes) -> bytes:
        """Take a piece, as ``BodyScanner.feed`` says."""
        buffer, self._held = self._held + piece, b""
        left, at = bytearray(), 0
        while at < len(buffer):
            if self._in_string:
                end = self._end_of_text(buffer, at)
                self._take(buffer[at:end], left)
                if buffer[end : end + 1] != b'"':
                    self._held = buffer[end:]
                    break
                self._close(left)
                left += b'"'
            else:
                end = buffer.find(b'"', at)
                between = buffer[at:] if end < 0 else buffer[at:end]
                left += between
                self._between = (self._between + between.strip())[:2]
                if end < 0:
                    break
                left += b'"'
                self._open()
            at = end + 1
        return bytes(left)

    def finish(self) -> bytes:
        """End, as ``BodyScanner.finish`` says."""
        left = bytearray()
        if self._in_string:
            self._close(left)
        return bytes(left) + self._held

    def _end_of_text(self, buffer: bytes, at: int) -> int:
        found = _TEXT.match(buffer, at)
        return found.end() if found else at

    def _open(self) -> None:
        self._in_string = True
        self._is_data = self._last == b"data" and self._between == b":"
        self._is_malformed = False
        self._value.begin()
        self._key = b""
        self._escape = b""

    def _take(self, text: bytes, left: bytearray) -> None:
        if self._is_data:
            self._value.take(text)
        else:
            left += text
            self._key += text[: _LONGEST_KEY + 1 - len(self._key)]

    def _take_out(self, text: bytes) -> None:
        text, self._escape = self._escape + text, b""
        if b"\\" in text:
            sound = _SOUND.match(text)
            end = sound.end() if sound else 0
            resolved, self._escape = _unescaped(text[:end]), text[end:]
            self._is_malformed = self._is_malformed or resolved is None or len(self._escape) >= len("\\u0000")
            text = resolved or b""
        elif _CONTROL.search(text):
            self._is_malformed = True
        if not self._is_malformed:
            self._data.take(text)

    def _close(self, left: bytearray) -> None:
        self._in_string = False
        if self._is_data:
            left += self._value.end(malformed=_MALFORMED if self._is_malformed or self._escape else None)
        is_escaped = b"\\" in self._key and len(self._key) <= _LONGEST_KEY
        self._last = (_unescaped(self._key) or b"") if is_escaped else self._key
        self._between = b""


def _unescaped(text: bytes) -> bytes | None:
    """Resolve the escapes of a piece of a string; nothing when it is no such piece."""
    try:
        resolved: str = json.loads(b'"' + text + b'"')
        return resolved.encode()
    except ValueError:
        return None
