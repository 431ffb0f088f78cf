"""ITI-67 (TD3.1): the documents of one record that this reader may see, newest first."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, TypeAlias
from urllib.parse import urlencode

from carnet.core.access.decision import Refusal
from carnet.core.defects import Defect
from carnet.core.identifiers import RecordId
from carnet.doors.fhir.http import FhirRequest, FhirResponse
from carnet.doors.fhir.identifiers import document_id_text, read_document_id, record_id_text
from carnet.doors.fhir.mapping.document_reference import write_document_reference
from carnet.doors.fhir.outcome import ignored_parameters, of_defects, of_refusal
from carnet.doors.fhir.search_parameters import read_count, read_search
from carnet.doors.fhir.subject import read_record
from carnet.usecases.reading.list_documents import ListedDocuments, list_documents
from carnet.usecases.reading.shown_document import ShownDocument

Place: TypeAlias = tuple[int, str]
"""Where a document stands in a list, newest first: its creation in microseconds since 1970, then its id."""

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
BEFORE_ALL: Place = (2**63, "")
_LONGEST_MOMENT = 18


def find(request: FhirRequest) -> FhirResponse:
    """Answer ``GET DocumentReference`` and ``POST DocumentReference/_search``."""
    parameters = request.parameters
    record = read_record(parameters, accepts_test=request.env.accepts_test_identifiers)
    search = read_search(parameters, is_strict=request.is_strict)
    count, after = read_count(parameters), _read_after(parameters)
    defects = [found for found in (record, count, after) if isinstance(found, Defect)]
    if isinstance(search, tuple):
        defects += search
    if (
        isinstance(search, tuple)
        or isinstance(record, Defect)
        or isinstance(count, Defect)
        or isinstance(after, Defect)
    ):
        return of_defects(defects, status=400)
    match list_documents(record, criteria=search.criteria, actor=request.actor, env=request.env):
        case Refusal() as refusal:
            return of_refusal(refusal)
        case ListedDocuments() as listed:
            return FhirResponse(200, _bundle(request, listed, count, after, search.ignored))


def _asked_by_id(listed: ListedDocuments, parameters: Mapping[str, tuple[str, ...]]) -> list[ShownDocument]:
    asked = [{read_document_id(text) for text in value.split(",")} for value in parameters.get("_id", ())]
    return [shown for shown in listed.documents if all((shown.record, shown.document) in ids for ids in asked)]


def _bundle(
    request: FhirRequest, listed: ListedDocuments, count: int, after: Place, ignored: tuple[str, ...]
) -> dict[str, Any]:
    """Write one page. The total is that of the documents this reader may see: it was counted after the decision."""
    documents = _asked_by_id(listed, request.parameters)
    page = [shown for shown in documents if _place(shown) < after]
    entries: list[dict[str, Any]] = []
    for shown in page[:count]:
        resource = write_document_reference(shown, base_url=request.base_url)
        url = f"{request.base_url}/DocumentReference/{resource['id']}"
        entries.append({"fullUrl": url, "resource": resource, "search": {"mode": "match"}})
    entries += ignored_parameters(ignored)
    links = [{"relation": "self", "url": _link(request, listed.record, request.parameters.get("_after", ()))}]
    if count and len(page) > count:
        last = page[count - 1]
        following = f"{_place(last)[0]}.{document_id_text(listed.record, last.document)}"
        links.append({"relation": "next", "url": _link(request, listed.record, (following,))})
    bundle = {"resourceType": "Bundle", "type": "searchset", "total": len(documents), "link": links}
    return {**bundle, "entry": entries} if entries else bundle


def _place(shown: ShownDocument) -> Place:
    return (shown.entry.creation - EPOCH) // timedelta(microseconds=1), shown.document.hex


def _read_after(parameters: Mapping[str, tuple[str, ...]]) -> Place | Defect:
    """Read where the page before ended. It is a place and no number: what comes or goes meanwhile moves no page."""
    text = parameters.get("_after", ("",))[-1]
    if not text:
        return BEFORE_ALL
    moment, _, document = text.partition(".")
    read = read_document_id(document)
    if (
        read is None
        or not moment.isascii()
        or not moment.removeprefix("-").isdecimal()
        or len(moment) > _LONGEST_MOMENT
    ):
        return Defect("bad-page", "_after", "This is not the beginning of a page.", "Follow the next link as it is.")
    return int(moment), read[1].hex


def _link(request: FhirRequest, record: RecordId, after: tuple[str, ...]) -> str:
    """Write a link to this search. Whom it is about is told by the record's opaque id: an INS stays out of it."""
    kept = [
        (name, value)
        for name, values in request.parameters.items()
        if name not in ("patient", "patient.identifier", "_after")
        for value in values
    ]
    pairs = [("patient", record_id_text(record)), *kept, *(("_after", place) for place in after)]
    return f"{request.base_url}/DocumentReference?{urlencode(pairs)}"
