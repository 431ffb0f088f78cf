"""ITI-65 (TD2, TD2.1): a transaction Bundle enters entirely or not at all."""

from typing import Any

from carnet.core.identifiers import DocumentId
from carnet.doors.fhir.http import FhirRequest, FhirResponse
from carnet.doors.fhir.identifiers import document_id_text, record_id_text
from carnet.doors.fhir.mapping.not_processed import is_folder, not_processed
from carnet.doors.fhir.mapping.submission import read_bundle
from carnet.doors.fhir.mapping.values import write_instant
from carnet.doors.fhir.outcome import issue
from carnet.doors.fhir.transactions.deposit import Body, deposit, read_body, reading
from carnet.formats.fhir.profiles import Profile
from carnet.usecases.feeding.deposit_documents import Deposited

IHE_BUNDLES = "https://profiles.ihe.net/ITI/MHD/StructureDefinition/IHE.MHD."


def provide(request: FhirRequest) -> FhirResponse:
    """Answer ``POST /`` with a transaction-response: as many entries, in the same order (ITI-65 4.65.4.2)."""
    body = read_body(request, "Bundle", profile_of)
    if isinstance(body, FhirResponse):
        return body
    answer = deposit(request, read_bundle(body.resource, reading(request)))
    if isinstance(answer, FhirResponse):
        return answer
    return FhirResponse(200, _response(body, answer))


def profile_of(bundle: dict[str, Any]) -> Profile:
    """Tell by which profile a bundle is checked: that of IHE when it says so, that of France otherwise.

    Minimal, Comprehensive and UnContained.Comprehensive of IHE are checked alike: for what Carnet cannot do without.
    """
    profiles = bundle.get("meta", {}).get("profile", [])
    is_of_ihe = any(str(one).startswith(IHE_BUNDLES) and str(one).endswith(".ProvideBundle") for one in profiles)
    return Profile.MHD_PROVIDE_BUNDLE if is_of_ihe else Profile.PDSM_PROVIDE_BUNDLE


def _response(body: Body, deposited: Deposited) -> dict[str, Any]:
    bundle = body.resource
    ids = iter([document_id_text(deposited.record, document) for document in deposited.documents])
    by_binary: dict[str, str] = {}
    written: dict[int, str] = {}
    for index, entry in enumerate(bundle["entry"]):
        if entry["resource"]["resourceType"] == "DocumentReference" and entry["request"]["method"] == "POST":
            written[index] = next(ids)
            by_binary[entry["resource"]["content"][0]["attachment"]["url"]] = written[index]
    told = not_processed(bundle)
    entries = []
    for index, entry in enumerate(bundle["entry"]):
        method, kind = entry["request"]["method"], entry["resource"]["resourceType"]
        location, etag = "", ""
        if index in written:
            location, etag = f"DocumentReference/{written[index]}/_history/1", 'W/"1"'
        elif kind == "Binary":
            location = f"Binary/{by_binary[entry['fullUrl']]}"
        elif kind == "List" and not is_folder(entry["resource"]):
            location = f"List/{document_id_text(deposited.record, DocumentId(deposited.submission))}"
        elif kind == "Patient":
            location = f"Patient/{record_id_text(deposited.record)}"
        elif kind != "List":
            location = str(entry["request"]["url"])
        is_new = method == "POST" and kind != "Patient" and location
        answer: dict[str, Any] = {"status": "201 Created" if is_new else "200 OK"}
        answer |= {name: value for name, value in (("location", location), ("etag", etag)) if value}
        answer["lastModified"] = write_instant(deposited.at)
        warnings = [one.defect for one in told if one.entry == index]
        # What the profile would have wanted of the whole stands with the first of its entries.
        warnings += body.warnings if index == 0 else ()
        if warnings:
            issues = [
                issue("incomplete", one.code, f"{one.problem} {one.remedy}", where=one.where, severity="warning")
                for one in warnings
            ]
            answer["outcome"] = {"resourceType": "OperationOutcome", "issue": issues}
        entries.append({"response": answer})
    return {"resourceType": "Bundle", "type": "transaction-response", "entry": entries}
