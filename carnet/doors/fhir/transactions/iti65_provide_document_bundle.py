"""ITI-65 (TD2, TD2.1): a transaction Bundle enters entirely or not at all."""

from typing import Any

from carnet.core.identifiers import DocumentId
from carnet.doors.fhir.http import FhirRequest, FhirResponse
from carnet.doors.fhir.identifiers import document_id_text, record_id_text
from carnet.doors.fhir.mapping.replacement import relations_not_kept
from carnet.doors.fhir.mapping.submission import read_bundle
from carnet.doors.fhir.mapping.values import write_instant
from carnet.doors.fhir.outcome import issue
from carnet.doors.fhir.transactions.deposit import Body, deposit, read_body, reading
from carnet.formats.fhir.profiles import Profile
from carnet.usecases.feeding.deposit_documents import Deposited


def provide(request: FhirRequest) -> FhirResponse:
    """Answer ``POST /`` with a transaction-response: as many entries, in the same order (ITI-65 4.65.4.2)."""
    body = read_body(request, "Bundle", Profile.PDSM_PROVIDE_BUNDLE)
    if isinstance(body, FhirResponse):
        return body
    answer = deposit(request, read_bundle(body.resource, reading(request)))
    if isinstance(answer, FhirResponse):
        return answer
    return FhirResponse(200, _response(body, answer))


def _response(body: Body, deposited: Deposited) -> dict[str, Any]:
    bundle = body.resource
    ids = iter([document_id_text(deposited.record, document) for document in deposited.documents])
    by_binary: dict[str, str] = {}
    written: dict[int, str] = {}
    for index, entry in enumerate(bundle["entry"]):
        if entry["resource"]["resourceType"] == "DocumentReference" and entry["request"]["method"] == "POST":
            written[index] = next(ids)
            by_binary[entry["resource"]["content"][0]["attachment"]["url"]] = written[index]
    entries = []
    for index, entry in enumerate(bundle["entry"]):
        method, kind = entry["request"]["method"], entry["resource"]["resourceType"]
        if index in written:
            location = f"DocumentReference/{written[index]}/_history/1"
        elif kind == "Binary":
            location = f"Binary/{by_binary[entry['fullUrl']]}"
        elif kind == "List":
            location = f"List/{document_id_text(deposited.record, DocumentId(deposited.submission))}/_history/1"
        elif kind == "Patient":
            location = f"Patient/{record_id_text(deposited.record)}"
        else:
            location = str(entry["request"]["url"])
        status = "201 Created" if method == "POST" and kind != "Patient" else "200 OK"
        answer: dict[str, Any] = {"status": status, "location": location, "lastModified": write_instant(deposited.at)}
        entries.append({"response": answer})
    warnings = (*body.warnings, *relations_not_kept(bundle))
    if warnings:
        told = [
            issue("incomplete", one.code, f"{one.problem} {one.remedy}", where=one.where, severity="warning")
            for one in warnings
        ]
        entries[0]["response"]["outcome"] = {"resourceType": "OperationOutcome", "issue": told}
    return {"resourceType": "Bundle", "type": "transaction-response", "entry": entries}
