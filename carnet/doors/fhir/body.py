"""The body of a request: brought in by pieces, without the documents that are too large for memory."""

import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, Protocol

from django.conf import settings
from django.http import HttpRequest, UnreadablePostError

from carnet.core.defects import Defect
from carnet.core.documents.content import LargeContent
from carnet.doors.fhir.media_types import FHIR_JSON, FHIR_XML, FORM, JSON_PATCH, Format, MediaType
from carnet.formats.fhir.large_data import BodyScanner, LargeData
from carnet.formats.fhir.large_json import JsonScanner
from carnet.formats.fhir.large_xml import XmlScanner
from carnet.ports.blobs import Anteroom

MOST_BESIDE: Final = 10 * 1024 * 1024
"""What a request may weigh besides the ``data`` of its documents, which is read at once; a deposit has some 20 kB."""
PIECE: Final = 64 * 1024

TOO_LARGE: Final = Defect(
    "request-too-large", "body", "The request is larger than 150 MB.", "Send fewer or lighter documents at once."
)
"""product.md, « Documents »: 150 MB a request from software (settings, DATA_UPLOAD_MAX_MEMORY_SIZE)."""
TOO_MUCH_BESIDE: Final = Defect(
    "request-too-large",
    "body",
    "The request has more than 10 MB besides the documents in its « data » elements.",
    "Send files as base64 in data; send fewer resources at once.",
)
CUT_SHORT: Final = Defect(
    "request-cut-short", "body", "The request ended before its announced length.", "Send it whole."
)
BROKEN_GZIP: Final = Defect(
    "broken-gzip",
    "body",
    "The body is said to be compressed and is not one whole gzip member.",
    "Send it as gzip (RFC 1952), or without Content-Encoding.",
)
UNKNOWN_ENCODING: Final = Defect(
    "unsupported-content-encoding",
    "Content-Encoding",
    "The body is compressed in a way that is not read here.",
    "Send Content-Encoding: gzip, or the body as it is.",
)
UNSUPPORTED: Final = frozenset({"unsupported-content-encoding", "unsupported-media-type"})
"""The codes of defects that are answered by 415."""


@dataclass(frozen=True, slots=True)
class Body:
    """A body that was brought in. ``contents``: the documents taken out of it, by what stands for each in ``text``."""

    text: bytes
    contents: Mapping[str, LargeContent] = field(default_factory=dict)


class _Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


class _StoppedError(Exception):
    """Ends the reading of a body at its first defect."""

    def __init__(self, defect: Defect) -> None:
        super().__init__(defect.code)
        self.defect = defect


def read_body(
    request: HttpRequest, sent: MediaType, *, is_search: bool, room: Anteroom, draw: Callable[[int], bytes]
) -> Body | Defect:
    """Read the body, decompressed when it came as gzip: never more bytes than a request may have, either way.

    ``sent``: what it is said to be; another type than its address takes is a defect, unless there is no body at all.
    ``is_search``: the address is one of ``_search``, which takes a form (hl7.org/fhir/R4/http.html#search). ``room``:
    where the documents of JSON and XML wait, decoded, when they are large. ``draw``: gives random bytes.
    """
    data = LargeData(room.begin, draw)
    try:
        pieces = _decoded(request)
        first = next(pieces, b"")
        if not first:
            return Body(b"")
        defect = _type_defect(sent, method=request.method or "", is_search=is_search)
        if defect is not None:
            return defect
        return Body(_left(first, pieces, _scanner(sent, data)), data.contents)
    except _StoppedError as stopped:
        return stopped.defect


def status_of(defect: Defect) -> int:
    """Tell by which status a body is refused that has this defect."""
    if defect.code == TOO_LARGE.code:
        return 413
    return 415 if defect.code in UNSUPPORTED else 400


def _scanner(sent: MediaType, data: LargeData) -> BodyScanner | None:
    match sent.format:
        case Format.JSON:
            return JsonScanner(data)
        case Format.XML:
            return XmlScanner(data)
        case _:
            return None


