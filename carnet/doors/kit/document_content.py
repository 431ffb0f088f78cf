"""A document in a page: its text, its pages or its pictures, and the file that a person reads and keeps."""

from dataclasses import dataclass

from django.http import QueryDict

from carnet.doors.kit.attachment import EXTENSIONS, weigh
from carnet.doors.kit.document_html import safe_html
from carnet.doors.kit.scan import PAGE, link_with, show_scan
from carnet.formats.media_types import DICOM, PDF
from carnet.formats.preview import NoPreview, PagesPreview, Preview, TextPreview
from carnet.usecases.reading.open_document import DocumentPage

PAGES_ANCHOR = "#pages"


@dataclass(frozen=True, slots=True)
class SheetView:
    """One page of a document: its number, and its picture as a ``data:`` URI."""

    number: int
    picture: str


@dataclass(frozen=True, slots=True)
class SheetsView:
    """Pages of a document: those drawn here, how many it has, and the addresses of those before and after, if any."""

    sheets: tuple[SheetView, ...]
    text: str
    total: int
    before: str
    after: str


def show_preview(preview: Preview, asked: QueryDict) -> dict[str, object]:
    """Give what ``kit/preview.html`` shows of a document, whoever reads it.

    ``asked``: the address of the page; what else it says stays in the links to other pages of the document.
    """
    return {
        "html": safe_html(preview),
        "pages": _sheets(preview, asked) if isinstance(preview, PagesPreview) else None,
        "scan": show_scan(preview, asked),
        "text": preview.text if isinstance(preview, TextPreview) else "",
    }


def show_document_content(page: DocumentPage, asked: QueryDict, *, file: str, original: str) -> dict[str, object]:
    """Give what ``kit/preview.html`` shows of a document, and the files that are offered for keeping.

    ``file`` and ``original``: where ``open_file`` and ``read_document`` answer. The second one is offered beside the
    first when it is another file (a CDA around a letter). A PDF can also be read whole in the page.
    """
    shown, readable = page.shown, page.file
    return {
        **show_preview(page.preview, asked),
        "file": file if readable.is_inside else original,
        "kind": EXTENSIONS.get(readable.media_type, "").upper(),
        "weight": weigh(readable.size),
        "original": original if readable.is_inside else "",
        "original_kind": EXTENSIONS.get(shown.entry.mime_type, "").upper(),
        "original_weight": weigh(shown.entry.size),
        "reads_pdf": readable.media_type == PDF and isinstance(page.preview, PagesPreview),
        "is_unshown_scan": readable.media_type == DICOM and isinstance(page.preview, NoPreview),
    }


def _sheets(preview: PagesPreview, asked: QueryDict) -> SheetsView:
    first, size = preview.first, len(preview.pages)
    last = first + size - 1
    return SheetsView(
        sheets=tuple(SheetView(number, one) for number, one in enumerate(preview.pages, start=first)),
        text=preview.text,
        total=preview.total,
        before=link_with(asked, {PAGE: str(max(1, first - size))}) + PAGES_ANCHOR if first > 1 else "",
        after=link_with(asked, {PAGE: str(last + 1)}) + PAGES_ANCHOR if last < preview.total else "",
    )
