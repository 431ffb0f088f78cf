"""The asker's own authorisation → Consent (IHE PCF): what TD0.2 tells of it, and of nobody else's."""

from datetime import datetime
from typing import Any

from carnet.core.access.actors import Actor, Professional, StructureSoftware
from carnet.core.consent.authorization import AuthorizationStatus
from carnet.doors.fhir.identifiers import record_id_text
from carnet.doors.fhir.mapping.values import write_instant
from carnet.doors.fhir.names import CARNET, ORGANIZATION_SYSTEM, PRACTITIONER_SYSTEM
from carnet.usecases.record.check_record import CheckedRecord

STATUSES = f"{CARNET.removesuffix('StructureDefinition/')}CodeSystem/authorization-status"


def write_own_authorization(checked: CheckedRecord, actor: Actor, *, at: datetime) -> dict[str, Any]:
    """Write the asker's authorisation: ``permit`` when it is valid, ``deny`` otherwise, and its status as a code."""
    status = checked.glimpse.authorization
    is_valid = status is AuthorizationStatus.VALID
    consent: dict[str, Any] = {
        "resourceType": "Consent",
        "status": "active" if is_valid else "inactive",
        "scope": {
            "coding": [{"system": "http://terminology.hl7.org/CodeSystem/consentscope", "code": "patient-privacy"}]
        },
        "category": [{"coding": [{"system": "http://loinc.org", "code": "59284-0"}]}],
        "patient": {"reference": f"Patient/{record_id_text(checked.record)}"},
        "dateTime": write_instant(at),
        "policy": [{"uri": "https://www.legifrance.gouv.fr/codes/id/LEGITEXT000006072665"}],
        "provision": {
            "type": "permit" if is_valid else "deny",
            "code": [{"coding": [{"system": STATUSES, "code": status.value}]}],
        },
    }
    if isinstance(actor, Professional):
        who = {"identifier": {"system": PRACTITIONER_SYSTEM, "value": actor.identifier.value}}
    elif isinstance(actor, StructureSoftware):
        who = {"identifier": {"system": ORGANIZATION_SYSTEM, "value": actor.organization.value}}
    else:
        return consent
    role = {"coding": [{"system": "http://terminology.hl7.org/CodeSystem/v3-ParticipationType", "code": "IRCP"}]}
    consent["provision"]["actor"] = [{"role": role, "reference": who}]
    return consent
