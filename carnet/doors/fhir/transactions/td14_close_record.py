"""``Patient/ID/$close`` (TD1.4): a professional's software closes a record, with the person there who asks for it."""

from carnet.core.access.decision import Refusal
from carnet.core.defects import Defect
from carnet.core.record.closing import HOLDERS_REASONS, ClosingReason
from carnet.doors.fhir.http import FhirRequest, FhirResponse
from carnet.doors.fhir.identifiers import record_id_text
from carnet.doors.fhir.mapping.values import write_instant
from carnet.doors.fhir.operation_input import read_input, record_of
from carnet.doors.fhir.outcome import of_defects, of_refusal
from carnet.usecases.record.close_record import close_record

REASON, PRESENT = "reason", "person-present"
REASONS = sorted(one.value for one in HOLDERS_REASONS)


def close(request: FhirRequest) -> FhirResponse:
    """Answer ``POST Patient/ID/$close``: 200 and when it was closed, or why it was not.

    Parameters: ``person-present``, which states that the person is there and asks for it; ``reason``, a code. The
    person is told on every channel, and undoes it on their own site (product.md, « Closing »).
    """
    given = read_input(request, (REASON, PRESENT))
    if isinstance(given, tuple):
        return of_defects(given, status=400)
    (reason,) = given.get(REASON, (ClosingReason.HOLDER_ASKS.value,))[-1:]
    (present,) = given.get(PRESENT, ("false",))[-1:]
    defects = []
    if reason not in REASONS:
        problem, remedy = "This is no reason for closing a record.", f"Send one of: {', '.join(REASONS)}."
        defects.append(Defect("bad-closing-reason", REASON, problem, remedy))
    if present.lower() not in ("true", "false"):
        problem, remedy = "This is neither true nor false.", "Send valueBoolean true when the person is there."
        defects.append(Defect("bad-boolean", PRESENT, problem, remedy))
    if defects:
        return of_defects(defects)
    record = record_of(request)
    answer = close_record(
        record, reason=reason, person_is_present=present.lower() == "true", actor=request.actor, env=request.env
    )
    if isinstance(answer, Refusal):
        return of_refusal(answer)
    parameters = [
        {"name": "patient", "valueReference": {"reference": f"Patient/{record_id_text(record)}"}},
        {"name": "closed-at", "valueInstant": write_instant(answer.at)},
    ]
    return FhirResponse(200, {"resourceType": "Parameters", "parameter": parameters})
