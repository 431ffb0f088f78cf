"""What an RTF says, as plain text: its words alone, without fonts, colours, pictures or any instruction."""

import re

_TOKEN = re.compile(rb"\\([A-Za-z]{1,64})(-?\d{1,10})? ?|\\'([0-9A-Fa-f]{2})|\\([^A-Za-z])|([{}])|([^\\{}\r\n]+)")

_SILENT = frozenset(
    {
        b"fonttbl",
        b"colortbl",
        b"stylesheet",
        b"info",
        b"pict",
        b"fldinst",
        b"listtable",
        b"listoverridetable",
        b"themedata",
    }
)
"""Destinations whose text is no part of what is read (RTF 1.9.1, « Destinations »)."""

_BREAKS = {b"par": "\n", b"line": "\n", b"row": "\n", b"sect": "\n", b"page": "\n", b"tab": " ", b"cell": " "}
_LETTERS = {b"emdash": "–", b"endash": "–", b"lquote": "‘", b"rquote": "’", b"ldblquote": "“", b"rdblquote": "”"}


def read_rtf(content: bytes) -> str:
    """Give the text of an RTF that was examined when it entered. What stands in no known character set is left out."""
    written: list[str] = []
    groups: list[bool] = [False]
    skipped = 0
    for token in _TOKEN.finditer(content):
        word, number, escaped, symbol, brace, text = token.groups()
        if brace == b"{":
            groups.append(groups[-1])
        elif brace == b"}":
            groups[-1:] = [] if len(groups) > 1 else groups[-1:]
        elif symbol == b"*" or word in _SILENT:
            groups[-1] = True
        elif groups[-1]:
            continue
        elif word == b"u" and number:
            written.append(_letter(int(number) % 0x10000))
            skipped = 1  # the letter that readers without Unicode show instead
        elif word:
            written.append(_BREAKS.get(word) or _LETTERS.get(word, ""))
        else:
            said = _plain(escaped, symbol, text)
            written.append(said[skipped:])
            skipped = max(skipped - len(said), 0)
    return "".join(written)


def _plain(escaped: bytes | None, symbol: bytes | None, text: bytes | None) -> str:
    if escaped:
        return bytes.fromhex(escaped.decode("ascii")).decode("cp1252", "ignore")
    if symbol:
        return {b"~": " ", b"_": "-", b"\\": "\\", b"{": "{", b"}": "}"}.get(symbol, "")
    return (text or b"").decode("cp1252", "ignore")


def _letter(code: int) -> str:
    return "" if 0xD800 <= code <= 0xDFFF else chr(code)