def _left(first: bytes, rest: Iterator[bytes], scanner: BodyScanner | None) -> bytes:
    """Give all that is to be held of a body."""
    left = bytearray()
    for pieces in ((first,), rest):
        for piece in pieces:
            left += scanner.feed(piece) if scanner is not None else piece
            if len(left) > MOST_BESIDE:
                raise _StoppedError(TOO_MUCH_BESIDE)
    if scanner is not None:
        left += scanner.finish()
    return bytes(left)


def _decoded(request: HttpRequest) -> Iterator[bytes]:
    match request.headers.get("Content-Encoding", "identity").strip().lower():
        case "identity" | "":
            return _pieces(request)
        case "gzip" | "x-gzip":
            return _decompressed(_pieces(request))
        case _:
            return _refused(_pieces(request))


def _refused(pieces: Iterator[bytes]) -> Iterator[bytes]:
    for _piece in pieces:
        raise _StoppedError(UNKNOWN_ENCODING)
    yield from ()


def _pieces(request: HttpRequest) -> Iterator[bytes]:
    """Give the bytes as they come; those that were announced, and no more than a request may have."""
    most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    announced = int(request.META.get("CONTENT_LENGTH") or 0)
    if announced > most:
        raise _StoppedError(TOO_LARGE)
    source: _Readable = request
    if "chunked" in request.headers.get("Transfer-Encoding", "").lower() and request.META.get("wsgi.input_terminated"):
        # Nothing was announced, and Django would read nothing: the server tells where such a body ends.
        source, announced = request.META["wsgi.input"], 0
    read = 0
    while piece := _read(source):
        read += len(piece)
        if read > most:
            raise _StoppedError(TOO_LARGE)
        yield piece
    if read < announced:
        raise _StoppedError(CUT_SHORT)


def _read(source: _Readable) -> bytes:
    try:
        return source.read(PIECE)
    except (UnreadablePostError, OSError):
        raise _StoppedError(CUT_SHORT) from None


def _decompressed(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Decompress by bounded steps: a few bytes may stand for a hundred megabytes."""
    most, given = settings.DATA_UPLOAD_MAX_MEMORY_SIZE, 0
    gunzip = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    is_empty = True
    for piece in pieces:
        is_empty, waiting = False, piece
        while waiting:
            if gunzip.eof:
                raise _StoppedError(BROKEN_GZIP)
            try:
                opened = gunzip.decompress(waiting, PIECE)
            except zlib.error:
                raise _StoppedError(BROKEN_GZIP) from None
            waiting = gunzip.unconsumed_tail or gunzip.unused_data
            given += len(opened)
            if given > most:
                raise _StoppedError(TOO_LARGE)
            if opened:
                yield opened
    # What the last step had no room for any more.
    while not is_empty and not gunzip.eof and (opened := gunzip.decompress(b"", PIECE)):
        given += len(opened)
        if given > most:
            raise _StoppedError(TOO_LARGE)
        yield opened
    if not is_empty and not gunzip.eof:
        raise _StoppedError(BROKEN_GZIP)


def _type_defect(sent: MediaType, *, method: str, is_search: bool) -> Defect | None:
    if sent.charset not in ("", "utf-8", "utf8", "us-ascii"):
        return _unsupported("FHIR is sent in UTF-8.", "Send charset=utf-8, or no charset.")
    if is_search:
        taken, remedy = sent.name == FORM, f"Send Content-Type: {FORM}."
    elif method == "PATCH":
        taken = sent.format is not None or sent.name == JSON_PATCH
        remedy = f"Send Content-Type: {JSON_PATCH}; or Parameters (FHIRPath Patch) as {FHIR_JSON} or {FHIR_XML}."
    else:
        taken = sent.format is not None
        remedy = f"Send Content-Type: {FHIR_JSON} or {FHIR_XML}, of FHIR R4 (fhirVersion=4.0)."
    return None if taken else _unsupported("This address does not take a body of this type.", remedy)


def _unsupported(problem: str, remedy: str) -> Defect:
    return Defect("unsupported-media-type", "Content-Type", problem, remedy)
