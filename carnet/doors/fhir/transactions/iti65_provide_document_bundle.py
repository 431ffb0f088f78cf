"""ITI-65 (TD2, TD2.1): a transaction Bundle enters entirely or not at all."""

from typing import Any

from carnet.core.defects import Defect
from carnet.core.identifiers import DocumentId
from carnet.doors.fhir.http import FhirRequest, FhirResponse
from carnet.doors.fhir.identifiers import document_id_text
from carnet.doors.fhir.mapping.submission import read_bundle
from carnet.doors.fhir.mapping.values import write_instant
from carnet.doors.fhir.outcome import of_defects
from carnet.doors.fhir.transactions.deposit import deposit, read_body
from carnet.usecases.feeding.deposit_documents import Deposited


def provide(request: FhirRequest) -> FhirResponse:
    """Answer ``POST /`` with a transaction-response: as many entries, in the same order (ITI-65 4.65.4.2)."""
    bundle = read_body(request, "Bundle")
    if isinstance(bundle, FhirResponse):
        return bundle
    if bundle["type"] != "transaction":
        return of_defects(
            [
                Defect(
                    "not-a-transaction",
                    "Bundle.type",
                    "A deposit is a transaction: it enters entirely or not at all.",
                    "Send Bundle.type = transaction.",
                )
            ]
        )
    submission = read_bundle(bundle, accepts_test=request.env.accepts_test_identifiers)
    answer = deposit(request, submission)
    if isinstance(answer, FhirResponse):
        return answer
    return FhirResponse(200, _response(bundle, answer))


def _response(bundle: dict[str, Any], deposited: Deposited) -> dict[str, Any]:
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
            location = f"Binary/{by_binary.get(entry.get('fullUrl', ''), '')}"
        elif kind == "List":
            location = f"List/{document_id_text(deposited.record, DocumentId(deposited.submission))}/_history/1"
        else:
            location = str(entry["request"]["url"])
        status = "201 Created" if method == "POST" else "200 OK"
        answer = {"status": status, "location": location, "lastModified": write_instant(deposited.at)}
        entries.append({"response": answer})
    return {"resourceType": "Bundle", "type": "transaction-response", "entry": entries}
