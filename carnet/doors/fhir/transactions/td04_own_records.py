"""TD0.4: the records that a professional may open, as their own Consents in force, each with its Patient if asked."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from carnet.core.access.actors import Professional
from carnet.core.access.decision import Refusal
from carnet.core.defects import Defect
from carnet.core.identifiers import RecordId
from carnet.doors.fhir.http import FhirRequest, FhirResponse
from carnet.doors.fhir.mapping.checked_patient import write_checked_patient
from carnet.doors.fhir.mapping.consent import grantee_of, write_own_authorization
from carnet.doors.fhir.outcome import ignored_parameters, of_defects, of_refusal
from carnet.doors.fhir.pages import EPOCH, Order, Paging, Place, list_links, place_of, read_paging
from carnet.doors.fhir.search_parameters import unknown_names
from carnet.doors.fhir.search_values import read_token, split_values
from carnet.doors.fhir.wish import ANSWER
from carnet.formats.fhir.subset import Summary
from carnet.usecases.consent.list_own_records import OwnRecord, OwnRecords, list_own_records

ACTORS = ("actor", "actor.identifier", "actor:identifier")
KNOWN = frozenset({*ANSWER, *ACTORS, "status", "_include", "_count", "_after"})
LAST_FIRST: Order = (("since", True),)
"""« LAST_AUTORIZATION » of TD0.4: the last let into first."""
PATIENTS = frozenset({"Consent:patient", "Consent:patient:Patient"})


def names_nobody(request: FhirRequest) -> bool:
    """Whether a search of consents is about no patient in particular, but about somebody who is let in."""
    return not {"patient", "patient.identifier"} & set(request.parameters) and bool(set(ACTORS) & {*request.parameters})


def find(request: FhirRequest) -> FhirResponse:
    """Answer ``GET Consent?actor=`` and ``POST Consent/_search`` with ``actor`` alone: oneself, by one's own number."""
    unknown = unknown_names(request.parameters, KNOWN, is_strict=request.is_strict)
    paging = read_paging(request.parameters, orders={}, usual=LAST_FIRST, is_strict=request.is_strict, env=request.env)
    defects = [one for one in unknown if isinstance(one, Defect)]
    defects += [*_not_own(request), *(paging if isinstance(paging, tuple) else ())]
    actor = request.actor
    if isinstance(paging, tuple) or defects or not isinstance(actor, Professional):
        return of_defects(defects or [_OWN_ONLY], status=400)
    match list_own_records(after=_read_place(paging.after), count=paging.count, actor=actor, env=request.env):
        case Refusal() as refusal:
            return of_refusal(refusal)
        case OwnRecords() as listed:
            ignored = tuple(name for name in unknown if isinstance(name, str))
            return FhirResponse(200, _bundle(request, actor, listed, paging, ignored))


_OWN_ONLY = Defect(
    "own-records-only",
    "actor",
    "Without a patient, a professional looks for the records that they may open themselves, and nobody else does.",
    "Send actor with your own national identifier, or name the patient by patient.identifier.",
)


def _not_own(request: FhirRequest) -> list[Defect]:
    """Say what else than one's own records in force is asked for."""
    own = grantee_of(request.actor)
    values = [one for name in ACTORS for text in request.parameters.get(name, ()) for one in split_values(text)]
    defects = [_OWN_ONLY] if own is None or any(read_token(one).value != own.value for one in values) else []
    if any("active" not in split_values(text) for text in request.parameters.get("status", ())):
        problem, remedy = "The records that one may open are those of active consents.", "Send status=active."
        defects.append(Defect("bad-status", "status", problem, remedy))
    if any(value not in PATIENTS for value in request.parameters.get("_include", ())):
        problem = "Only the patient of a consent comes along with it."
        defects.append(Defect("include-refused", "_include", problem, "Send _include=Consent:patient."))
    if request.wish.subset.summary is Summary.COUNT:
        problem = "These records are not counted: each page is decided when it is asked for."
        defects.append(Defect("not-counted", "_summary", problem, "Leave _summary=count out, and follow next."))
    return defects


def _bundle(
    request: FhirRequest, actor: Professional, listed: OwnRecords, paging: Paging, ignored: tuple[str, ...]
) -> dict[str, Any]:
    entries: list[dict[str, Any]] = []
    for one in listed.records:
        consent = write_own_authorization(one.checked, actor, at=one.since)
        url = f"{request.base_url}/Consent/{consent['id']}"
        entries.append({"fullUrl": url, "resource": consent, "search": {"mode": "match"}})
    for one in listed.records if "_include" in request.parameters else ():
        patient = write_checked_patient(one.checked)
        url = f"{request.base_url}/Patient/{patient['id']}"
        entries.append({"fullUrl": url, "resource": patient, "search": {"mode": "include"}})
    entries += ignored_parameters((*paging.ignored, *ignored))
    following = _place(listed.records[-1]) if listed.goes_on else None
    bundle: dict[str, Any] = {
        "resourceType": "Bundle",
        "type": "searchset",
        "link": list_links(request, "Consent", following),
    }
    return {**bundle, "entry": entries} if entries else bundle


def _place(one: OwnRecord) -> Place:
    return place_of(LAST_FIRST, {"since": one.since}, one.checked.record)


def _read_place(place: Place | None) -> tuple[datetime, RecordId] | None:
    """Read a place back as since when, and which record."""
    if place is None:
        return None
    (micros,), number = place
    since = (EPOCH + timedelta(microseconds=-micros)).astimezone(UTC)
    return since, RecordId(UUID(int=-number))
