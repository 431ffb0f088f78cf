"""ITI-66: the deposits of one record of which this reader may see something, newest first; there are no folders."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from carnet.core.access.decision import Refusal
from carnet.core.defects import Defect
from carnet.core.documents.submission_selection import SubmissionCriteria
from carnet.core.identifiers import NO_DOCUMENT, NOBODYS_RECORD, DocumentId
from carnet.doors.fhir.http import FhirRequest, FhirResponse
from carnet.doors.fhir.identifiers import document_id_text, read_document_id
from carnet.doors.fhir.mapping.submission_list import write_submission_list
from carnet.doors.fhir.names import MHD_LIST_TYPES
from carnet.doors.fhir.outcome import ignored_parameters, not_found, of_defects, of_refusal
from carnet.doors.fhir.pages import PAGING, Order, Paging, Place, links, place_of, read_paging
from carnet.doors.fhir.search_parameters import SUBJECT, Kind, Parameter, read_fields, unknown_names
from carnet.doors.fhir.search_values import read_token, read_yes, split_values
from carnet.doors.fhir.subject import read_record
from carnet.doors.fhir.wish import ANSWER
from carnet.usecases.reading.list_submissions import ListedSubmissions, ShownSubmission, list_submissions

PARAMETERS: Mapping[str, Parameter] = {
    "identifier": Parameter("unique_ids", Kind.URI, "token"),
    "designationType": Parameter("designations", Kind.TOKEN),
    "sourceId": Parameter("source_ids", Kind.URI, "token"),
    "source.family": Parameter("families", Kind.STRING),
    "source.given": Parameter("givens", Kind.STRING),
    "source": Parameter("numbers", Kind.REFERENCE),
    "source.identifier": Parameter("numbers", Kind.TOKEN),
    "authorOrg": Parameter("structures", Kind.REFERENCE),
    "title": Parameter("titles", Kind.STRING),
    "date": Parameter("submitted", Kind.DATE),
    "_lastUpdated": Parameter("updated", Kind.DATE),
}
"""Those of ITI-66 (IHE MHD 4.2) and those that PDSm 3.1 adds."""

KNOWN = frozenset({*PARAMETERS, *ANSWER, *SUBJECT, *PAGING, "_id", "code", "status", "isArchived"})
ORDERS = {"date": "submitted", "_lastUpdated": "updated"}
NEWEST_FIRST: Order = (("submitted", True),)
SUBMISSION_SETS, FOLDERS = "submissionset", "folder"
STATUSES = frozenset({"current", "superseded"})


def find(request: FhirRequest) -> FhirResponse:
    """Answer ``GET List`` and ``POST List/_search``: ``code`` and ``status`` are asked for, as MHD wants."""
    parameters, is_strict = request.parameters, request.is_strict
    defects: list[Defect] = []
    record = read_record(parameters, accepts_test=request.env.accepts_test_identifiers)
    unknown = unknown_names(parameters, KNOWN, is_strict=is_strict)
    paging = read_paging(parameters, orders=ORDERS, usual=NEWEST_FIRST, is_strict=is_strict, env=request.env)
    criteria = read_fields(parameters, PARAMETERS, SubmissionCriteria(), KNOWN, defects)
    holds_some = _holds_some(parameters, defects)
    defects += [one for one in unknown if isinstance(one, Defect)]
    if isinstance(record, Defect) or isinstance(paging, tuple) or defects:
        wrong = [*defects, *([record] if isinstance(record, Defect) else [])]
        return of_defects([*wrong, *(paging if isinstance(paging, tuple) else ())], status=400)
    match list_submissions(record, criteria=criteria, actor=request.actor, env=request.env):
        case Refusal() as refusal:
            return of_refusal(refusal)
        case ListedSubmissions() as listed:
            ignored = (*paging.ignored, *(name for name in unknown if isinstance(name, str)))
            found = _asked_by_id(listed, parameters) if holds_some else []
            return FhirResponse(200, _bundle(request, listed, found, paging, ignored))


def read(request: FhirRequest) -> FhirResponse:
    """Answer ``GET List/ID``: one deposit, or the answer given for one that never was."""
    place = read_document_id(request.arguments["id"])
    record, submission = place or (NOBODYS_RECORD, NO_DOCUMENT)
    match list_submissions(record, criteria=SubmissionCriteria(), actor=request.actor, env=request.env):
        case Refusal() as refusal:
            return of_refusal(refusal) if place else not_found()
        case ListedSubmissions() as listed:
            found = next((one for one in listed.submissions if one.submission == submission), None)
            if found is None:
                return not_found()
            return FhirResponse(200, write_submission_list(found, base_url=request.base_url))


def _holds_some(parameters: Mapping[str, tuple[str, ...]], defects: list[Defect]) -> bool:
    """Tell whether there can be such lists: submission sets, current; they are never archived by themselves."""
    codes = [read_token(one) for text in parameters.get("code", ()) for one in split_values(text)]
    asked = [one for text in parameters.get("status", ()) for one in split_values(text)]
    known = [one for one in codes if one.system in (None, MHD_LIST_TYPES) and one.value in (SUBMISSION_SETS, FOLDERS)]
    if not codes or len(known) < len(codes):
        problem = "A search names the code of the lists, submissionset or folder (MHD)."
        remedy = "Send code=submissionset."
        defects.append(Defect("bad-list-code", "code", problem, remedy))
    if not asked or not STATUSES.issuperset(asked):
        problem, remedy = "A search names the status of the lists, current or superseded (MHD).", "Send status=current."
        defects.append(Defect("bad-status", "status", problem, remedy))
    archived = [read_yes("isArchived", text, defects) for text in parameters.get("isArchived", ())]
    return any(one.value == SUBMISSION_SETS for one in known) and "current" in asked and True not in archived


def _asked_by_id(listed: ListedSubmissions, parameters: Mapping[str, tuple[str, ...]]) -> list[ShownSubmission]:
    asked = [set(value.split(",")) for value in parameters.get("_id", ())]
    return [one for one in listed.submissions if all(_id(one) in ids for ids in asked)]


def _id(shown: ShownSubmission) -> str:
    return document_id_text(shown.record, DocumentId(shown.submission))


def _bundle(
    request: FhirRequest,
    listed: ListedSubmissions,
    asked: list[ShownSubmission],
    paging: Paging,
    ignored: tuple[str, ...],
) -> dict[str, Any]:
    found = sorted(((_place(one, paging.order), one) for one in asked), key=lambda one: one[0])
    left = [one for one in found if paging.after is None or one[0] > paging.after]
    page = left[: paging.count]
    entries: list[dict[str, Any]] = []
    for _, shown in page:
        resource = write_submission_list(shown, base_url=request.base_url)
        url = f"{request.base_url}/List/{resource['id']}"
        entries.append({"fullUrl": url, "resource": resource, "search": {"mode": "match"}})
    entries += ignored_parameters(ignored)
    following = page[-1][0] if page and len(left) > len(page) else None
    bundle: dict[str, Any] = {
        "resourceType": "Bundle",
        "type": "searchset",
        **({"total": len(found)} if paging.tells_total else {}),
        "link": links(request, "List", listed.record, following),
    }
    return {**bundle, "entry": entries} if entries else bundle


def _place(shown: ShownSubmission, order: Order) -> Place:
    instants: dict[str, datetime | None] = {
        "submitted": shown.submission_set.submitted,
        "updated": shown.stored_at,
    }
    return place_of(order, instants, shown.submission)
