"""Takes the long ``data`` out of an XML body while it comes in: all other bytes are left as they are, faults included.

In FHIR's XML a value is an attribute, which no parser gives by pieces. This one knows nothing of XML but where tags,
attributes, comments and the like begin and end: whether it is XML at all is judged afterwards, on what is left.
"""

import re
from enum import Enum, auto
from typing import Final

from carnet.formats.fhir.large_data import DataText, LargeData

_NAME: Final = re.compile(rb"/?(?:[^\s/>\"'=<:]*:)?([^\s/>\"'=<:]*)")
_ATTRIBUTE: Final = re.compile(rb"([^\s/>\"'=<]+)\s*=\s*\Z")
_QUOTE_OR_END: Final = re.compile(rb"[\"'>]")
_REFERENCE: Final = re.compile(rb"&(?:#([0-9]{1,7})|#x([0-9A-Fa-f]{1,6})|(amp|lt|gt|quot|apos));")
_NAMED: Final = {b"amp": b"&", b"lt": b"<", b"gt": b">", b"quot": b'"', b"apos": b"'"}
_LONGEST_REFERENCE: Final = 12
_LONGEST_NAME: Final = 256
"""Characters of a tag that are kept to know its name and that of its attribute; those that we look for have ten."""
_OPENINGS: Final = ((b"<!--", b"-->"), (b"<![CDATA[", b"]]>"), (b"<?", b"?>"))
_LONGEST_OPENING: Final = 9
_MALFORMED: Final = b"<"
"""What no attribute holds: the reader of the body stops there."""


class _Place(Enum):
    TEXT = auto()
    SKIPPED = auto()
    """A comment, a processing instruction, a CDATA section."""
    TAG = auto()
    VALUE = auto()
    REST = auto()
    """A DOCTYPE, which is refused: what follows is nobody's business."""


class XmlScanner:
    """Keeps the promise of ``BodyScanner`` for XML in UTF-8. ``data``: takes the texts."""

    def __init__(self, data: LargeData) -> None:
        self._data = data
        self._held = b""
        self._place = _Place.TEXT
        self._ending = b""
        self._element = b""
        self._tag = b""
        self._quote = b""
        self._is_data = False
        self._is_malformed = False
        self._value = DataText(data, self._take_out)
        self._reference = b""

    def feed(self, piece: bytes) -> bytes:
        """Take a piece, as ``BodyScanner.feed`` says."""
        buffer, self._held = self._held + piece, b""
        left, at = bytearray(), 0
        steps = {
            _Place.TEXT: self._text_step,
            _Place.SKIPPED: self._skipped_step,
            _Place.TAG: self._tag_step,
            _Place.VALUE: self._value_step,
        }
        while at < len(buffer) and not self._held:
            if self._place is _Place.REST:
                left += buffer[at:]
                break
            at = steps[self._place](buffer, at, left)
        return bytes(left)

    def finish(self) -> bytes:
        """End, as ``BodyScanner.finish`` says."""
        left = bytearray()
        if self._place is _Place.VALUE:
            self._close_value(left)
        return bytes(left) + self._held

    def _text_step(self, buffer: bytes, at: int, left: bytearray) -> int:
        start = buffer.find(b"<", at)
        if start < 0:
            left += buffer[at:]
            return len(buffer)
        left += buffer[at:start]
        if len(buffer) - start < _LONGEST_OPENING and b">" not in buffer[start:]:
            self._held = buffer[start:]
            return start
        for opening, ending in _OPENINGS:
            if buffer.startswith(opening, start):
                left += opening
                self._place, self._ending = _Place.SKIPPED, ending
                return start + len(opening)
        if buffer.startswith(b"<!", start):
            self._place = _Place.REST
            return start
        left += b"<"
        self._place, self._element, self._tag = _Place.TAG, b"", b""
        return start + 1

    def _skipped_step(self, buffer: bytes, at: int, left: bytearray) -> int:
        end = buffer.find(self._ending, at)
        if end < 0:
            kept = max(at, len(buffer) - len(self._ending) + 1)
            left += buffer[at:kept]
            self._held = buffer[kept:]
            return kept
        left += buffer[at : end + len(self._ending)]
        self._place = _Place.TEXT
        return end + len(self._ending)

    def _tag_step(self, buffer: bytes, at: int, left: bytearray) -> int:
        found = _QUOTE_OR_END.search(buffer, at)
        end = found.start() if found else len(buffer)
        left += buffer[at:end]
        # The name stands at the beginning of a tag, that of an attribute at the end of what is before its value.
        if not self._element:
            self._tag += buffer[at:end][:_LONGEST_NAME]
            if found or len(self._tag) >= _LONGEST_NAME:
                name = _NAME.match(self._tag)
                self._element = (name[1] if name else b"") or b"?"
        else:
            self._tag = (self._tag + buffer[at:end])[-_LONGEST_NAME:]
        if found is None:
            return end
        left += found[0]
        if found[0] == b">":
            self._place = _Place.TEXT
        else:
            attribute = _ATTRIBUTE.search(self._tag)
            self._quote, self._place = found[0], _Place.VALUE
            self._is_data = self._element == b"data" and attribute is not None and attribute[1] == b"value"
            self._is_malformed = False
            self._value.begin()
            self._reference = b""
        return end + 1

    def _value_step(self, buffer: bytes, at: int, left: bytearray) -> int:
        end = buffer.find(self._quote, at)
        text = buffer[at:] if end < 0 else buffer[at:end]
        if self._is_data:
            self._value.take(text)
        else:
            left += text
        if end < 0:
            return len(buffer)
        self._close_value(left)
        left += self._quote
        self._place, self._tag = _Place.TAG, b""
        return end + 1

    def _take_out(self, text: bytes) -> None:
        text, self._reference = self._reference + text, b""
        if b"<" in text:
            self._is_malformed = True
        if b"&" in text:
            last = text.rfind(b"&")
            if len(text) - last < _LONGEST_REFERENCE and b";" not in text[last:]:
                text, self._reference = text[:last], text[last:]
            self._is_malformed = self._is_malformed or b"&" in _REFERENCE.sub(b"", text)
            text = _REFERENCE.sub(_resolved, text)
        if not self._is_malformed:
            self._data.take(text)

    def _close_value(self, left: bytearray) -> None:
        if self._is_data:
            left += self._value.end(malformed=_MALFORMED if self._is_malformed or self._reference else None)


def _resolved(reference: re.Match[bytes]) -> bytes:
    """Give the character that a reference stands for; one that no base64 has when it stands for none."""
    if reference[3]:
        return _NAMED[reference[3]]
    number = int(reference[1]) if reference[1] else int(reference[2], 16)
    return bytes([number]) if number < 128 else b"?"
