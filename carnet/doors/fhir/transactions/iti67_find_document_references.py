"""ITI-67 (TD3.1): the documents of one record that this reader may see, newest first unless asked otherwise."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from carnet.core.access.decision import Refusal
from carnet.core.defects import Defect
from carnet.doors.fhir.http import FhirRequest, FhirResponse
from carnet.doors.fhir.identifiers import read_document_id
from carnet.doors.fhir.mapping.document_reference import write_document_reference
from carnet.doors.fhir.outcome import ignored_parameters, of_defects, of_refusal
from carnet.doors.fhir.pages import Order, Paging, Place, links, place_of, read_paging
from carnet.doors.fhir.search_parameters import read_search
from carnet.doors.fhir.subject import read_record
from carnet.usecases.reading.list_documents import ListedDocuments, list_documents
from carnet.usecases.reading.shown_document import ShownDocument

ORDERS = {
    "creation": "created",
    "date": "submitted",
    "_lastUpdated": "updated",
    "period": "began",
    "period-start": "began",
    "period-end": "ended",
}
"""What ``_sort`` may name: instants only, so that no code of a document stands in the address of a page."""

NEWEST_FIRST: Order = (("created", True),)


def find(request: FhirRequest) -> FhirResponse:
    """Answer ``GET DocumentReference`` and ``POST DocumentReference/_search``."""
    parameters, is_strict = request.parameters, request.is_strict
    record = read_record(parameters, accepts_test=request.env.accepts_test_identifiers)
    search = read_search(parameters, is_strict=is_strict)
    paging = read_paging(parameters, orders=ORDERS, usual=NEWEST_FIRST, is_strict=is_strict, env=request.env)
    if isinstance(search, tuple) or isinstance(record, Defect) or isinstance(paging, tuple):
        wrong = [one for one in (search, paging) if isinstance(one, tuple)]
        found = [record] if isinstance(record, Defect) else []
        return of_defects([*found, *(defect for defects in wrong for defect in defects)], status=400)
    match list_documents(record, criteria=search.criteria, actor=request.actor, env=request.env):
        case Refusal() as refusal:
            return of_refusal(refusal)
        case ListedDocuments() as listed:
            return FhirResponse(200, _bundle(request, listed, paging, (*paging.ignored, *search.ignored)))


def _asked_by_id(listed: ListedDocuments, parameters: Mapping[str, tuple[str, ...]]) -> list[ShownDocument]:
    asked = [{read_document_id(text) for text in value.split(",")} for value in parameters.get("_id", ())]
    return [shown for shown in listed.documents if all((shown.record, shown.document) in ids for ids in asked)]


def _bundle(request: FhirRequest, listed: ListedDocuments, paging: Paging, ignored: tuple[str, ...]) -> dict[str, Any]:
    """Write one page. The total is that of the documents this reader may see: it was counted after the decision."""
    asked = _asked_by_id(listed, request.parameters)
    found = sorted(((_place(shown, paging.order), shown) for shown in asked), key=lambda one: one[0])
    left = [one for one in found if paging.after is None or one[0] > paging.after]
    page = left[: paging.count]
    entries = [_entry(request, shown, "match") for _, shown in page]
    entries += (_entry(request, shown, "include") for shown in _along(request, listed, [shown for _, shown in page]))
    entries += ignored_parameters(ignored)
    following = page[-1][0] if page and len(left) > len(page) else None
    bundle: dict[str, Any] = {
        "resourceType": "Bundle",
        "type": "searchset",
        **({"total": len(found)} if paging.tells_total else {}),
        "link": links(request, "DocumentReference", listed.record, following),
    }
    return {**bundle, "entry": entries} if entries else bundle


def _along(request: FhirRequest, listed: ListedDocuments, page: list[ShownDocument]) -> list[ShownDocument]:
    """Choose what comes along: what the documents of the page replace, what replaces them; nothing that stays hidden.

    A document that this reader may not see is no link of theirs either: it was dropped before.
    """
    here = {shown.document for shown in page}
    wanted = {shown.replaces for shown in page} if "_include" in request.parameters else set()
    backwards = "_revinclude" in request.parameters
    return [
        shown
        for shown in listed.seen
        if shown.document not in here and (shown.document in wanted or (backwards and shown.replaces in here))
    ]


def _entry(request: FhirRequest, shown: ShownDocument, mode: str) -> dict[str, Any]:
    resource = write_document_reference(shown, base_url=request.base_url)
    url = f"{request.base_url}/DocumentReference/{resource['id']}"
    return {"fullUrl": url, "resource": resource, "search": {"mode": mode}}


def _place(shown: ShownDocument, order: Order) -> Place:
    instants: dict[str, datetime | None] = {
        "created": shown.entry.creation,
        "submitted": shown.submitted_at,
        "updated": shown.updated_at,
        "began": shown.entry.service_start,
        "ended": shown.entry.service_stop,
    }
    return place_of(order, instants, shown.document)
