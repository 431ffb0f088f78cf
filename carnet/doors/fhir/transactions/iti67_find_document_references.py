"""ITI-67 (TD3.1): the documents of one record that this reader may see, newest first."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from carnet.core.access.decision import Refusal
from carnet.core.defects import Defect
from carnet.core.documents.selection import Criteria
from carnet.core.identifiers import DocumentId, RecordId
from carnet.doors.fhir.http import FhirRequest, FhirResponse
from carnet.doors.fhir.identifiers import document_id_text, read_document_id, record_id_text
from carnet.doors.fhir.mapping.document_reference import write_document_reference
from carnet.doors.fhir.outcome import issue, of_defects, of_refusal
from carnet.doors.fhir.search_parameters import read_search
from carnet.doors.fhir.subject import read_record
from carnet.usecases.reading.list_documents import ListedDocuments, list_documents
from carnet.usecases.reading.shown_document import ShownDocument

LARGEST_PAGE = 100


def find(request: FhirRequest) -> FhirResponse:
    """Answer ``GET DocumentReference`` and ``POST DocumentReference/_search``."""
    parameters = request.parameters
    record = read_record(parameters, accepts_test=request.env.accepts_test_identifiers)
    search = read_search(parameters, is_strict=request.is_strict)
    count = _read_count(parameters)
    defects = [found for found in (record, count) if isinstance(found, Defect)]
    if isinstance(search, tuple):
        defects += search
    if defects or isinstance(search, tuple) or isinstance(record, Defect) or isinstance(count, Defect):
        return of_defects(defects, status=400)
    criteria = Criteria() if "_id" in parameters else search.criteria
    match list_documents(record, criteria=criteria, actor=request.actor, env=request.env):
        case Refusal() as refusal:
            return of_refusal(refusal)
        case ListedDocuments() as listed:
            return FhirResponse(200, _bundle(request, listed, count, search.ignored))


def _asked_by_id(listed: ListedDocuments, parameters: Mapping[str, tuple[str, ...]]) -> tuple[ShownDocument, ...]:
    asked = parameters.get("_id")
    if asked is None:
        return listed.documents
    wanted = {read_document_id(text) for value in asked for text in value.split(",")}
    return tuple(shown for shown in listed.documents if (shown.record, shown.document) in wanted)


def _read_count(parameters: Mapping[str, tuple[str, ...]]) -> int | Defect:
    text = parameters.get("_count", (str(LARGEST_PAGE),))[-1]
    if not text.isascii() or not text.isdecimal():
        return Defect("bad-count", "_count", "A count is a whole number.", "Send for instance _count=20.")
    return min(int(text), LARGEST_PAGE)


def _bundle(request: FhirRequest, listed: ListedDocuments, count: int, ignored: tuple[str, ...]) -> dict[str, Any]:
    """Write one page. The total is that of the documents this reader may see: it was counted after the decision."""
    documents = _asked_by_id(listed, request.parameters)
    page = documents[_start(request.parameters, documents) :]
    entries: list[dict[str, Any]] = []
    for shown in page[:count]:
        resource = write_document_reference(shown, base_url=request.base_url)
        url = f"{request.base_url}/DocumentReference/{resource['id']}"
        entries.append({"fullUrl": url, "resource": resource, "search": {"mode": "match"}})
    if ignored:
        text = f"Ignored, since this server does not know them: {', '.join(ignored)}."
        warning = {
            "resourceType": "OperationOutcome",
            "issue": [issue("not-supported", "ignored-search-parameter", text, severity="warning")],
        }
        entries.append({"resource": warning, "search": {"mode": "outcome"}})
    links = [{"relation": "self", "url": _link(request, listed.record, {})}]
    if count and len(page) > count:
        after = {"_after": document_id_text(listed.record, page[count - 1].document)}
        links.append({"relation": "next", "url": _link(request, listed.record, after)})
    bundle = {"resourceType": "Bundle", "type": "searchset", "total": len(documents), "link": links}
    return {**bundle, "entry": entries} if entries else bundle


def _start(parameters: Mapping[str, tuple[str, ...]], documents: tuple[ShownDocument, ...]) -> int:
    """Find where the page begins: after the document that ended the one before."""
    after = read_document_id(parameters.get("_after", ("",))[-1])
    last: DocumentId | None = after[1] if after else None
    return next((index + 1 for index, shown in enumerate(documents) if shown.document == last), 0)


def _link(request: FhirRequest, record: RecordId, changes: Mapping[str, str]) -> str:
    """Write a link to this search. Whom it is about is told by the record's opaque id: an INS stays out of it."""
    kept = {
        name: values
        for name, values in request.parameters.items()
        if name not in ("patient", "patient.identifier", "_after")
    }
    pairs = [(name, value) for name, values in kept.items() for value in values]
    query = urlencode([("patient", record_id_text(record)), *pairs, *changes.items()])
    return f"{request.base_url}/DocumentReference?{query}"
