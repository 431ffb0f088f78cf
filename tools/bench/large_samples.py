"""Documents of a hundred megabytes and the bodies that bring them, written to files: nobody's memory holds them."""

import base64
import hashlib
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, BinaryIO

from carnet.core.documents.submission import SubmittedDocument
from carnet.formats.fhir.write import write_json
from carnet.formats.fhir.xml_write import write_xml
from carnet.store.records import RecordPerson
from tests.doors.fhir.client import bundle, document_reference
from tools.bench import samples

SIZE = 100_000_000
"""Bytes of the PDF; product.md, « Documents »: 100 MB a document from software."""
IN_A_CDA = 70_000_000
"""Bytes of the PDF that a CDA embeds: in base64, it makes the CDA one of nearly 100 MB."""

_PLACE = b"AAAAcGxhY2U="
_BLOCK = 3 * 256 * 1024
"""Bytes written at a time; a multiple of three, so that base64 can be joined."""


@dataclass(frozen=True, slots=True)
class LargeBody:
    """A request body in a file. ``size`` and ``sha1``: of the document in it."""

    name: str
    path: str
    file: Path
    content_type: str
    size: int
    sha1: str


def bodies(holder: RecordPerson, folder: Path, *, first_number: int) -> tuple[Callable[[], LargeBody], ...]:
    """Give what writes each body, so that only one is on the disk at a time. ``first_number``: of a new document."""

    def pdf_in(number: int, name: str, path: str, *, write: Callable[[Any], bytes], content_type: str) -> LargeBody:
        document = folder / "document"
        with document.open("wb") as file:
            _write_pdf(file, SIZE)
        return _body(holder, number, document, "application/pdf", name, path, write, content_type)

    def cda_in() -> LargeBody:
        document = folder / "document"
        number = first_number + 2
        _write_cda(holder, number, document)
        return _body(
            holder, number, document, "text/xml", "ITI-65: a CDA that embeds a PDF, JSON", "", write_json, JSON
        )

    return (
        lambda: pdf_in(first_number, "ITI-105: a PDF, JSON", "DocumentReference", write=write_json, content_type=JSON),
        lambda: pdf_in(first_number + 1, "ITI-105: a PDF, XML", "DocumentReference", write=write_xml, content_type=XML),
        cda_in,
    )


JSON, XML = "application/fhir+json", "application/fhir+xml"


def small_body(holder: RecordPerson, number: int) -> bytes:
    """Write the body that deposits a short text (ITI-105)."""
    document = samples.document(holder, number)
    content = document.content if isinstance(document.content, bytes) else b""
    return write_json(document_reference(document.entry, content))


def _body(
    holder: RecordPerson,
    number: int,
    document: Path,
    mime_type: str,
    name: str,
    path: str,
    write: Callable[[Any], bytes],
    content_type: str,
) -> LargeBody:
    sha1, size = hashlib.sha1(usedforsecurity=False), document.stat().st_size
    for piece in _pieces(document):
        sha1.update(piece)
    described = _described(holder, number, mime_type, size, sha1.hexdigest())
    make = bundle if not path else document_reference
    resource = _with_true_sums(make(described.entry, base64.b64decode(_PLACE)), size, sha1.digest())
    before, _, after = write(resource).partition(_PLACE)
    file = document.with_name("body")
    with file.open("wb") as written:
        written.write(before)
        for piece in _pieces(document):
            written.write(base64.b64encode(piece))
        written.write(after)
    document.unlink()
    return LargeBody(name, path, file, content_type, size, sha1.hexdigest())


def _described(holder: RecordPerson, number: int, mime_type: str, size: int, sha1: str) -> SubmittedDocument:
    document = samples.document(holder, number)
    return replace(document, entry=replace(document.entry, mime_type=mime_type, size=size, sha1=sha1))


def _with_true_sums(resource: dict[str, Any], size: int, sha1: bytes) -> dict[str, Any]:
    references = [entry["resource"] for entry in resource.get("entry", [])] or [resource]
    for one in references:
        if one["resourceType"] == "DocumentReference":
            one["content"][0]["attachment"] |= {"size": size, "hash": base64.b64encode(sha1).decode()}
    return resource


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(_BLOCK):
            yield piece


def _noise(size: int) -> Iterator[bytes]:
    block = random.Random(42).randbytes(_BLOCK)  # noqa: S311  bytes that do not compress, the same each time
    while size > 0:
        yield block[:size]
        size -= len(block)


def _write_pdf(file: BinaryIO, size: int) -> None:
    """Write a PDF of one page that draws an image of so many bytes, or nearly."""
    places = []

    def put(number: int, text: bytes) -> None:
        places.append(file.tell())
        file.write(b"%d 0 obj\n" % number + text)

    file.write(b"%PDF-1.7\n")
    put(1, b"<</Type/Catalog/Pages 2 0 R>>\nendobj\n")
    put(2, b"<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n")
    put(
        3,
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</XObject<</I 4 0 R>>>>/Contents 5 0 R>>\nendobj\n",
    )
    width = 10_000
    height = size // width - 1
    length = width * height
    put(
        4,
        b"<</Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceGray" % (width, height)
        + b"/BitsPerComponent 8/Length %d>>\nstream\n" % length,
    )
    file.writelines(_noise(length))
    file.write(b"\nendstream\nendobj\n")
    draw = b"595 0 0 842 0 0 cm /I Do"
    put(5, b"<</Length %d>>\nstream\n%s\nendstream\nendobj\n" % (len(draw), draw))
    start = file.tell()
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    file.write(b"xref\n0 6\n0000000000 65535 f \n%s" % table)
    file.write(b"trailer\n<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % start)


def _write_cda(holder: RecordPerson, number: int, path: Path) -> None:
    """Write a CDA of level 1 around such a PDF."""
    embedded = path.with_name("embedded")
    with embedded.open("wb") as file:
        _write_pdf(file, IN_A_CDA)
    before, _, after = samples.level_1(holder, number, base64.b64decode(_PLACE)).partition(_PLACE)
    with path.open("wb") as file:
        file.write(before)
        for piece in _pieces(embedded):
            file.write(base64.b64encode(piece))
        file.write(after)
    embedded.unlink()
