"""The person of a record → Patient, for those who may read the record itself."""

from typing import Any

from carnet.core.people import Gender
from carnet.doors.fhir.identifiers import record_id_text
from carnet.doors.fhir.mapping.values import Json, write_patient_identifier
from carnet.usecases.reading.shown_person import ShownPerson

GENDERS = {Gender.FEMALE: "female", Gender.MALE: "male", Gender.UNKNOWN: "unknown"}


def write_patient(person: ShownPerson, *, profile: str = "") -> Json:
    """Write who somebody is: identifiers and traits, and none of the ways to reach them.

    ``profile``: the profile that it is written for, beside FHIR itself.
    """
    traits = person.traits
    names = [{"use": "official", "family": traits.birth_name, "given": list(traits.given_names)}]
    if traits.used_name and traits.used_name != traits.birth_name:
        names.append({"use": "usual", "family": traits.used_name, "given": list(traits.given_names[:1])})
    patient: dict[str, Any] = {
        "resourceType": "Patient",
        "id": record_id_text(person.record),
        "identifier": [write_patient_identifier(one) for one in person.identifiers],
        "name": names,
        "gender": GENDERS[traits.gender],
        "birthDate": traits.birth_date.isoformat(),
    }
    if not person.identifiers:
        del patient["identifier"]
    return {**patient, "meta": {"profile": [profile]}} if profile else patient
