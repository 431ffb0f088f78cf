"""The Parameters of ``Patient/$open`` → what opens a record: an identity, a consent, a card, two boxes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from carnet.core.accounts.contacts import read_mail, read_phone
from carnet.core.defects import Defect
from carnet.core.identifiers import PatientIdentifierSystem
from carnet.core.record.opening import ConsentWay, OpeningConsent
from carnet.core.record.typed_identity import TypedIdentity
from carnet.doors.fhir.names import BIRTH_PLACE, INSEE_CODE

WAYS = {way.value: way for way in (ConsentWay.SPOKEN, ConsentWay.READ_ALOUD, ConsentWay.SIGNED)}
GENDERS = {"female": "F", "male": "M"}
VALUES = {"card": "valueString", "consent": "valueCode", "person-present": "valueBoolean"}
BOXES = ("samu", "break-glass")


@dataclass(frozen=True, slots=True, repr=False)
class AskedOpening:
    """What software asks. ``card``: the reader's statement, or None; ``emergencies``: the boxes, SAMU then danger."""

    identity: TypedIdentity
    consent: OpeningConsent
    person_is_present: bool
    document_was_seen: bool
    card: str | None
    emergencies: tuple[bool, bool]
    mail: str
    phone: str

    def __repr__(self) -> str:
        """Hide the person."""
        return "AskedOpening(…)"


def read_opening(resource: Mapping[str, Any]) -> AskedOpening | tuple[Defect, ...]:
    """Read the Parameters, or say everything that cannot be read in them (docs/doors/fhir.md, « Opening »)."""
    if resource.get("resourceType") != "Parameters":
        return (Defect("wrong-resource", "Parameters", "This is not a Parameters resource.", "Send Parameters."),)
    given = {one.get("name"): one for one in _list(resource, "parameter")}
    patient = given.get("patient", {}).get("resource")
    if not isinstance(patient, dict) or patient.get("resourceType") != "Patient":
        return (_missing("patient", "a Patient, with its identifier, official name, gender and birthDate"),)
    way = WAYS.get(str(given.get("consent", {}).get("valueCode")))
    mail, phone = _telecom(patient, "email"), _telecom(patient, "phone")
    read = (read_mail(mail) if mail else "", read_phone(phone) if phone else "")
    identity = _identity(patient)
    defects = [*_defects(given, way, read), *([identity] if isinstance(identity, Defect) else [])]
    if defects or way is None or isinstance(identity, Defect):
        return tuple(defects)
    card = given.get("card", {}).get("valueString")
    return AskedOpening(
        identity=identity,
        consent=OpeningConsent(way),
        person_is_present=given["person-present"]["valueBoolean"],
        document_was_seen=given.get("identity-document-seen", {}).get("valueBoolean") is True,
        card=card if isinstance(card, str) and card else None,
        emergencies=(_box(given, "samu"), _box(given, "break-glass")),
        mail=read[0] or "",
        phone=read[1] or "",
    )


def _defects(
    given: Mapping[Any, dict[str, Any]], way: ConsentWay | None, contact: tuple[str | None, str | None]
) -> Iterator[Defect]:
    if way is None:
        yield _missing("consent", f"valueCode, one of {', '.join(WAYS)}")
    if not isinstance(given.get("person-present", {}).get("valueBoolean"), bool):
        yield _missing("person-present", "valueBoolean: the person, informed, is there and agrees")
    for name in BOXES:
        if name in given and not isinstance(given[name].get("valueBoolean"), bool):
            yield _missing(name, "valueBoolean, or leave it out for a ticked box")
    for value, kind in zip(contact, ("email", "phone"), strict=True):
        if value is None:
            problem = "This contact cannot be reached."
            remedy = "Send an e-mail address or a mobile number, or leave it out."
            yield Defect("unusable-contact", f"Patient.telecom.where(system='{kind}').value", problem, remedy)


def _identity(patient: Mapping[str, Any]) -> TypedIdentity | Defect:
    """Read the five strict traits as they were sent; what they say is verified by the use case."""
    ins = next((one for one in _list(patient, "identifier") if _system(one) is not None), None)
    if ins is None:
        return Defect(
            "missing-ins", "Patient.identifier", "No identifier of the INS was sent.", "Send one, with its urn:oid."
        )
    names = _list(patient, "name")
    official = next((one for one in names if one.get("use") == "official"), names[0] if names else {})
    usual = next((one for one in names if one.get("use") == "usual"), {})
    given = official.get("given")
    return TypedIdentity(
        number=_text(ins, "value"),
        birth_name=_text(official, "family"),
        given_names=" ".join(one for one in given if isinstance(one, str)) if isinstance(given, list) else "",
        gender=GENDERS.get(_text(patient, "gender"), ""),
        birth_date=_text(patient, "birthDate"),
        birth_place=_birth_place(patient),
        used_name=_text(usual, "family"),
        system=_system(ins),
    )


def _birth_place(patient: Mapping[str, Any]) -> str:
    place = next((one for one in _list(patient, "extension") if one.get("url") == BIRTH_PLACE), {})
    address = place.get("valueAddress")
    if not isinstance(address, dict):
        return ""
    code = next((one for one in _list(address, "extension") if one.get("url") == INSEE_CODE), {})
    coding = code.get("valueCoding")
    return _text(coding, "code") if isinstance(coding, dict) else _text(address, "district")


def _system(identifier: Mapping[str, Any]) -> PatientIdentifierSystem | None:
    try:
        return PatientIdentifierSystem(_text(identifier, "system").removeprefix("urn:oid:"))
    except ValueError:
        return None


def _telecom(patient: Mapping[str, Any], system: str) -> str:
    return next((_text(one, "value") for one in _list(patient, "telecom") if one.get("system") == system), "")


def _box(given: Mapping[Any, dict[str, Any]], name: str) -> bool:
    return given[name]["valueBoolean"] is True if name in given else True


def _list(within: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    found = within.get(name)
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _text(within: Mapping[str, Any], name: str) -> str:
    found = within.get(name)
    return found if isinstance(found, str) else ""


def _missing(name: str, asked: str) -> Defect:
    place = f"Parameters.parameter.where(name='{name}')"
    return Defect("missing-parameter", place, "This parameter is missing, or has another type.", f"Send {asked}.")
