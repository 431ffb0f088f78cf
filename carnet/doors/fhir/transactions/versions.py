"""The versions of a DocumentReference, as far as this reader sees them: one of them, or all (ADR 0016)."""

from typing import Any

from carnet.core.access.decision import Refusal
from carnet.doors.fhir.http import FhirRequest, FhirResponse
from carnet.doors.fhir.identifiers import read_document_id
from carnet.doors.fhir.mapping.document_reference import write_document_reference
from carnet.doors.fhir.mapping.values import write_instant
from carnet.doors.fhir.outcome import not_found, of_refusal
from carnet.doors.fhir.transactions.iti68_retrieve_document import NOWHERE
from carnet.usecases.reading.show_versions import show_versions
from carnet.usecases.reading.shown_document import ShownDocument


def read_version(request: FhirRequest) -> FhirResponse:
    """Answer ``GET DocumentReference/ID/_history/VID``: a version that this reader never saw is one that never was."""
    versions = _versions(request)
    if isinstance(versions, FhirResponse):
        return versions
    asked = [one for one in versions if str(one.version) == request.arguments["vid"]]
    if not asked:
        return not_found()
    resource = write_document_reference(asked[0], base_url=request.base_url)
    return FhirResponse(200, resource, headers={"ETag": f'W/"{asked[0].version}"'})


def tell_history(request: FhirRequest) -> FhirResponse:
    """Answer ``GET DocumentReference/ID/_history``: a Bundle of type history, the latest version first."""
    versions = _versions(request)
    if isinstance(versions, FhirResponse):
        return versions
    entries = [_entry(request, one) for one in reversed(versions)]
    link = [{"relation": "self", "url": f"{request.base_url}/{request.path}"}]
    bundle = {"resourceType": "Bundle", "type": "history", "total": len(entries), "link": link, "entry": entries}
    return FhirResponse(200, bundle)


def _versions(request: FhirRequest) -> tuple[ShownDocument, ...] | FhirResponse:
    place = read_document_id(request.arguments["id"])
    record, document = place or NOWHERE
    versions = show_versions(record, document, actor=request.actor, env=request.env)
    if isinstance(versions, Refusal):
        return of_refusal(versions) if place else not_found()
    return versions


def _entry(request: FhirRequest, shown: ShownDocument) -> dict[str, Any]:
    """Write one version: the first was created, each other one changed what is said of the document."""
    number = request.arguments["id"]
    is_first = shown.version == 1
    return {
        "fullUrl": f"{request.base_url}/DocumentReference/{number}",
        "resource": write_document_reference(shown, base_url=request.base_url),
        "request": {
            "method": "POST" if is_first else "PATCH",
            "url": "DocumentReference" if is_first else f"DocumentReference/{number}",
        },
        "response": {
            "status": "201 Created" if is_first else "200 OK",
            "lastModified": write_instant(shown.updated_at),
            "etag": f'W/"{shown.version}"',
        },
    }
