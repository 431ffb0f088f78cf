"""ITI-105 (TD2): one DocumentReference that carries its document; the Binary and the SubmissionSet are made from it."""

from typing import Any
from urllib.parse import parse_qsl

from carnet.core.defects import Defect
from carnet.doors.fhir.http import FhirRequest, FhirResponse
from carnet.doors.fhir.identifiers import document_id_text
from carnet.doors.fhir.mapping.document_reference import write_document_reference
from carnet.doors.fhir.mapping.submission import read_single
from carnet.doors.fhir.outcome import of_defects
from carnet.doors.fhir.transactions.deposit import deposit, read_body, reading
from carnet.formats.fhir.profiles import Profile

CONDITION = Defect(
    "unsupported-condition",
    "If-None-Exist",
    "A document is created unless it is there by the uniqueId that it carries, and by nothing else.",
    "Send If-None-Exist: identifier= and the value of masterIdentifier, or leave the header out.",
)


def publish(request: FhirRequest) -> FhirResponse:
    """Answer ``POST DocumentReference``: 201, its Location, and the document as it was recorded.

    With ``If-None-Exist`` and its own uniqueId, 200 and its Location where this structure deposited it before.
    """
    body = read_body(request, "DocumentReference", lambda _resource: Profile.PDSM_SIMPLIFIED_PUBLISH)
    if isinstance(body, FhirResponse):
        return body
    condition = request.headers.get("if-none-exist")
    if condition is not None and not _names(condition, body.resource):
        return of_defects((CONDITION,), status=400)
    submission = read_single(body.resource, reading(request))
    answer = deposit(request, submission, may_be_there=condition is not None)
    if isinstance(answer, FhirResponse):
        return answer
    location = f"{request.base_url}/DocumentReference/{document_id_text(answer.record, answer.documents[0])}"
    recorded = write_document_reference(answer.receipts[0], base_url=request.base_url)
    return FhirResponse(201, recorded, headers={"Location": f"{location}/_history/1", "ETag": 'W/"1"'})


def _names(condition: str, resource: dict[str, Any]) -> bool:
    """Whether a condition is the uniqueId of the resource sent: ``identifier=SYSTEM|VALUE`` or ``identifier=VALUE``."""
    asked = parse_qsl(condition.removeprefix("?"), keep_blank_values=True)
    return [(name, value.rpartition("|")[2]) for name, value in asked] == [
        ("identifier", resource["masterIdentifier"]["value"])
    ]
