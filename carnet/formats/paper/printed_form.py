"""A document of a record as it is printed: blocks of a paper, or nothing when its kind cannot be put on paper."""

from carnet.core.defects import Defect
from carnet.formats.cda.body import EmbeddedFile, StructuredBody, read_body
from carnet.formats.cda.html import render
from carnet.formats.media_types import CDA, IMAGES, PDF, TEXT, canonical
from carnet.formats.paper.blocks import Block, Text
from carnet.formats.paper.from_html import blocks_of_html
from carnet.formats.paper.pictures import NotPrintableError, pages_of_image, pages_of_pdf
from carnet.formats.sniffing import read_text

MOST_PAGES = 300
"""Of one document: a longer one is named as one that is not printed, never cut."""


def printed_form(content: bytes, media_type: str) -> tuple[Block, ...] | None:
    """Put a document on paper; None for what cannot be (DICOM, RTF, a broken file, more than 300 pages).

    ``content``: a document that was examined when it entered. A CDA of level 1 is printed by the file that it embeds; a
    structured one by its text, then the PDF attached to it. Nothing of a document is ever run: pages are pictures.
    """
    try:
        return _blocks(content, canonical(media_type))
    except NotPrintableError:
        return None


def _blocks(content: bytes, kind: str) -> tuple[Block, ...] | None:
    if kind == CDA:
        return _of_a_cda(content)
    if kind == PDF:
        return pages_of_pdf(content, most=MOST_PAGES)
    if kind in IMAGES:
        return pages_of_image(content, most=MOST_PAGES)
    if kind == TEXT:
        return tuple(Text(part.strip()) for part in read_text(content).split("\n\n") if part.strip())
    return None


def _of_a_cda(content: bytes) -> tuple[Block, ...] | None:
    body = read_body(content)
    if isinstance(body, EmbeddedFile):
        return _blocks(body.whole, canonical(body.media_type))
    written = render(content, heading_level=2)
    if isinstance(written, Defect):
        return None
    attached = body.attachments if isinstance(body, StructuredBody) else ()
    files = [one.file for one in attached if canonical(one.file.media_type) == PDF]
    pages = [page for file in files for page in pages_of_pdf(file.whole, most=MOST_PAGES)]
    return (*blocks_of_html(written), *pages)
