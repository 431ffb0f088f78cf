"""The one way to PDFium here: it is not made for threads, and the server has several."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

import pypdfium2

_ALONE = Lock()


@contextmanager
def opened_pdf(content: bytes) -> Iterator[pypdfium2.PdfDocument]:
    """Open a PDF to read or draw its pages; in this process, whoever opens another one waits until it is closed.

    ``content``: its bytes, which may be damaged. Two at once end the process (PDFium: « not thread-safe », whatever the
    documents), and everybody's requests with it. What is made of the document (pages, texts, bitmaps) stays inside of
    the ``with``. Raises ``pypdfium2.PdfiumError`` for what is no PDF.
    """
    with _ALONE, pypdfium2.PdfDocument(content) as document:
        yield document
