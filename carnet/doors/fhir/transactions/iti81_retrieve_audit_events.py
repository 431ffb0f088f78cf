"""ITI-81: the history of the accesses to one record, for those entitled to it."""

from typing import Any

from carnet.core.access.decision import Refusal
from carnet.core.defects import Defect
from carnet.doors.fhir.http import FhirRequest, FhirResponse
from carnet.doors.fhir.mapping.audit_event import write_audit_event
from carnet.doors.fhir.outcome import ignored_parameters, of_defects, of_refusal
from carnet.doors.fhir.search_parameters import read_spans, unknown_names
from carnet.doors.fhir.subject import read_record
from carnet.doors.fhir.wish import ANSWER
from carnet.usecases.reading.read_access_history import AccessHistory, read_access_history

KNOWN = ANSWER | {"patient", "patient.identifier", "date"}


def find(request: FhirRequest) -> FhirResponse:
    """Answer ``GET AuditEvent`` and ``POST AuditEvent/_search``, newest first; ``date`` bounds it."""
    subject = read_record(request.parameters, accepts_test=request.env.accepts_test_identifiers)
    spans = read_spans("date", request.parameters)
    unknown = unknown_names(request.parameters, KNOWN, is_strict=request.is_strict)
    defects = [one for one in (subject, *spans, *unknown) if isinstance(one, Defect)]
    if defects or isinstance(subject, Defect):
        return of_defects(defects, status=400)
    bounds = tuple(span for span in spans if not isinstance(span, Defect))
    match read_access_history(subject, during=bounds, actor=request.actor, env=request.env):
        case Refusal() as refusal:
            return of_refusal(refusal)
        case AccessHistory() as history:
            entries: list[dict[str, Any]] = [
                {
                    "fullUrl": f"urn:uuid:{line.event.id}",
                    "resource": write_audit_event(line, history.record),
                    "search": {"mode": "match"},
                }
                for line in history.lines
            ]
            entries += ignored_parameters(tuple(name for name in unknown if isinstance(name, str)))
            bundle = {"resourceType": "Bundle", "type": "searchset", "total": len(history.lines)}
            return FhirResponse(200, {**bundle, "entry": entries} if entries else bundle)
