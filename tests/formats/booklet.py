"""PDFs of several pages for the tests, each page with its own words; and one that is a picture, without a word."""

import io

import pikepdf
from PIL import Image

from carnet.demo.documents.pdf import letter

LAST_WORDS = "Rééducation de l’épaule trois fois par semaine."


def booklet(pages: int) -> bytes:
    """A report of so many pages, each with its title; the last one says ``LAST_WORDS``."""
    with pikepdf.new() as bound:
        for number in range(1, pages + 1):
            words = LAST_WORDS if number == pages else "Rien à signaler."
            with pikepdf.open(io.BytesIO(letter(f"Feuillet {number}", (words,)))) as one:
                bound.pages.extend(one.pages)
        return _written(bound)


def scanned() -> bytes:
    """A page that somebody scanned: a picture alone."""
    written = io.BytesIO()
    Image.new("RGB", (300, 420), (250, 240, 200)).save(written, "PDF", resolution=72)
    return written.getvalue()


def _written(document: pikepdf.Pdf) -> bytes:
    written = io.BytesIO()
    document.save(written, deterministic_id=True)
    return written.getvalue()
