"""Whose record a search is about."""

from carnet.core.defects import Defect
from carnet.core.identifiers import PatientIdentifier, RecordId, parse_patient_identifier
from carnet.doors.fhir.http import Parameters
from carnet.doors.fhir.identifiers import read_record_id


def read_record(
    parameters: Parameters, *, accepts_test: bool, by_identifier: str = "patient.identifier", by_id: str = "patient"
) -> RecordId | PatientIdentifier | Defect:
    """Read the record from ``patient`` (the id that TD0.2 gave) or ``patient.identifier`` (``SYSTEM|INS``).

    A search has one of them, once (PDSm): a defect otherwise.
    """
    identifiers, references = parameters.get(by_identifier, ()), parameters.get(by_id, ())
    if len(identifiers) + len(references) != 1:
        return Defect(
            "one-patient",
            by_identifier,
            "A search is about exactly one patient.",
            f"Send {by_identifier}=SYSTEM|INS (rather by POST _search), or {by_id} with the id that we gave.",
        )
    if references:
        record = read_record_id(references[0].removeprefix("Patient/"))
        if record is None:
            return Defect(
                "bad-patient-id",
                by_id,
                "This is not an id that this server gave.",
                f"Look the patient up by {by_identifier} first.",
            )
        return record
    system, _, value = identifiers[0].partition("|")
    return parse_patient_identifier(system, value, accepts_test=accepts_test, where=by_identifier)
