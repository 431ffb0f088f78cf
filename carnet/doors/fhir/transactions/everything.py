"""``Patient/$everything``: all that the asker may read of one record, in pages that are each decided and traced."""

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from carnet.core.access.decision import Refusal
from carnet.core.defects import Defect
from carnet.core.documents.selection import Span
from carnet.core.identifiers import RecordId
from carnet.doors.fhir.http import FhirRequest, FhirResponse, Parameters
from carnet.doors.fhir.identifiers import record_id_text
from carnet.doors.fhir.mapping.everything import KINDS, write_everything
from carnet.doors.fhir.operation_input import read_input, record_of
from carnet.doors.fhir.outcome import of_defects, of_refusal
from carnet.doors.fhir.pages import Order, Paging, read_paging, write_place
from carnet.doors.fhir.search_values import read_span
from carnet.usecases.reading.read_everything import ALL, Everything, Wanted, read_everything

KNOWN = frozenset({"start", "end", "_since", "_type", "_count", "_after"})
IN_ITS_ORDER: Order = (("kind", False), ("changed", True))


def everything(request: FhirRequest) -> FhirResponse:
    """Answer ``GET`` and ``POST Patient/ID/$everything`` (hl7.org/fhir/R4/patient-operation-everything.html)."""
    given = read_input(request, KNOWN)
    if isinstance(given, tuple):
        return of_defects(given, status=400)
    paging = read_paging(given, orders={}, usual=IN_ITS_ORDER, is_strict=True, env=request.env)
    wanted = read_wanted(given)
    if isinstance(paging, tuple) or isinstance(wanted, tuple):
        wrong = [*(paging if isinstance(paging, tuple) else ()), *(wanted if isinstance(wanted, tuple) else ())]
        return of_defects(wrong, status=400)
    match read_everything(record_of(request), wanted=wanted, actor=request.actor, env=request.env):
        case Refusal() as refusal:
            return of_refusal(refusal)
        case Everything() as found:
            return FhirResponse(200, _page(replace(request, parameters=given), found, paging))


def read_wanted(given: Parameters) -> Wanted | tuple[Defect, ...]:
    """Read which kinds of resources are asked, since when, and about care of which time; else every defect."""
    defects: list[Defect] = []
    names = [one for text in given.get("_type", ()) for one in text.split(",") if one]
    kinds = frozenset(KINDS[one] for one in names if one in KINDS)
    if any(one not in KINDS for one in names):
        remedy = f"Send _type with some of {', '.join(KINDS)}."
        defects.append(Defect("unknown-type", "_type", "A record has no resource of this type.", remedy))
    since, start, end = (_instant(name, given, defects) for name in ("_since", "start", "end"))
    if defects:
        return tuple(defects)
    care = Span(start.start if start else None, end.end if end else None)
    return Wanted(kinds or ALL, since.start if since else None, care)


def _instant(name: str, given: Parameters, defects: list[Defect]) -> Span | None:
    texts = given.get(name, ())
    if not texts:
        return None
    if len(texts) > 1 or texts[0][:1].isalpha():
        remedy = f"Send {name} once, as a date or an instant: {name}=2026-01-01."
        defects.append(Defect("bad-date", name, "This is not one date.", remedy))
        return None
    return read_span(name, texts[0], defects)


def _page(request: FhirRequest, found: Everything, paging: Paging) -> dict[str, Any]:
    placed = sorted(write_everything(found, base_url=request.base_url), key=lambda one: one.place)
    left = [one for one in placed if paging.after is None or one.place > paging.after]
    page = left[: paging.count]
    links = [{"relation": "self", "url": _link(request, found.record, request.parameters.get("_after", ()))}]
    if page and len(left) > len(page):
        mark = write_place(page[-1].place, request.parameters, request.env)
        links.append({"relation": "next", "url": _link(request, found.record, (mark,))})
    entries = [{"fullUrl": one.url, "resource": one.resource, "search": {"mode": "match"}} for one in page]
    bundle = {"resourceType": "Bundle", "type": "searchset", "total": len(placed), "link": links}
    return {**bundle, "entry": entries} if entries else bundle


def _link(request: FhirRequest, record: RecordId, after: tuple[str, ...]) -> str:
    kept = [(name, one) for name, values in request.parameters.items() if name != "_after" for one in values]
    # A comma parts values in FHIR, and stands in a query as it is.
    query = urlencode([*kept, *(("_after", place) for place in after)], safe=",")
    address = f"{request.base_url}/Patient/{record_id_text(record)}/$everything"
    return f"{address}?{query}" if query else address
