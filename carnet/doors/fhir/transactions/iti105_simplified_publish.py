"""ITI-105 (TD2): one DocumentReference that carries its document; the Binary and the SubmissionSet are made from it."""

from carnet.doors.fhir.http import FhirRequest, FhirResponse
from carnet.doors.fhir.identifiers import document_id_text
from carnet.doors.fhir.mapping.document_reference import write_document_reference
from carnet.doors.fhir.mapping.submission import read_single
from carnet.doors.fhir.transactions.deposit import deposit, read_body, reading
from carnet.formats.fhir.profiles import Profile


def publish(request: FhirRequest) -> FhirResponse:
    """Answer ``POST DocumentReference``: 201, its Location, and the document as it was recorded."""
    body = read_body(request, "DocumentReference", Profile.PDSM_SIMPLIFIED_PUBLISH)
    if isinstance(body, FhirResponse):
        return body
    answer = deposit(request, read_single(body.resource, reading(request)))
    if isinstance(answer, FhirResponse):
        return answer
    location = f"{request.base_url}/DocumentReference/{document_id_text(answer.record, answer.documents[0])}"
    recorded = write_document_reference(answer.receipts[0], base_url=request.base_url)
    return FhirResponse(201, recorded, headers={"Location": f"{location}/_history/1", "ETag": 'W/"1"'})
