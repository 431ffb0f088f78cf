"""What somebody learns of a record (TD0.2, TD0.4) → Patient, with the extensions of the DMP and no trait."""

from carnet.doors.fhir.identifiers import record_id_text
from carnet.doors.fhir.mapping.values import Json, write_patient_identifier
from carnet.doors.fhir.names import FEEDABLE, TREATING_PHYSICIAN
from carnet.usecases.record.check_record import CheckedRecord


def write_checked_patient(checked: CheckedRecord) -> Json:
    """Write the Patient of a record that exists for its asker.

    The identity that the asker knows is the one that counts (EX_0.2-1020): an identifier, and nothing else of theirs.
    """
    glimpse = checked.glimpse
    extensions: list[Json] = [{"url": FEEDABLE, "valueBoolean": glimpse.is_feedable}]
    if glimpse.is_treating_physician:
        extensions.append({"url": TREATING_PHYSICIAN, "valueBoolean": True})
    patient: Json = {
        "resourceType": "Patient",
        "id": record_id_text(checked.record),
        "extension": extensions,
        "active": glimpse.is_feedable,
    }
    if checked.identifier is not None:
        patient["identifier"] = [write_patient_identifier(checked.identifier)]
    return patient
