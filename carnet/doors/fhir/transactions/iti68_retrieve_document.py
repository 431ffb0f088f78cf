"""ITI-68 (TD3.2): the bytes of a document, raw or as a Binary; and its metadata alone (read)."""

import base64

from carnet.core.access.decision import Refusal
from carnet.core.identifiers import NO_DOCUMENT, NOBODYS_RECORD
from carnet.doors.fhir.http import FhirRequest, FhirResponse
from carnet.doors.fhir.identifiers import read_document_id
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
                data = base64.b64encode(b"".join(opened.chunks)).decode("ascii")
                binary = {"resourceType": "Binary", "id": request.arguments["id"], "contentType": opened.mime_type}
                return FhirResponse(200, {**binary, "data": data})
            return FhirResponse(
                200,
                stream=opened.chunks,
                content_type=opened.mime_type,
                headers={"Content-Length": str(opened.size)},
            )


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
