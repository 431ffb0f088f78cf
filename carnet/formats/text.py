"""What a document says, line by line, so that it can be searched; nothing of it is interpreted or run."""

import re

import pypdfium2

from carnet.core.documents.content import Content, size_of, whole
from carnet.formats.cda.body import EmbeddedFile, read_body
from carnet.formats.cda.sections import read_lines
from carnet.formats.media_types import CDA, PDF, RTF, TEXT, canonical
from carnet.formats.rtf_text import read_rtf

LARGEST_READ = 20_000_000
"""Bytes: a text holds a thousandth of it; what is larger is pictures, found by its title and its author."""

MOST_PAGES = 200
MOST_LETTERS = 400_000
"""A hundred pages of text; what comes after is not searched."""

_ENDS = re.compile(r"[.:;!?]$")


def lines_of(content: Content, media_type: str) -> tuple[str, ...]:
    """Give the lines that a document says: nothing for pictures, and for what cannot be read as text.

    ``content``: a document that was examined as it came in. A CDA of level 1 says what its file says. A line of a PDF
    that goes on in the next one is made whole again.
    """
    if size_of(content) > LARGEST_READ:
        return ()
    return _cut(_lines(whole(content), canonical(media_type)))


def _lines(content: bytes, kind: str) -> tuple[str, ...]:
    if kind == CDA:
        body = read_body(content)
        if isinstance(body, EmbeddedFile):
            return _lines(body.whole, canonical(body.media_type)) if canonical(body.media_type) != CDA else ()
        return read_lines(content)
    if kind == PDF:
        return _joined(_pdf(content))
    if kind == RTF:
        return _split(read_rtf(content))
    return _split(content.decode("utf-8", "replace")) if kind == TEXT else ()


def _pdf(content: bytes) -> tuple[str, ...]:
    lines: list[str] = []
    try:
        with pypdfium2.PdfDocument(content) as document:
            for number in range(min(len(document), MOST_PAGES)):
                lines += _split(document[number].get_textpage().get_text_bounded())
    except pypdfium2.PdfiumError:
        return tuple(lines)
    return tuple(lines)


def _split(text: str) -> tuple[str, ...]:
    return tuple(line for one in text.splitlines() if (line := " ".join(one.split())))


def _joined(lines: tuple[str, ...]) -> tuple[str, ...]:
    made: list[str] = []
    for line in lines:
        if made and line[0].islower() and not _ENDS.search(made[-1]):
            made[-1] += f" {line}"
        else:
            made.append(line)
    return tuple(made)


def _cut(lines: tuple[str, ...]) -> tuple[str, ...]:
    """Keep the lines that hold within ``MOST_LETTERS``, without what no database and no page can hold."""
    kept, letters = [], 0
    for line in lines:
        letters += len(line)
        if letters > MOST_LETTERS:
            break
        kept.append(line.replace("\0", ""))
    return tuple(kept)
