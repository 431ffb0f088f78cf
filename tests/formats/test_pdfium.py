"""PDFium is never called by two threads at once: that ends the process, for everybody."""

import re
import threading
from pathlib import Path

import pytest

import carnet
from carnet.formats.cda.body import EmbeddedFile
from carnet.formats.paper.printed_form import printed_form
from carnet.formats.pdfium import opened_pdf
from carnet.formats.preview import preview_of
from carnet.formats.text import lines_of
from tests.formats.booklet import booklet

BOOKLET = booklet(1)
WAYS = {
    "searched": lambda: lines_of(BOOKLET, "application/pdf"),
    "shown": lambda: preview_of(EmbeddedFile("application/pdf", BOOKLET)),
    "printed": lambda: printed_form(BOOKLET, "application/pdf"),
}


@pytest.mark.parametrize("way", WAYS)
def test_whoever_opens_a_pdf_waits_until_the_other_is_closed(way: str) -> None:
    second = threading.Thread(target=WAYS[way])
    with opened_pdf(BOOKLET):
        second.start()
        second.join(timeout=0.3)
        assert second.is_alive()
    second.join()


def test_no_other_module_opens_one() -> None:
    opening = re.compile(r"\bPdfDocument\(")
    root = Path(carnet.__file__).parent
    found = {
        path.relative_to(root).as_posix()
        for path in root.rglob("*.py")
        if opening.search(path.read_text(encoding="utf-8"))
    }
    assert found == {"formats/pdfium.py"}
