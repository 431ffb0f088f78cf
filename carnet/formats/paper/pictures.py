"""Pictures for papers: pages of a PDF and images, as JPEG that a printer renders well."""

import io
from collections.abc import Iterator

import pypdfium2
from PIL import Image, ImageSequence

from carnet.formats.content import UNREADABLE_IMAGE
from carnet.formats.paper.blocks import Picture
from carnet.formats.pdfium import opened_pdf
from carnet.formats.shades import in_256_shades

DOTS_AN_INCH = 200
LONGEST_SIDE = 2339
"""Dots: an A4 page at 200 dots an inch."""
LONGEST_WORDS = 4000
"""Characters of the words of a page, for who has it read aloud."""
_POINTS_AN_INCH = 72


class NotPrintableError(ValueError):
    """A file that cannot be drawn, though it was taken once."""


def picture_of(image: Image.Image, says: str, *, fills_the_page: bool = False) -> Picture:
    """Give an image as it is printed: on white, no larger than a page needs. ``says``: what it is, or its words."""
    shown = in_256_shades(image).convert("RGBA")
    shown.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    page = Image.new("RGB", shown.size, "white")
    page.paste(shown, mask=shown.getchannel("A"))
    written = io.BytesIO()
    page.save(written, "JPEG", quality=82)
    return Picture(written.getvalue(), page.size, says, fills_the_page)


def pages_of_pdf(content: bytes, *, most: int) -> tuple[Picture, ...]:
    """Draw every page of a PDF. Raises ``NotPrintableError`` when it cannot be, or has more than ``most`` pages."""
    try:
        with opened_pdf(content) as document:
            if len(document) > most:
                raise NotPrintableError
            return tuple(_page(document, number) for number in range(len(document)))
    except pypdfium2.PdfiumError:
        raise NotPrintableError from None


def pages_of_image(content: bytes, *, most: int) -> tuple[Picture, ...]:
    """Draw every page of an image; a TIFF may have several. Raises ``NotPrintableError`` as ``pages_of_pdf`` does."""
    try:
        with Image.open(io.BytesIO(content)) as image:
            if getattr(image, "n_frames", 1) > most:
                raise NotPrintableError
            return tuple(_frames(image))
    except UNREADABLE_IMAGE:
        raise NotPrintableError from None


def _frames(image: Image.Image) -> Iterator[Picture]:
    for number, frame in enumerate(ImageSequence.Iterator(image)):
        yield picture_of(frame, f"Image, page {number + 1}", fills_the_page=number > 0)


def _page(document: pypdfium2.PdfDocument, number: int) -> Picture:
    page = document[number]
    longest = max(page.get_width(), page.get_height(), 1)
    drawn = page.render(scale=min(DOTS_AN_INCH / _POINTS_AN_INCH, LONGEST_SIDE / longest)).to_pil()
    words = page.get_textpage().get_text_bounded().strip()[:LONGEST_WORDS]
    return picture_of(drawn, words or f"Page {number + 1} de ce document", fills_the_page=number > 0)
