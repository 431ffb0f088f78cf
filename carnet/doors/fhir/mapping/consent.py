"""Who may see a record ↔ Consent (IHE PCF): one for each professional or structure, by a permit or a deny."""

import base64
import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from carnet.core.access.actors import Actor, Professional, StructureSoftware
from carnet.core.consent.authorization import AuthorizationStatus
from carnet.core.consent.grantee import Grantee
from carnet.core.defects import Defect
from carnet.core.identifiers import OrganizationId, PatientIdentifier, PractitionerId, RecordId
from carnet.doors.fhir.identifiers import read_record_id, record_id_text
from carnet.doors.fhir.mapping.values import Json, contained_by_id, read_subject, write_instant
from carnet.doors.fhir.names import (
    AUTHORIZATION_STATUS,
    CARNET,
    ORGANIZATION_SYSTEM,
    PCF_CONSENT,
    PRACTITIONER_SYSTEM,
    TREATING_PHYSICIAN,
)
from carnet.usecases.consent.list_access import BlockedAccess, GrantedAccess
from carnet.usecases.consent.list_consents import ListedConsents
from carnet.usecases.record.check_record import CheckedRecord

STATUSES = f"{CARNET.removesuffix('StructureDefinition/')}CodeSystem/authorization-status"
BLOCKED = "BLOQUE"
"""Beside the codes of the DMP (``AuthorizationStatus``): told to the person alone."""
SOURCE = "Historique du dossier"
"""Where a statement stands: it was made in this software, and no paper of it is kept."""

TOO_FINE = ("purpose", "class", "data", "dataPeriod", "securityLabel", "action", "provision", "period")
"""What would narrow an access down: a yes is to the whole record, and ends by the operator's usual time."""

_ID_LENGTH = 26
NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Statement:
    """What a professional says of their own access: a yes or no longer, with the person there or not."""

    patient: RecordId | PatientIdentifier
    gives: bool
    person_is_present: bool


def grantee_of(actor: Actor) -> Grantee | None:
    """Tell whose authorisation the asker's own is; nobody's for those who have none."""
    if isinstance(actor, Professional):
        return actor.identifier
    return actor.organization if isinstance(actor, StructureSoftware) else None


def consent_id(record: RecordId, grantee: Grantee | None) -> str:
    """Write the id of a ``Consent``: the record's, a dash, and a digest of whom it is about (53 characters).

    ``grantee``: None for those who can be given no access: what they are told has an id, which leads nowhere.
    """
    if grantee is None:
        return f"{record_id_text(record)}-{NOBODY}"
    kind = "person" if isinstance(grantee, PractitionerId) else "structure"
    digest = hashlib.sha256(f"{kind}|{grantee.value}".encode()).digest()
    return f"{record_id_text(record)}-{base64.b32encode(digest).decode('ascii').lower()[:_ID_LENGTH]}"


def write_own_authorization(checked: CheckedRecord, actor: Actor, *, at: datetime) -> Json:
    """Write the asker's authorisation: ``permit`` when it is valid, ``deny`` otherwise, and its status as a code."""
    status = checked.glimpse.authorization
    return write_consent(checked.record, grantee_of(actor), status=status.value, at=at)


def write_listed(listed: ListedConsents, actor: Actor, *, at: datetime) -> list[Json]:
    """Write every consent that the asker may know of; none where there is no record for them."""
    if listed.own is not None:
        if not listed.own.glimpse.exists or grantee_of(actor) is None:
            return []
        return [write_own_authorization(listed.own, actor, at=at)]
    if listed.rights is None:
        return []
    granted = [write_granted(listed.record, one) for one in listed.rights.granted]
    return [*granted, *(write_blocked(listed.record, one) for one in listed.rights.blocked)]


def write_granted(record: RecordId, one: GrantedAccess) -> Json:
    """Write a yes, valid or expired, as the person sees it."""
    consent = write_consent(
        record, one.grantee, status=one.status.value, at=one.given_at, until=one.ends_at, name=one.name
    )
    if one.is_treating_physician:
        consent["extension"].append({"url": TREATING_PHYSICIAN, "valueBoolean": True})
    return consent


def write_blocked(record: RecordId, one: BlockedAccess) -> Json:
    """Write a block, as the person sees it: a deny that is in force."""
    consent = write_consent(record, one.grantee, status=BLOCKED, at=one.since, name=one.name)
    return {**consent, "status": "active"}


