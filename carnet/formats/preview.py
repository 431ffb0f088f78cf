"""A document as a page can show it: safe HTML, pictures, or plain text. Nothing of it is ever run."""

import base64
import io
from dataclasses import dataclass
from itertools import islice
from typing import TypeAlias

import pypdfium2
from PIL import Image, ImageOps, ImageSequence

from carnet.core.defects import Defect
from carnet.formats.cda.body import EmbeddedFile, read_body
from carnet.formats.cda.html import render
from carnet.formats.content import UNREADABLE_IMAGE
from carnet.formats.dicom.scan import FROM_THE_START, Looking, ScanPreview, draw_scan
from carnet.formats.media_types import CDA, DICOM, IMAGES, PDF, TEXT, canonical
from carnet.formats.pdfium import opened_pdf
from carnet.formats.shades import in_256_shades
from carnet.formats.sniffing import read_text

MOST_PAGES = 8
"""How many pages are drawn at a time; the next ones are another page of ours, which is another reading."""

LARGEST_SHOWN = 20_000_000
"""Bytes of a document that a page shows: it holds the whole of it. What is larger is read by opening the file."""

WIDEST = 1240
"""Pixels: an A4 page at 150 dots an inch, sharp on a telephone and light enough to send."""

TALLEST = 16_000
"""Of a page of a PDF, which may be as long as its maker wants: what a picture of the web can hold (WebP: 16,383)."""


@dataclass(frozen=True, slots=True, repr=False)
class HtmlPreview:
    """A structured document, as safe HTML."""

    html: str

    def __repr__(self) -> str:
        """Hide the content."""
        return "HtmlPreview(…)"


@dataclass(frozen=True, slots=True, repr=False)
class PagesPreview:
    """Pictures of some pages, as ``data:`` URIs, with their text for those who do not see them.

    ``first``: the number of the first one, counted from 1; ``total``: how many pages the file has.
    """

    pages: tuple[str, ...]
    text: str
    first: int
    total: int

    def __repr__(self) -> str:
        """Hide the content."""
        return "PagesPreview(…)"


@dataclass(frozen=True, slots=True, repr=False)
class TextPreview:
    """Plain text."""

    text: str

    def __repr__(self) -> str:
        """Hide the content."""
        return "TextPreview(…)"


@dataclass(frozen=True, slots=True)
class NoPreview:
    """A kind of file that is not shown here: it can be downloaded."""


Preview: TypeAlias = HtmlPreview | PagesPreview | TextPreview | ScanPreview | NoPreview


def preview_of(file: EmbeddedFile, looking: Looking = FROM_THE_START) -> Preview:
    """Make a file showable: what ``embedded`` gives of a document that was examined when it entered.

    ``looking``: from which page or picture on, and how those of an X-ray are seen; it says nothing of a text. What
    cannot be shown gives ``NoPreview``, never an exception about content.
    """
    kind = canonical(file.media_type)
    if kind == CDA:
        html = render(file.whole, heading_level=2)
        return NoPreview() if isinstance(html, Defect) else HtmlPreview(html)
    if kind == PDF:
        return _pdf(file.whole, looking.first)
    if kind in IMAGES:
        return _picture(file.whole, looking.first)
    if kind == DICOM:
        return draw_scan(file.whole, looking) or NoPreview()
    if kind == TEXT:
        return TextPreview(read_text(file.whole))
    return NoPreview()


def embedded(content: bytes, media_type: str) -> EmbeddedFile:
    """Give the file that a person wants to keep: what a CDA of level 1 embeds, or the document itself."""
    if canonical(media_type) == CDA:
        body = read_body(content)
        if isinstance(body, EmbeddedFile):
            return body
    return EmbeddedFile(canonical(media_type), content)


def _pdf(content: bytes, wanted: int) -> Preview:
    try:
        with opened_pdf(content) as document:
            total = len(document)
            first = _within(wanted, total)
            pages, texts = [], []
            for number in range(first - 1, min(total, first - 1 + MOST_PAGES)):
                page = document[number]
                scale = min(WIDEST / max(page.get_width(), 1), TALLEST / max(page.get_height(), 1), 4)
                pages.append(_data_uri(page.render(scale=scale).to_pil()))
                texts.append(page.get_textpage().get_text_bounded())
    except pypdfium2.PdfiumError:
        return NoPreview()
    return PagesPreview(tuple(pages), "\n".join(texts).strip(), first, total)


def _picture(content: bytes, wanted: int) -> Preview:
    """Show a photo upright, and some pages of what was scanned."""
    pages = []
    try:
        with Image.open(io.BytesIO(content)) as image:
            total = getattr(image, "n_frames", 1)
            first = _within(wanted, total)
            for frame in islice(ImageSequence.Iterator(image), first - 1, first - 1 + MOST_PAGES):
                shown = in_256_shades(ImageOps.exif_transpose(frame)).convert("RGB")
                shown.thumbnail((WIDEST, WIDEST * 2))
                pages.append(_data_uri(shown))
    except UNREADABLE_IMAGE:
        return NoPreview()
    return PagesPreview(tuple(pages), "", first, total)


def _within(wanted: int, total: int) -> int:
    """Give the number of a page that the file has: a number past the end gives the last one."""
    return max(1, min(wanted, total))


def _data_uri(image: Image.Image) -> str:
    written = io.BytesIO()
    image.convert("RGB").save(written, "WEBP", quality=82)
    return f"data:image/webp;base64,{base64.b64encode(written.getvalue()).decode('ascii')}"
