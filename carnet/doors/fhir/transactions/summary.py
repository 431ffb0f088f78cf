"""``Patient/$summary``: the International Patient Summary of a record, made for its reader when it is asked for."""

from carnet.core.access.decision import Refusal
from carnet.core.defects import Defect
from carnet.core.identifiers import parse_patient_identifier
from carnet.doors.fhir.http import FhirRequest, FhirResponse
from carnet.doors.fhir.mapping.summary import COMPOSITION, write_summary
from carnet.doors.fhir.operation_input import read_input, record_of
from carnet.doors.fhir.outcome import of_defects, of_refusal
from carnet.usecases.reading.summarize_record import RecordSummary, summarize_record
from carnet.usecases.record.find_record import RecordReference

INSTANCE = frozenset({"profile"})
TYPE = INSTANCE | {"identifier"}


def of_one(request: FhirRequest) -> FhirResponse:
    """Answer ``GET`` and ``POST Patient/ID/$summary``."""
    given = read_input(request, INSTANCE)
    if isinstance(given, tuple):
        return of_defects(given, status=400)
    return _answer(request, record_of(request), given.get("profile", ()))


def of_identifier(request: FhirRequest) -> FhirResponse:
    """Answer ``GET`` and ``POST Patient/$summary``, for whom ``identifier`` names (``SYSTEM|INS``)."""
    given = read_input(request, TYPE)
    if isinstance(given, tuple):
        return of_defects(given, status=400)
    named = given.get("identifier", ())
    if len(named) != 1:
        problem, remedy = "A summary is that of exactly one person.", "Send identifier=SYSTEM|INS, rather by POST."
        return of_defects([Defect("one-patient", "identifier", problem, remedy)], status=400)
    system, _, value = named[0].partition("|")
    accepts_test = request.env.accepts_test_identifiers
    record = parse_patient_identifier(system, value, accepts_test=accepts_test, where="identifier")
    if isinstance(record, Defect):
        return of_defects([record], status=400)
    return _answer(request, record, given.get("profile", ()))


def _answer(request: FhirRequest, record: RecordReference, profiles: tuple[str, ...]) -> FhirResponse:
    if any(one.partition("|")[0] != COMPOSITION for one in profiles):
        remedy = f"Leave profile out, or send {COMPOSITION}."
        return of_defects([Defect("unknown-profile", "profile", "No summary follows this profile.", remedy)])
    match summarize_record(record, actor=request.actor, env=request.env):
        case Refusal() as refusal:
            return of_refusal(refusal)
        case RecordSummary() as summary:
            return FhirResponse(200, write_summary(summary, base_url=request.base_url))
