"""Whether a PDF is one, whole, readable by all, and does nothing of its own when opened."""

import re
from collections.abc import Iterator

import pikepdf

from carnet.core.defects import Defect
from carnet.core.documents.content import Content, opened, pieces_of

MAX_OBJECTS = 200_000
MAX_DIRECT_ITEMS = 300_000
"""Arrays and dictionaries met on the walk through all objects."""

DECODED_LIMIT = 64 * 1024 * 1024
"""What one stream of objects may weigh once decoded. Images and pages are never decoded here."""

# qpdf decodes the streams that hold objects when it opens a file; these limits are those of the whole process, which
# decodes no PDF for any other purpose.
pikepdf.settings.set_qpdf_limits(
    flate_max_memory=DECODED_LIMIT,
    png_max_memory=DECODED_LIMIT,
    run_length_max_memory=DECODED_LIMIT,
    tiff_max_memory=DECODED_LIMIT,
    max_stream_filters=1,
    doc_max_warnings=10_000,
)


def _spelled(name: str) -> bytes:
    """A name of PDF as a pattern: each letter as itself or as #xx."""
    return b"".join(rb"(?:%c|#(?i:%02x))" % (letter, letter) for letter in name.encode())


_LZW = re.compile(b"/" + _spelled("LZW") + b"(?:" + _spelled("Decode") + rb")?(?=[\s/<>\[\]()%])")
_INDIRECT_FILTER = re.compile(b"/" + _spelled("Filter") + rb"\s+\d+\s+\d+\s+R")

_RUN = re.compile(rb"[\x00\t\n\x0b\x0c\r ]{64,}|[0-9]{64,}")
_LONGEST_NAME = 1024
"""More than either pattern can match once no run is longer than 64."""

_KEYS = {
    "/JS": "pdf-javascript",
    "/JavaScript": "pdf-javascript",
    "/EmbeddedFiles": "pdf-embedded-file",
    "/EF": "pdf-embedded-file",
    "/XFA": "pdf-xfa",
    "/RichMediaContent": "pdf-multimedia",
}
_ACTIONS = {
    "/JavaScript": "pdf-javascript",
    "/Launch": "pdf-launch",
    "/ImportData": "pdf-external-action",
    "/SubmitForm": "pdf-external-action",
    "/GoToE": "pdf-external-action",
    "/GoToR": "pdf-external-action",
    "/Movie": "pdf-multimedia",
    "/Rendition": "pdf-multimedia",
    "/Sound": "pdf-multimedia",
    "/RichMediaExecute": "pdf-multimedia",
    "/GoTo3DView": "pdf-multimedia",
}
_ANNOTATIONS = {
    "/FileAttachment": "pdf-embedded-file",
    "/3D": "pdf-multimedia",
    "/Movie": "pdf-multimedia",
    "/RichMedia": "pdf-multimedia",
    "/Screen": "pdf-multimedia",
    "/Sound": "pdf-multimedia",
}
_SAID: dict[str, tuple[str, str]] = {
    "pdf-broken": ("The PDF is damaged or cut short.", "Make it again from its source and check that it opens."),
    "pdf-encrypted": (
        "The PDF is encrypted; not everyone who may read the record could open it.",
        "Send it without password and without restrictions.",
    ),
    "pdf-embedded-file": ("Other files are embedded in the PDF.", "Send each file as a document of its own."),
    "pdf-external-action": (
        "The PDF calls another file or sends the content of a form.",
        "Flatten the form and remove the action.",
    ),
    "pdf-javascript": ("The PDF contains JavaScript.", "Export it as PDF/A, which has none."),
    "pdf-launch": ("The PDF starts a program.", "Remove the Launch action, or export it as PDF/A."),
    "pdf-lzw": (
        "The PDF uses LZW compression (or hides which one), which PDF/A forbids and which can swell without bound.",
        "Export it as PDF/A.",
    ),
    "pdf-multimedia": ("The PDF contains sound, video or 3D.", "Export it as PDF/A, which has none."),
    "pdf-too-complex": ("The PDF has more objects than a document needs.", "Print it to a new PDF, or split it."),
    "pdf-xfa": ("The PDF is an XFA form, which most readers cannot show.", "Print the filled form to a plain PDF."),
}


def examine_pdf(content: Content, where: str) -> tuple[Defect, ...]:
    """Examine a PDF.

    ``where``: its place in what was sent, for the defects. Returns a defect for each thing that must not be: encrypted,
    damaged (it is never repaired), JavaScript, programs started, other files called or embedded, sound and video, XFA
    forms, LZW. Source: product.md « Documents » (active content refused), ISO 19005-1 6.1.3, 6.1.10, 6.1.11, 6.6.1.
    """
    if any(_LZW.search(piece) or _INDIRECT_FILTER.search(piece) for piece in _overlapping(content)):
        return (_defect("pdf-lzw", where),)
    try:
        with opened(content) as file, pikepdf.open(file, attempt_recovery=False) as document:
            if document.is_encrypted:
                return (_defect("pdf-encrypted", where),)
            if len(document.pages) == 0:
                return (_defect("pdf-broken", where),)
            if len(document.objects) > MAX_OBJECTS:
                return (_defect("pdf-too-complex", where),)
            found = sorted(set(_faults(document)))
    except pikepdf.PasswordError:
        return (_defect("pdf-encrypted", where),)
    except (pikepdf.PdfError, pikepdf.DataDecodingError, ValueError, RuntimeError):
        return (_defect("pdf-broken", where),)
    return tuple(_defect(code, where) for code in found)


def _overlapping(content: Content) -> Iterator[bytes]:
    """Give the bytes by pieces that each begin with the end of the one before, so that no name is cut in two.

    Long runs of blanks and of figures are cut down: they may stand within what is looked for, in any number.
    """
    end = b""
    for piece in pieces_of(content):
        window = _RUN.sub(lambda run: run[0][:1], end + piece)
        yield window
        end = window[-_LONGEST_NAME:]


def _faults(document: pikepdf.Pdf) -> Iterator[str]:
    """The codes of what must not be, met in any object, used or not."""
    left = MAX_DIRECT_ITEMS
    for top in document.objects:
        waiting: list[object] = [top]
        while waiting:
            left -= 1
            if left < 0:
                yield "pdf-too-complex"
                return
            value = waiting.pop()
            if isinstance(value, pikepdf.Array):
                waiting.extend(_direct(value))
            elif isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
                entries = dict(value.items())
                yield from (_KEYS[key] for key in entries if key in _KEYS)
                yield from _named(_ACTIONS, entries.get("/S"))
                yield from _named(_ANNOTATIONS, entries.get("/Subtype"))
                waiting.extend(_direct(entries.values()))


def _direct(values: object) -> Iterator[object]:
    """The values that stand here themselves and may hold others; what is referred to is met as an object of its own."""
    for value in values:  # type: ignore[attr-defined]  # a pikepdf.Array is iterable, which its stubs leave out
        if isinstance(value, pikepdf.Array | pikepdf.Dictionary) and not value.is_indirect:
            yield value


def _named(codes: dict[str, str], name: object) -> Iterator[str]:
    if isinstance(name, pikepdf.Name) and str(name) in codes:
        yield codes[str(name)]


def _defect(code: str, where: str) -> Defect:
    problem, remedy = _SAID[code]
    return Defect(code, where, problem, remedy)
