"""A document as a page can show it: safe HTML, pictures of its pages, or plain text. Nothing of it is ever run."""

import base64
import io
from dataclasses import dataclass
from typing import TypeAlias

import pypdfium2
from PIL import Image

from carnet.core.defects import Defect
from carnet.formats.cda.body import EmbeddedFile, read_body
from carnet.formats.cda.html import render
from carnet.formats.media_types import CDA, IMAGES, PDF, TEXT, canonical

MOST_PAGES = 8
"""How many pages are drawn; the rest is read by opening the file."""

LARGEST_SHOWN = 20_000_000
"""Bytes of a document that a page shows: it holds the whole of it. What is larger is read by opening the file."""

WIDEST = 1240
"""Pixels: an A4 page at 150 dots an inch, sharp on a telephone and light enough to send."""


@dataclass(frozen=True, slots=True, repr=False)
class HtmlPreview:
    """A structured document, as safe HTML."""

    html: str

    def __repr__(self) -> str:
        """Hide the content."""
        return "HtmlPreview(…)"


@dataclass(frozen=True, slots=True, repr=False)
class PagesPreview:
    """Pictures of the first pages, as ``data:`` URIs, with their text for those who do not see them.

    ``total``: how many pages the file has.
    """

    pages: tuple[str, ...]
    text: str
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


Preview: TypeAlias = HtmlPreview | PagesPreview | TextPreview | NoPreview


def preview(content: bytes, media_type: str) -> Preview:
    """Make a document showable.

    ``content``: a document that was examined when it entered. A CDA of level 1 is shown by the file that it embeds.
    What cannot be shown gives ``NoPreview``, never an exception about content.
    """
    kind = canonical(media_type)
    if kind == CDA:
        body = read_body(content)
        if isinstance(body, EmbeddedFile):
            return preview(body.whole, body.media_type)
        html = render(content, heading_level=2)
        return NoPreview() if isinstance(html, Defect) else HtmlPreview(html)
    if kind == PDF:
        return _pdf(content)
    if kind in IMAGES:
        return _picture(content)
    if kind == TEXT:
        return TextPreview(content.decode("utf-8", "replace"))
    return NoPreview()


def embedded(content: bytes, media_type: str) -> EmbeddedFile:
    """Give the file that a person wants to keep: what a CDA of level 1 embeds, or the document itself."""
    if canonical(media_type) == CDA:
        body = read_body(content)
        if isinstance(body, EmbeddedFile):
            return body
    return EmbeddedFile(canonical(media_type), content)


def _pdf(content: bytes) -> Preview:
    try:
        with pypdfium2.PdfDocument(content) as document:
            total = len(document)
            pages, texts = [], []
            for number in range(min(total, MOST_PAGES)):
                page = document[number]
                scale = WIDEST / max(page.get_width(), 1)
                pages.append(_data_uri(page.render(scale=min(scale, 4)).to_pil()))
                texts.append(page.get_textpage().get_text_bounded())
    except pypdfium2.PdfiumError:
        return NoPreview()
    return PagesPreview(tuple(pages), "\n".join(texts).strip(), total)


def _picture(content: bytes) -> Preview:
    try:
        with Image.open(io.BytesIO(content)) as image:
            shown = image.convert("RGB")
    except OSError:
        return NoPreview()
    shown.thumbnail((WIDEST, WIDEST * 2))
    return PagesPreview((_data_uri(shown),), "", 1)


def _data_uri(image: Image.Image) -> str:
    written = io.BytesIO()
    image.convert("RGB").save(written, "WEBP", quality=82)
    return f"data:image/webp;base64,{base64.b64encode(written.getvalue()).decode('ascii')}"
