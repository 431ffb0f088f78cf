"""TD0.5 · ITI-78: a SAMU's doctor looks for somebody by name and birth date, during a call; nobody else looks so."""

from datetime import date
from typing import assert_never

from carnet.core.access.decision import Refusal
from carnet.core.defects import Defect
from carnet.doors.fhir.http import FhirRequest, FhirResponse
from carnet.doors.fhir.identifiers import record_id_text
from carnet.doors.fhir.mapping.patient import write_patient
from carnet.doors.fhir.mapping.values import Json
from carnet.doors.fhir.outcome import ignored_parameters, of_defects, of_refusal
from carnet.doors.fhir.search_parameters import unknown_names
from carnet.doors.fhir.wish import ANSWER
from carnet.usecases.emergency.answer_samu_call import CallNumberMissing
from carnet.usecases.emergency.find_by_traits import FoundPeople, FoundPerson, TooMany, Traits, find_by_traits
from carnet.usecases.reading.shown_person import ShownPerson

TRAITS = frozenset({"family", "given", "birthdate"})
NUMBERS = frozenset({"identifier", "_id"})
KNOWN = ANSWER | TRAITS | NUMBERS
CALL = "emergency-call"
"""The header that carries the number of the call."""

NO_CALL = Defect(
    "call-number",
    "Emergency-Call",
    "People are looked for by their traits during a call to the SAMU only, and its number is missing or is none.",
    "Send the header Emergency-Call with the number of the call; outside a call, look up by identifier.",
)
TOO_MANY = Defect(
    "too-many-people",
    "given",
    "More than ten people may be meant: nobody is named.",
    "Send given too, the first name or its beginning.",
)


def asks_by_traits(request: FhirRequest) -> bool:
    """Whether a search of patients is by what somebody is called, and not by a number."""
    return any(name.partition(":")[0] in TRAITS for name in request.parameters)


def find(request: FhirRequest) -> FhirResponse:
    """Answer ``Patient/_search`` with ``family``, ``birthdate`` and perhaps ``given``: ten people at most, or nobody.

    Whoever is listed reads it in their history; whoever refuses or has closed is never listed (product.md,
    « Emergency search by traits »).
    """
    unknown = unknown_names(request.parameters, KNOWN, is_strict=request.is_strict)
    traits = _traits(request)
    defects = [one for one in unknown if isinstance(one, Defect)]
    if isinstance(traits, tuple) or defects:
        return of_defects([*defects, *(traits if isinstance(traits, tuple) else ())], status=400)
    answer = find_by_traits(traits, call=request.headers.get(CALL, ""), actor=request.actor, env=request.env)
    match answer:
        case Refusal() as refusal:
            return of_refusal(refusal)
        case CallNumberMissing():
            return of_defects((NO_CALL,), status=400)
        case TooMany():
            return of_defects((TOO_MANY,))
        case FoundPeople(people):
            entries = [_entry(request, one) for one in people]
            entries += ignored_parameters(tuple(name for name in unknown if isinstance(name, str)))
            bundle: Json = {"resourceType": "Bundle", "type": "searchset", "total": len(people)}
            return FhirResponse(200, {**bundle, "entry": entries} if entries else bundle)
        case _:
            assert_never(answer)


def _traits(request: FhirRequest) -> Traits | tuple[Defect, ...]:
    """Read the traits: each at most once, and without a modifier, since a name is found however it is written."""
    said = {name: request.parameters.get(name, ()) for name in TRAITS}
    born = _day(said["birthdate"])
    is_by_number = bool(NUMBERS & set(request.parameters))
    if (
        not is_by_number
        and len(said["family"]) == 1
        and said["family"][0]
        and born is not None
        and len(said["given"]) <= 1
    ):
        return Traits(said["family"][0], born, "".join(said["given"]))
    return (
        Defect(
            "bad-traits",
            "family",
            "A search by traits names a family name and a whole birth date, each once, and one first name at most.",
            "Send family=MOREL and birthdate=1984-03-12, and given if it is known; or identifier alone.",
        ),
    )


def _day(values: tuple[str, ...]) -> date | None:
    try:
        return date.fromisoformat(values[0].removeprefix("eq")) if len(values) == 1 and len(values[0]) >= 10 else None
    except ValueError:
        return None


def _entry(request: FhirRequest, found: FoundPerson) -> Json:
    """Write somebody who may be meant: by their traits, and no number of theirs."""
    patient = write_patient(ShownPerson(found.record, found.traits, ()))
    url = f"{request.base_url}/Patient/{record_id_text(found.record)}"
    return {"fullUrl": url, "resource": patient, "search": {"mode": "match"}}
