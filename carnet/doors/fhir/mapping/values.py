"""FHIR's small values – dates, codings, references, identifiers – read into the core's and written back."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import unquote
from uuid import UUID

from carnet.core.defects import Defect
from carnet.core.documents.admission import implausible_date
from carnet.core.documents.entry import ReferenceId
from carnet.core.identifiers import PatientIdentifier, PatientIdentifierSystem, UniqueId, parse_patient_identifier
from carnet.core.record.majority import PARIS
from carnet.core.vocabulary.code import Code
from carnet.doors.fhir.names import MHD_IDENTIFIER_TYPE, RFC_3986, system_oid, system_url

Json = dict[str, Any]


def read_datetime(text: str) -> datetime:
    """Read a FHIR dateTime or instant of any precision. A date alone begins at midnight in Paris.

    ``text`` has one of the shapes of the specification. A leap second is read as the second before it, which this
    machine can tell. Raises ``ValueError`` for a date that is in no calendar.
    """
    if len(text) <= len("2026-11-21"):
        padded = text + "-01-01"[len(text) - 4 :] if len(text) in (4, 7) else text
        return datetime.fromisoformat(padded).replace(tzinfo=PARIS)
    return datetime.fromisoformat(f"{text[:17]}59{text[19:]}" if text[17:19] == "60" else text)


def read_date(text: str, where: str, defects: list[Defect]) -> datetime:
    """Read a date of a document about to be deposited; what no document can be dated is added to ``defects``."""
    at = read_datetime(text)
    defects += implausible_date(at, where)
    return at


def write_instant(at: datetime) -> str:
    """Write an instant in UTC, to the millisecond."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def read_code(concept: Json | None) -> Code | None:
    """Read the first coding of a CodeableConcept, or a Coding."""
    if concept is None:
        return None
    coding = concept["coding"][0] if concept.get("coding") else concept
    if "code" not in coding:
        return None
    return Code(coding["code"], system_oid(coding.get("system", "")), coding.get("display", ""))


def write_coding(code: Code) -> Json:
    """Write a Coding."""
    coding = {"system": system_url(code.system), "code": code.value, "display": code.label}
    return {name: value for name, value in coding.items() if value}


def write_concept(code: Code) -> Json:
    """Write a CodeableConcept of one coding."""
    return {"coding": [write_coding(code)]}


def contained_by_id(resource: Json) -> dict[str, Json]:
    """Index the contained resources of a resource by the local reference that names them (``#id``)."""
    return {f"#{inner['id']}": inner for inner in resource.get("contained", []) if "id" in inner}


def read_patient(identifiers: Iterable[Json], *, accepts_test: bool, where: str) -> PatientIdentifier | Defect:
    """Read the INS among the identifiers of a Patient: the first of an INS authority, NIR and NIA before INS-C."""
    known = {system.value for system in PatientIdentifierSystem}
    found = [item for item in identifiers if str(item.get("system", "")).removeprefix("urn:oid:") in known]
    found.sort(key=lambda item: str(item["system"]).removeprefix("urn:oid:") == PatientIdentifierSystem.INS_C.value)
    if not found:
        return Defect(
            "missing-ins",
            where,
            "No INS stands here.",
            "Send the INS under urn:oid:1.2.250.1.213.1.4.8 (NIR) or .9 (NIA).",
        )
    return parse_patient_identifier(
        str(found[0]["system"]), str(found[0].get("value", "")), accepts_test=accepts_test, where=where
    )


def read_subject(
    reference: Json, contained: dict[str, Json], *, accepts_test: bool, where: str
) -> PatientIdentifier | Defect:
    """Read whom a resource is about.

    Accepts a conditional reference (``Patient?identifier=SYSTEM|VALUE``), a logical one (``identifier``) and a Patient
    that came along: ``contained`` holds those of the resource, by ``#id``, and those of its bundle, by their fullUrl.
    """
    text = str(reference.get("reference", ""))
    if text in contained:
        identifiers = contained[text].get("identifier", [])
    elif text.startswith("Patient?identifier="):
        system, _, value = unquote(text.removeprefix("Patient?identifier=")).partition("|")
        identifiers = [{"system": system, "value": value}]
    else:
        identifiers = [reference["identifier"]] if "identifier" in reference else []
    return read_patient(identifiers, accepts_test=accepts_test, where=where)


def read_related(references: Iterable[Json]) -> tuple[ReferenceId, ...]:
    """Read the numbers that a document is tied to; a reference without an identifier names nothing here."""
    named = [reference["identifier"] for reference in references if reference.get("identifier", {}).get("value")]
    return tuple(
        ReferenceId(str(one["value"]), system_oid(str(one.get("system", ""))), _kind(one.get("type", {})))
        for one in named
    )


def _kind(concept: Json) -> str:
    coding = (concept.get("coding") or [{}])[0]
    return str(coding.get("code", ""))


def write_related(one: ReferenceId) -> Json:
    """Write a number that a document is tied to, as a logical reference (MHD, referenceIdList)."""
    identifier: Json = {"value": one.value}
    if one.system:
        identifier["system"] = system_url(one.system)
    if one.kind:
        identifier["type"] = {"coding": [{"system": RFC_3986, "code": one.kind}]}
    return {"identifier": identifier}


def write_mhd_identifiers(entry: UUID, unique_id: UniqueId) -> list[Json]:
    """Write how IHE names what was deposited: by these metadata, and by the number that its producer gave it."""
    return [
        {"use": "official", **write_typed("entryUUID", f"urn:uuid:{entry}")},
        {"use": "usual", **write_typed("uniqueId", unique_id.value)},
    ]


def write_typed(kind: str, value: str) -> Json:
    """Write an Identifier of MHD: ``kind`` is ``entryUUID`` or ``uniqueId``, ``value`` an URN."""
    return {
        "type": {"coding": [{"system": MHD_IDENTIFIER_TYPE, "code": kind}]},
        "system": RFC_3986,
        "value": value,
    }


def write_patient_identifier(identifier: PatientIdentifier) -> Json:
    """Write the INS as an Identifier."""
    return {"use": "official", "system": f"urn:oid:{identifier.system.value}", "value": identifier.value}
