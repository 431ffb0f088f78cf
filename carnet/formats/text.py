"""What a document says, line by line, so that it can be searched; nothing of it is interpreted or run."""

from collections.abc import Iterable, Iterator

import pypdfium2

from carnet.core.documents.content import Content, size_of, whole
from carnet.formats.cda.body import EmbeddedFile, read_body
from carnet.formats.cda.sections import read_lines
from carnet.formats.media_types import CDA, PDF, RTF, TEXT, canonical
from carnet.formats.pdfium import opened_pdf
from carnet.formats.rtf_text import read_rtf
from carnet.formats.sniffing import read_text

LARGEST_READ = 20_000_000
"""Bytes: a text holds a thousandth of it; what is larger is pictures, found by its title and its author."""

MOST_PAGES = 200
MOST_LETTERS = 400_000
"""A hundred pages of text; what comes after is not searched."""

_ENDS = (".", ":", ";", "!", "?")


def lines_of(content: Content, media_type: str) -> tuple[str, ...]:
    """Give the lines that a document says: nothing for pictures, and for what cannot be read as text.

    ``content``: a document that was examined as it came in. A CDA of level 1 says what its file says. A line of a PDF
    that goes on in the next one is made whole again.
    """
    if size_of(content) > LARGEST_READ:
        return ()
    return tuple(_cut(_lines(whole(content), canonical(media_type))))


def _lines(content: bytes, kind: str) -> Iterable[str]:
    if kind == CDA:
        body = read_body(content)
        if isinstance(body, EmbeddedFile):
            return _lines(body.whole, canonical(body.media_type)) if canonical(body.media_type) != CDA else ()
        return read_lines(content)
    if kind == PDF:
        return _joined(_cut(_pdf(content)))
    if kind == RTF:
        return _split(read_rtf(content))
    return _split(read_text(content)) if kind == TEXT else ()


def _pdf(content: bytes) -> list[str]:
    """Give the lines of a PDF, as far as it can be read: no page is that comes after what is searched."""
    lines: list[str] = []
    letters = 0
    try:
        with opened_pdf(content) as document:
            for number in range(min(len(document), MOST_PAGES)):
                text = document[number].get_textpage().get_text_bounded()[:MOST_LETTERS]
                lines += _split(text)
                letters += len(text)
                if letters >= MOST_LETTERS:
                    break
    except pypdfium2.PdfiumError:
        return lines
    return lines


def _split(text: str) -> Iterator[str]:
    return (line for one in text.splitlines() if (line := " ".join(one.split())))


def _joined(lines: Iterable[str]) -> Iterator[str]:
    parts: list[str] = []
    for line in lines:
        if parts and line[0].islower() and not parts[-1].endswith(_ENDS):
            parts.append(line)
            continue
        if parts:
            yield " ".join(parts)
        parts = [line]
    if parts:
        yield " ".join(parts)


def _cut(lines: Iterable[str]) -> Iterator[str]:
    """Keep ``MOST_LETTERS`` of the lines, without what no database and no page can hold."""
    left = MOST_LETTERS
    for line in lines:
        if left <= 0:
            return
        if kept := line[:left].replace("\0", ""):
            yield kept
        left -= len(line)
