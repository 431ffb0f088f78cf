"""What somebody wrote of the person's health → QuestionnaireResponse: reported by the patient, coded by nobody."""

from collections.abc import Mapping
from decimal import Decimal

from carnet.core.health.entry import HealthEntry, Said
from carnet.core.health.kinds import Answer, Field, Shape
from carnet.core.health.told import STANCES, TITLES
from carnet.core.identifiers import RecordId
from carnet.doors.fhir.identifiers import record_id_text
from carnet.doors.fhir.mapping.values import Json, write_instant

PATIENT_REPORTED = {
    "system": "http://terminology.hl7.org/CodeSystem/v3-ObservationValue",
    "code": "PATRPT",
    "display": "patient reported",
}
"""Said of every entry (HL7 v3, SECINTPRVRBOBV): no professional wrote it, and none has checked it."""
UCUM = "http://unitsofmeasure.org"
UNITS = {"kg": "kg", "mmHg": "mm[Hg]", "g/L": "g/L"}
"""The code of each unit, by the way in which it is written."""
ANSWERED = {Answer.NONE: "Aucun", Answer.UNKNOWN: "Ne sait pas"}


def write_own_words(entry: HealthEntry, record: RecordId, names: Mapping[str, str], *, base_url: str) -> Json:
    """Write one entry, field by field, in the words that were typed.

    ``names``: of those who act for the person, by their accounts; somebody unknown there stays unnamed. ``base_url``:
    that of the FHIR door, without a final slash.
    """
    patient = {"reference": f"{base_url}/Patient/{record_id_text(record)}"}
    by = patient if entry.by.kind == "holder" else _close_one(entry, names)
    return {
        "resourceType": "QuestionnaireResponse",
        "id": str(entry.id),
        "meta": {"security": [PATIENT_REPORTED]},
        "status": "completed",
        "subject": patient,
        "authored": write_instant(entry.written_at),
        "author": by,
        "source": by,
        "item": [{"linkId": entry.said.kind.key, "text": TITLES[entry.said.kind.key], **_said(entry.said)}],
    }


def address_of_words(entry: HealthEntry) -> str:
    """Give its number alone (RFC 4122): what somebody wrote is read as a part of something, and at no address."""
    return f"urn:uuid:{entry.id}"


def _said(said: Said) -> Json:
    if said.answer is not Answer.WRITTEN:
        return {"answer": [{"valueString": ANSWERED[said.answer]}]}
    fields = {one.key: one for one in said.kind.fields}
    return {
        "item": [
            {"linkId": f"{said.kind.key}.{key}", "answer": [_value(fields[key], words)]} for key, words in said.words
        ]
    }


def _value(field: Field, words: str) -> Json:
    match field.shape:
        case Shape.NUMBER:
            return {
                "valueQuantity": {
                    "value": Decimal(words),
                    "unit": field.unit,
                    "system": UCUM,
                    "code": UNITS[field.unit],
                }
            }
        case Shape.DAY:
            return {"valueDate": words}
        case Shape.CHOICE:
            return {"valueString": STANCES.get(words, words)}
        case Shape.WORDS | Shape.PHONE:
            return {"valueString": words}


def _close_one(entry: HealthEntry, names: Mapping[str, str]) -> Json:
    return {"type": "RelatedPerson", "display": names.get(entry.by.identifier) or "Un proche de la personne"}
