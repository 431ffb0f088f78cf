"""ITI-65 (TD2, TD2.1): a transaction Bundle enters entirely or not at all."""

from collections.abc import Iterable
from typing import Any

from carnet.core.defects import Defect
from carnet.core.documents.submission import Submission
from carnet.core.identifiers import DocumentId
from carnet.doors.fhir.http import FhirRequest, FhirResponse
from carnet.doors.fhir.identifiers import document_id_text, record_id_text
from carnet.doors.fhir.mapping.document_reference import write_document_reference
from carnet.doors.fhir.mapping.not_processed import is_folder, not_processed
from carnet.doors.fhir.mapping.submission import read_bundle
from carnet.doors.fhir.mapping.submission_list import write_submission_list
from carnet.doors.fhir.mapping.values import Json, write_instant
from carnet.doors.fhir.outcome import issue
from carnet.doors.fhir.preferences import applied, asked_return
from carnet.doors.fhir.transactions.deposit import Body, deposit, read_body, reading
from carnet.formats.fhir.profiles import Profile
from carnet.usecases.feeding.deposit_documents import Deposited
from carnet.usecases.reading.list_submissions import ShownSubmission

IHE_BUNDLES = "https://profiles.ihe.net/ITI/MHD/StructureDefinition/IHE.MHD."


def provide(request: FhirRequest) -> FhirResponse:
    """Answer ``POST /`` with a transaction-response: as many entries, in the same order (ITI-65 4.65.4.2).

    ``Prefer: return=`` holds for each entry (hl7.org/fhir/R4/http.html#ops): ``representation`` brings what was made of
    the List and of each DocumentReference, never the bytes, which their sender has; ``OperationOutcome`` says of each
    that it was recorded. Warnings stand in any case: they say what was left out.
    """
    body = read_body(request, "Bundle", profile_of)
    if isinstance(body, FhirResponse):
        return body
    submission = read_bundle(body.resource, reading(request))
    answer = deposit(request, submission)
    if isinstance(answer, FhirResponse):
        return answer
    asked, made = asked_return(request), {}
    if asked == "representation" and isinstance(submission, Submission):
        made = _made(submission, answer, request.base_url)
    bundle = _response(body, answer, made, says_all=asked == "OperationOutcome")
    return FhirResponse(200, bundle, headers=applied(asked))


def profile_of(bundle: dict[str, Any]) -> Profile:
    """Tell by which profile a bundle is checked: that of IHE when it says so, that of France otherwise.

    Minimal, Comprehensive and UnContained.Comprehensive of IHE are checked alike: for what Carnet cannot do without.
    """
    profiles = bundle.get("meta", {}).get("profile", [])
    is_of_ihe = any(str(one).startswith(IHE_BUNDLES) and str(one).endswith(".ProvideBundle") for one in profiles)
    return Profile.MHD_PROVIDE_BUNDLE if is_of_ihe else Profile.PDSM_PROVIDE_BUNDLE


def _made(submission: Submission, deposited: Deposited, base_url: str) -> dict[str, Json]:
    """Write what the deposit made, by its address: as it was recorded, and nothing of what the person chose."""
    made = ShownSubmission(
        deposited.record, deposited.submission, submission.submission_set, deposited.at, deposited.documents
    )
    written = [write_document_reference(one, base_url=base_url) for one in deposited.receipts]
    written.append(write_submission_list(made, base_url=base_url))
    return {f"{one['resourceType']}/{one['id']}": one for one in written}


def _response(body: Body, deposited: Deposited, made: dict[str, Json], *, says_all: bool) -> dict[str, Any]:
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
        if issues := _issues(warnings, is_new=bool(is_new), says_it=says_all and bool(location)):
            answer["outcome"] = {"resourceType": "OperationOutcome", "issue": issues}
        resource = made.get(location.partition("/_history/")[0])
        entries.append({"response": answer} | ({"resource": resource} if resource is not None else {}))
    return {"resourceType": "Bundle", "type": "transaction-response", "entry": entries}


def _issues(warnings: Iterable[Defect], *, is_new: bool, says_it: bool) -> list[Json]:
    """Write what was left out of an entry; with ``says_it``, that the rest was recorded."""
    issues = [
        issue("incomplete", one.code, f"{one.problem} {one.remedy}", where=one.where, severity="warning")
        for one in warnings
    ]
    if says_it:
        code, text = ("recorded", "What was sent was recorded.") if is_new else ("known", "It was there already.")
        issues.append(issue("informational", code, text, severity="information"))
    return issues
