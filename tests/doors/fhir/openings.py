"""The Parameters by which software opens a record, as an integrator would write them."""

from carnet.core.people import Gender
from carnet.doors.fhir.names import BIRTH_PLACE, INSEE_CODE
from carnet.store.records import RecordPerson
from tests.doors.fhir.client import Json

GENDERS = {Gender.FEMALE: "female", Gender.MALE: "male", Gender.UNKNOWN: "unknown"}


def opening_of(person: RecordPerson, *, card: str = "", consent: str = "spoken", present: bool = True) -> Json:
    """What opens somebody's record: a Patient, the consent, the reader's statement."""
    ins, traits = person.identifiers[0], person.traits
    place = {
        "url": BIRTH_PLACE,
        "valueAddress": {
            "extension": [
                {
                    "url": INSEE_CODE,
                    "valueCoding": {
                        "system": "https://mos.esante.gouv.fr/NOS/TRE_R13-Commune/FHIR/TRE-R13-Commune",
                        "code": traits.birth_place,
                    },
                }
            ]
        },
    }
    patient = {
        "resourceType": "Patient",
        "extension": [place],
        "identifier": [{"system": f"urn:oid:{ins.system.value}", "value": ins.value}],
        "name": [{"use": "official", "family": traits.birth_name, "given": list(traits.given_names)}],
        "gender": GENDERS[traits.gender],
        "birthDate": traits.birth_date.isoformat(),
    }
    parameters: list[Json] = [
        {"name": "patient", "resource": patient},
        {"name": "consent", "valueCode": consent},
        {"name": "person-present", "valueBoolean": present},
    ]
    if card:
        parameters.append({"name": "card", "valueString": card})
    return {"resourceType": "Parameters", "parameter": parameters}
