"""ITI-78 (PDQm), read: the Patient whose id a look-up gave, as far as its asker may know."""

from carnet.core.access.decision import Refusal
from carnet.core.identifiers import NOBODYS_RECORD
from carnet.doors.fhir.http import FhirRequest, FhirResponse
from carnet.doors.fhir.identifiers import read_record_id
from carnet.doors.fhir.mapping.checked_patient import write_checked_patient
from carnet.doors.fhir.mapping.patient import write_patient
from carnet.doors.fhir.outcome import not_found, of_refusal
from carnet.usecases.record.read_person import KnownPerson, read_person


def read(request: FhirRequest) -> FhirResponse:
    """Answer ``GET Patient/ID``: who they are, for the person's own side; what TD0.2 tells, for those who give care."""
    record = read_record_id(request.arguments["id"])
    match read_person(record or NOBODYS_RECORD, actor=request.actor, env=request.env):
        case Refusal() as refusal:
            return of_refusal(refusal) if record else not_found()
        case KnownPerson(checked) if not checked.glimpse.exists:
            return not_found()
        case KnownPerson(checked, person):
            told = write_checked_patient(checked)
            return FhirResponse(200, told if person is None else {**told, **write_patient(person)})