def write_consent(
    record: RecordId,
    grantee: Grantee | None,
    *,
    status: str,
    at: datetime,
    until: datetime | None = None,
    name: str = "",
) -> Json:
    """Write one consent. ``status``: of ``AuthorizationStatus`` or ``BLOCKED``; ``at``: since when it holds."""
    is_valid = status == AuthorizationStatus.VALID.value
    patient = f"Patient/{record_id_text(record)}"
    provision: dict[str, Any] = {"type": "permit" if is_valid else "deny"}
    if until is not None:
        provision["period"] = {"start": write_instant(at), "end": write_instant(until)}
    consent: dict[str, Any] = {
        "resourceType": "Consent",
        "meta": {"profile": [PCF_CONSENT]},
        "extension": [{"url": AUTHORIZATION_STATUS, "valueCoding": {"system": STATUSES, "code": status}}],
        "status": "active" if is_valid else "inactive",
        "scope": {
            "coding": [{"system": "http://terminology.hl7.org/CodeSystem/consentscope", "code": "patient-privacy"}]
        },
        "category": [{"coding": [{"system": "http://loinc.org", "code": "59284-0"}]}],
        "patient": {"reference": patient},
        "dateTime": write_instant(at),
        "performer": [{"reference": patient}],
        "organization": [{"display": "Carnet"}],
        "sourceAttachment": {"contentType": "text/plain", "language": "fr-FR", "title": SOURCE},
        "policy": [{"uri": "https://www.legifrance.gouv.fr/codes/id/LEGITEXT000006072665"}],
        "provision": provision,
    }
    consent["id"] = consent_id(record, grantee)
    if grantee is None:
        return consent
    system = ORGANIZATION_SYSTEM if isinstance(grantee, OrganizationId) else PRACTITIONER_SYSTEM
    who: Json = {"identifier": {"system": system, "value": grantee.value}}
    if name:
        who["display"] = name
    role = {"coding": [{"system": "http://terminology.hl7.org/CodeSystem/v3-ParticipationType", "code": "IRCP"}]}
    provision["actor"] = [{"role": role, "reference": who}]
    return consent


def read_statement(resource: Json, actor: Actor, *, accepts_test: bool) -> Statement | tuple[Defect, ...]:
    """Read what a professional states of their own access, from a Consent that the validator has passed.

    ``verification`` with ``verified`` is the statement that the person is there and can answer. Returns every defect.
    """
    defects: list[Defect] = []
    patient = _patient(resource.get("patient", {}), resource, accepts_test=accepts_test)
    provision = resource.get("provision", {})
    kind = provision.get("type")
    if kind not in ("permit", "deny"):
        problem, remedy = "This consent says neither yes nor no.", "Send provision.type permit or deny."
        defects.append(Defect("no-provision", "Consent.provision.type", problem, remedy))
    for name in TOO_FINE:
        if name in provision:
            problem = "An access is to the whole record, and lasts for the operator's usual time."
            remedy = "Leave this element out; the person narrows an access down on their own site."
            defects.append(Defect("consent-too-fine", f"Consent.provision.{name}", problem, remedy))
    if any(coding.get("system") != STATUSES for one in provision.get("code", []) for coding in one.get("coding", [{}])):
        problem, remedy = "An access is to the whole record.", "Leave this element out, or send it as you read it here."
        defects.append(Defect("consent-too-fine", "Consent.provision.code", problem, remedy))
    own = grantee_of(actor)
    for index, one in enumerate(provision.get("actor", [])):
        named = one.get("reference", {}).get("identifier", {}).get("value")
        if own is None or named != own.value:
            problem = "A professional states their own access, and nobody else's."
            remedy = "Name yourself by your national identifier, or leave provision.actor out."
            defects.append(Defect("another-s-access", f"Consent.provision.actor[{index}]", problem, remedy))
    if isinstance(patient, Defect):
        return (patient, *defects)
    if defects:
        return tuple(defects)
    is_present = any(one.get("verified") is True for one in resource.get("verification", []))
    return Statement(patient, kind == "permit" and resource["status"] == "active", is_present)


def _patient(reference: Json, resource: Json, *, accepts_test: bool) -> RecordId | PatientIdentifier | Defect:
    known = read_record_id(str(reference.get("reference", "")).rpartition("/")[2])
    if known is not None:
        return known
    return read_subject(reference, contained_by_id(resource), accepts_test=accepts_test, where="Consent.patient")
