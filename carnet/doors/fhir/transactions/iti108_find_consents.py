"""ITI-108 (IHE PCF), searched: who may see one record, as its asker may know it, page by page."""

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from carnet.core.access.decision import Refusal
from carnet.core.defects import Defect
from carnet.core.documents.selection import Span
from carnet.doors.fhir.http import FhirRequest, FhirResponse
from carnet.doors.fhir.mapping.consent import write_listed
from carnet.doors.fhir.mapping.values import Json
from carnet.doors.fhir.outcome import ignored_parameters, of_defects, of_refusal
from carnet.doors.fhir.pages import PAGING, Order, Paging, Place, links, list_links, place_of, read_paging
from carnet.doors.fhir.search_parameters import SUBJECT, read_spans, unknown_names
from carnet.doors.fhir.search_values import read_uri, split_values
from carnet.doors.fhir.subject import read_record
from carnet.doors.fhir.transactions import td04_own_records
from carnet.doors.fhir.transactions.td04_own_records import ACTORS
from carnet.doors.fhir.wish import ANSWER
from carnet.usecases.consent.list_consents import ListedConsents, list_consents

KNOWN = frozenset({*ANSWER, *SUBJECT, *PAGING, *ACTORS, "_id", "status", "period", "date", "_include"})
ORDERS = {"date": "since"}
LAST_FIRST: Order = (("since", True),)


def find(request: FhirRequest) -> FhirResponse:
    """Answer ``GET Consent`` and ``POST Consent/_search``: of one patient, or of oneself in all records (TD0.4)."""
    if td04_own_records.names_nobody(request):
        return td04_own_records.find(request)
    subject = read_record(request.parameters, accepts_test=request.env.accepts_test_identifiers)
    unknown = unknown_names(request.parameters, KNOWN, is_strict=request.is_strict)
    paging = read_paging(
        request.parameters, orders=ORDERS, usual=LAST_FIRST, is_strict=request.is_strict, env=request.env
    )
    spans = {name: read_spans(name, request.parameters) for name in ("period", "date")}
    several = [one for found in (unknown, *spans.values(), _include(request)) for one in found]
    defects = [one for one in (subject, *several) if isinstance(one, Defect)]
    if isinstance(subject, Defect) or isinstance(paging, tuple) or defects:
        return of_defects([*defects, *(paging if isinstance(paging, tuple) else ())], status=400)
    match list_consents(subject, actor=request.actor, env=request.env):
        case Refusal() as refusal:
            return of_refusal(refusal)
        case ListedConsents() as listed:
            written = write_listed(listed, request.actor, at=request.env.clock.now())
            found = [one for one in written if _is_asked(request, one) and _lies_in(one, spans)]
            ignored = (*paging.ignored, *(name for name in unknown if isinstance(name, str)))
            return FhirResponse(200, _bundle(request, listed, found, paging, ignored))


def _include(request: FhirRequest) -> list[Defect]:
    """Refuse what would come along: the patient is known already, and told by TD0.2."""
    problem = "Nothing comes along with the consents of one patient."
    refused = Defect("include-refused", "_include", problem, "Leave it out, and look the patient up by identifier.")
    return [refused] if "_include" in request.parameters else []


def _bundle(
    request: FhirRequest, listed: ListedConsents, asked: Sequence[Json], paging: Paging, ignored: tuple[str, ...]
) -> dict[str, Any]:
    """Write one page. The total is that of the consents that this asker may know of."""
    found = sorted(((_place(one, paging.order), one) for one in asked), key=lambda one: one[0])
    left = [one for one in found if paging.after is None or one[0] > paging.after]
    page = left[: paging.count]
    entries: list[dict[str, Any]] = [
        {"fullUrl": f"{request.base_url}/Consent/{one['id']}", "resource": one, "search": {"mode": "match"}}
        for _, one in page
    ]
    entries += ignored_parameters(ignored)
    following = page[-1][0] if page and len(left) > len(page) else None
    bundle: dict[str, Any] = {
        "resourceType": "Bundle",
        "type": "searchset",
        **({"total": len(asked)} if paging.tells_total else {}),
        "link": _links(request, listed, following),
    }
    return {**bundle, "entry": entries} if entries else bundle


def _links(request: FhirRequest, listed: ListedConsents, following: Place | None) -> list[dict[str, str]]:
    """Write the links; of a record that does not exist for the asker, without its id: closed or absent, it is alike."""
    if listed.own is not None and not listed.own.glimpse.exists:
        return list_links(request, "Consent", following)
    return links(request, "Consent", listed.record, following)


def _place(consent: Json, order: Order) -> Place:
    """Tell where a consent stands: its id holds whom it is about, and a place is a number."""
    number = UUID(bytes=sha256(consent["id"].encode()).digest()[:16])
    return place_of(order, {"since": datetime.fromisoformat(consent["dateTime"])}, number)


def _is_asked(request: FhirRequest, consent: Json) -> bool:
    """Whether a consent answers to ``_id``, ``status`` and ``actor``: within each, one of its values."""
    named = {one["reference"]["identifier"]["value"] for one in consent["provision"].get("actor", [])}
    holds = {"_id": {consent["id"]}, "status": {consent["status"]}}
    holds |= dict.fromkeys(ACTORS, named)
    return all(
        not values.isdisjoint(map(read_uri, split_values(text)))
        for name, values in holds.items()
        for text in request.parameters.get(name, ())
    )


def _lies_in(consent: Json, spans: dict[str, tuple[Span | Defect, ...]]) -> bool:
    """Whether a consent was given in the time of ``date``, and held in that of ``period`` (without end: until now)."""
    since = datetime.fromisoformat(consent["dateTime"])
    end = consent["provision"].get("period", {}).get("end")
    until = datetime.fromisoformat(end) if end is not None else None
    held = [one for one in spans["period"] if isinstance(one, Span)]
    return all(one.holds(since) for one in spans["date"] if isinstance(one, Span)) and all(
        (one.end is None or since < one.end) and (one.start is None or until is None or until >= one.start)
        for one in held
    )
