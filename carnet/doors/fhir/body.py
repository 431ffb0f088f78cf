"""The body of a request: brought in within bounds, decompressed, and of a type that its address takes."""

import zlib
from typing import Final

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, UnreadablePostError

from carnet.core.defects import Defect
from carnet.doors.fhir.media_types import FHIR_JSON, FHIR_XML, FORM, JSON_PATCH, MediaType

TOO_LARGE: Final = Defect(
    "request-too-large", "body", "The request is larger than 150 MB.", "Send fewer or lighter documents at once."
)
"""product.md, « Documents »: 150 MB a request from software (settings, DATA_UPLOAD_MAX_MEMORY_SIZE)."""

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


def read_body(request: HttpRequest, sent: MediaType, *, is_search: bool) -> bytes | Defect:
    """Read the body, decompressed when it came as gzip: never more bytes than a request may have, either way.

    ``sent``: what it is said to be; another type than its address takes is a defect, unless there is no body at all.
    ``is_search``: the address is one of ``_search``, which takes a form (hl7.org/fhir/R4/http.html#search).
    """
    body = _read_bytes(request)
    if not body or isinstance(body, Defect):
        return body
    return _type_defect(sent, method=request.method or "", is_search=is_search) or body


def _read_bytes(request: HttpRequest) -> bytes | Defect:
    try:
        body = request.body
    except RequestDataTooBig:
        return TOO_LARGE
    except UnreadablePostError:
        return CUT_SHORT
    match request.headers.get("Content-Encoding", "identity").strip().lower():
        case "identity" | "":
            return body
        case "gzip" | "x-gzip":
            return _decompress(body)
        case _:
            return UNKNOWN_ENCODING


def status_of(defect: Defect) -> int:
    """Tell by which status a body is refused that has this defect."""
    if defect is TOO_LARGE:
        return 413
    return 415 if defect.code in UNSUPPORTED else 400


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


def _decompress(body: bytes) -> bytes | Defect:
    most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    gunzip = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    try:
        read = gunzip.decompress(body, most + 1)
    except zlib.error:
        return BROKEN_GZIP
    if len(read) > most:
        return TOO_LARGE
    return read if gunzip.eof and not gunzip.unused_data else BROKEN_GZIP
