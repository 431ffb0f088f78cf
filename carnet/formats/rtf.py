"""Whether an RTF is one, whole, and carries no object, program, macro or call to another file."""

import re
from collections.abc import Iterator

from carnet.core.defects import Defect
from carnet.core.documents.content import Content, pieces_of

MAX_DEPTH = 200

# A control word with its number, an escaped byte, a control symbol, a brace; what lies between is text.
_TOKEN = re.compile(rb"\\([A-Za-z]{1,64})(-?\d{1,10})? ?|\\'([0-9A-Fa-f]{2})|\\([^A-Za-z])|[{}]")
_LONGEST_TOKEN = 128
"""A control word of 64 letters, its number, the blank after it: 77."""
_BLANK = b"\x00\r\n\t "

_OBJECT = re.compile(rb"obj[a-z]*")
"""\\object and its family: \\objdata, \\objemb, \\objocx, \\objupdate, \\objlink…"""
_CALLS = frozenset({b"ddetopic", b"ddeitem", b"subdocument", b"nextfile"})

_WATCHED = {
    b"fldinst": re.compile(
        rb"\b(DDEAUTO|DDE|INCLUDETEXT|INCLUDEPICTURE|INCLUDE|IMPORT|LINK|EMBED|MACROBUTTON|DATABASE)\b", re.IGNORECASE
    ),
    b"template": re.compile(rb"[a-z]{2,}:|//|\\\\", re.IGNORECASE),
}
"""Destinations whose text is a program or an address, and what must not stand there."""

_SAID = {
    "rtf-broken": ("The RTF is damaged or cut short.", "Save it again from a word processor."),
    "rtf-object": ("An object (another file, a program, a form) is embedded in the RTF.", "Send it as a PDF/A."),
    "rtf-external-content": ("The RTF calls another file or program.", "Send it as a PDF/A."),
    "rtf-raw-binary": ("The RTF contains raw binary, which may hide anything.", "Save its pictures as text (hex)."),
}


def examine_rtf(content: Content, where: str) -> tuple[Defect, ...]:
    """Examine an RTF.

    ``where``: its place in what was sent, for the defects. Returns a defect for each thing that must not be: braces
    that do not match, embedded objects, raw binary (which no reader of words can follow), calls to other files or
    programs (remote templates, DDE, INCLUDE fields). Source: product.md « Documents » (active content refused); RTF
    1.9.1 for the words.
    """
    return tuple(Defect(code, where, *_SAID[code]) for code in sorted(set(_Walk(content).faults())))


def _tokens(content: Content) -> Iterator[tuple[bytes, re.Match[bytes] | None]]:
    """Give each token with the text before it; text alone where a piece of the file ends in text."""
    waiting = b""
    for piece, is_last in _with_last(pieces_of(content)):
        window, end = waiting + piece, 0
        # A token that begins so near the end may go on in the next piece.
        sure = len(window) if is_last else max(len(window) - _LONGEST_TOKEN, 0)
        for token in _TOKEN.finditer(window):
            if token.start() >= sure:
                break
            yield window[end : token.start()], token
            end = token.end()
        if end < sure:
            yield window[end:sure], None
            end = sure
        waiting = window[end:]


def _with_last(pieces: Iterator[bytes]) -> Iterator[tuple[bytes, bool]]:
    before = next(pieces, b"")
    for piece in pieces:
        yield before, False
        before = piece
    yield before, True


class _Walk:
    """One walk through the words of a file; the text of the watched destinations is gathered on the way."""

    def __init__(self, content: Content) -> None:
        self.content = content
        self.depth = 0
        self.watched: list[tuple[bytes, int, bytearray]] = []

    def faults(self) -> Iterator[str]:
        """The codes of what must not be, in the order in which they are met."""
        for between, token in _tokens(self.content):
            if self.depth == 0 and between.strip(_BLANK):
                yield "rtf-broken"
                return
            self._gather(between)
            if token is None:
                continue
            if token[0] == b"{":
                self.depth += 1
            elif token[0] == b"}":
                yield from self._close()
            elif token[1]:
                yield from self._word(token[1].lower(), token[2])
            else:
                self._gather(bytes.fromhex(token[3].decode()) if token[3] else token[4])
            if not 0 <= self.depth <= MAX_DEPTH:
                yield "rtf-broken"
                return
        if self.depth:
            yield "rtf-broken"

    def _word(self, word: bytes, number: bytes | None) -> Iterator[str]:
        if _OBJECT.fullmatch(word):
            yield "rtf-object"
        elif word in _CALLS:
            yield "rtf-external-content"
        elif word == b"bin":
            yield "rtf-raw-binary"
        elif word in _WATCHED:
            self.watched.append((word, self.depth, bytearray()))
        elif word == b"u" and number:
            self._gather(chr(int(number) % 0x10000).encode("utf-8", "replace"))

    def _gather(self, text: bytes) -> None:
        for _, _, gathered in self.watched:
            gathered += text

    def _close(self) -> Iterator[str]:
        while self.watched and self.watched[-1][1] >= self.depth:
            word, _, gathered = self.watched.pop()
            if _WATCHED[word].search(gathered):
                yield "rtf-external-content"
        self.depth -= 1
