"""ITI-81: the history of the accesses to one record, for those entitled to it; and one line of it."""

from typing import Any

from carnet.core.access.decision import Refusal
from carnet.core.defects import Defect
from carnet.core.identifiers import NOBODYS_RECORD
from carnet.doors.fhir.audit_search import KNOWN, Condition, read_bounds, read_conditions
from carnet.doors.fhir.http import FhirRequest, FhirResponse
from carnet.doors.fhir.identifiers import read_document_id
from carnet.doors.fhir.mapping.audit_event import write_audit_event
from carnet.doors.fhir.mapping.values import Json
from carnet.doors.fhir.outcome import ignored_parameters, not_found, of_defects, of_refusal
from carnet.doors.fhir.pages import Order, Paging, Place, links, place_of, read_paging
from carnet.doors.fhir.search_parameters import unknown_names
from carnet.doors.fhir.subject import read_record
from carnet.usecases.reading.read_access_history import AccessHistory, HistoryLine, read_access_history

ORDERS = {"date": "recorded"}
NEWEST_FIRST: Order = (("recorded", True),)


def find(request: FhirRequest) -> FhirResponse:
    """Answer ``GET AuditEvent`` and ``POST AuditEvent/_search``, newest first unless asked otherwise.

    ``date`` bounds it at both ends, as IHE asks; the other parameters look at the lines as this reader is shown them.
    """
    parameters, is_strict = request.parameters, request.is_strict
    subject = read_record(parameters, accepts_test=request.env.accepts_test_identifiers)
    unknown = unknown_names(parameters, KNOWN, is_strict=is_strict)
    paging = read_paging(parameters, orders=ORDERS, usual=NEWEST_FIRST, is_strict=is_strict, env=request.env)
    bounds, conditions = read_bounds(parameters), read_conditions(parameters)
    several = [one for found in (bounds, conditions, unknown) for one in found]
    defects = [one for one in (subject, *several) if isinstance(one, Defect)]
    if isinstance(subject, Defect) or isinstance(paging, tuple) or defects:
        return of_defects([*defects, *(paging if isinstance(paging, tuple) else ())], status=400)
    during = tuple(one for one in bounds if not isinstance(one, Defect))
    asked = tuple(one for one in conditions if not isinstance(one, Defect))
    match read_access_history(subject, during=during, actor=request.actor, env=request.env):
        case Refusal() as refusal:
            return of_refusal(refusal)
        case AccessHistory() as history:
            ignored = (*paging.ignored, *(name for name in unknown if isinstance(name, str)))
            return FhirResponse(200, _bundle(request, history, asked, paging, ignored))


def read(request: FhirRequest) -> FhirResponse:
    """Answer ``GET AuditEvent/ID``: one line, or the answer given for one that never was."""
    number = request.arguments["id"]
    place = read_document_id(number)
    record = place[0] if place else NOBODYS_RECORD
    match read_access_history(record, actor=request.actor, env=request.env):
        case Refusal() as refusal:
            return of_refusal(refusal) if place else not_found()
        case AccessHistory() as history:
            line = next((one for one in history.lines if place and one.event.id == place[1]), None)
            return FhirResponse(200, _written(request, history, line)) if line is not None else not_found()


def _written(request: FhirRequest, history: AccessHistory, line: HistoryLine) -> Json:
    return write_audit_event(line, history.record, base_url=request.base_url)


def _bundle(
    request: FhirRequest,
    history: AccessHistory,
    asked: tuple[Condition, ...],
    paging: Paging,
    ignored: tuple[str, ...],
) -> dict[str, Any]:
    """Write one page. The total is that of the lines this reader may see: it was counted after the decision."""
    lines = [line for line in history.lines if not asked or _answers(_written(request, history, line), asked)]
    found = _in_order(lines, paging.order)
    left = _after(found, paging.after)
    page = left[: paging.count]
    entries: list[dict[str, Any]] = []
    for _, line in page:
        resource = _written(request, history, line)
        url = f"{request.base_url}/AuditEvent/{resource['id']}"
        entries.append({"fullUrl": url, "resource": resource, "search": {"mode": "match"}})
    entries += ignored_parameters(ignored)
    following = page[-1][0] if page and len(left) > len(page) else None
    bundle: dict[str, Any] = {
        "resourceType": "Bundle",
        "type": "searchset",
        **({"total": len(found)} if paging.tells_total else {}),
        "link": links(request, "AuditEvent", history.record, following),
    }
    return {**bundle, "entry": entries} if entries else bundle


def _answers(written: Json, asked: tuple[Condition, ...]) -> bool:
    return all(holds(written) for holds in asked)


def _in_order(lines: list[HistoryLine], order: Order) -> list[tuple[Place, HistoryLine]]:
    """Order the lines. Those of one instant stay as the history has them: the last written first, or last."""
    newest_first = order[0][1]
    placed = [
        (place_of(order, {"recorded": line.event.at}, line.event.id), line)
        for line in (lines if newest_first else reversed(lines))
    ]
    return sorted(placed, key=lambda one: one[0][0])


def _after(found: list[tuple[Place, HistoryLine]], after: Place | None) -> list[tuple[Place, HistoryLine]]:
    """Leave out what came on the pages before. A line that is no longer shown leaves its instant behind."""
    if after is None:
        return found
    places = [place for place, _ in found]
    if after in places:
        return found[places.index(after) + 1 :]
    return [one for one in found if one[0][0] > after[0]]
