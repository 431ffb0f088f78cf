"""ITI-68 (TD3.2): the bytes of a document, raw or as a Binary; and its metadata alone (read)."""

from collections.abc import Iterable

from carnet.core.access.decision import Refusal
from carnet.core.identifiers import NO_DOCUMENT, NOBODYS_RECORD
from carnet.doors.fhir.http import FhirRequest, FhirResponse
from carnet.doors.fhir.identifiers import read_document_id
from carnet.doors.fhir.large_resource import PLACE, write_around
from carnet.doors.fhir.mapping.document_reference import write_document_reference
from carnet.doors.fhir.outcome import not_found, of_refusal
from carnet.usecases.reading.read_document import OpenedDocument, read_document
from carnet.usecases.reading.show_document import show_document

NOWHERE = (NOBODYS_RECORD, NO_DOCUMENT)
"""Where an id that we never gave leads: the attempt is refused and traced like any other, in nobody's record."""


def retrieve(request: FhirRequest) -> FhirResponse:
    """Answer ``GET Binary/ID``: raw bytes, or a Binary resource when the client names a FHIR format."""
    place = read_document_id(request.arguments["id"])
    record, document = place or NOWHERE
    match read_document(record, document, actor=request.actor, env=request.env):
        case Refusal() as refusal:
            return of_refusal(refusal) if place else not_found()
        case OpenedDocument() as opened:
            if request.wish.is_named:
                return _as_resource(request, opened)
            return _streamed(opened.chunks, opened.mime_type, opened.size)


def _as_resource(request: FhirRequest, opened: OpenedDocument) -> FhirResponse:
    binary = {"resourceType": "Binary", "id": request.arguments["id"], "contentType": opened.mime_type, "data": PLACE}
    size, pieces = write_around(binary, request.wish, pieces=opened.chunks, size=opened.size)
    return _streamed(pieces, f"{request.wish.format.value}; charset=utf-8", size)


def _streamed(pieces: Iterable[bytes], content_type: str, size: int) -> FhirResponse:
    """Answer with bytes that leave as they are unsealed.

    Their number is always announced: bytes that do not unseal end the connection before it is reached, and nobody takes
    a part of a document for the whole (docs/decisions, « Large documents »).
    """
    return FhirResponse(200, stream=pieces, content_type=content_type, headers={"Content-Length": str(size)})


def describe(request: FhirRequest) -> FhirResponse:
    """Answer ``GET DocumentReference/ID``: the metadata of one document."""
    place = read_document_id(request.arguments["id"])
    record, document = place or NOWHERE
    match show_document(record, document, actor=request.actor, env=request.env):
        case Refusal() as refusal:
            return of_refusal(refusal) if place else not_found()
        case shown:
            resource = write_document_reference(shown, base_url=request.base_url)
            return FhirResponse(200, resource, headers={"ETag": f'W/"{shown.version}"'})
