"""The CapabilityStatement, generated from the table of routes."""

from datetime import datetime
from typing import Any

from carnet.doors.fhir.mapping.values import Json, write_instant
from carnet.doors.fhir.media_types import JSON_PATCH, Format
from carnet.doors.fhir.names import CARNET
from carnet.doors.fhir.router import ROUTES
from carnet.doors.fhir.search_parameters import PARAMETERS
from carnet.doors.fhir.transactions.iti66_find_document_lists import PARAMETERS as LIST_PARAMETERS


def capability_statement(base_url: str, *, at: datetime) -> Json:
    """Say what this server answers. ``at``: the instant of the question, which FHIR asks to tell."""
    resources: dict[str, dict[str, Any]] = {}
    for route in ROUTES:
        if not route.resource:
            continue
        resource = resources.setdefault(route.resource, {"type": route.resource})
        if route.interaction == "operation":
            name = route.path.rpartition("$")[2]
            definition = f"{CARNET.removesuffix('StructureDefinition/')}OperationDefinition/{name}"
            resource.setdefault("operation", []).append({"name": name, "definition": definition})
            continue
        interaction = {"code": route.interaction, "documentation": route.transaction}
        if interaction not in resource.setdefault("interaction", []):
            resource["interaction"].append(interaction)
    resources["DocumentReference"] |= {"versioning": "versioned", "readHistory": True, "conditionalCreate": True}
    resources["DocumentReference"]["conditionalRead"] = "not-match"
    resources["DocumentReference"]["searchParam"] = [
        {"name": "patient", "type": "reference"},
        {"name": "patient.identifier", "type": "token"},
        {"name": "status", "type": "token"},
        {"name": "isArchived", "type": "token"},
        {"name": "_id", "type": "token"},
        *({"name": name, "type": one.type} for name, one in sorted(PARAMETERS.items())),
    ]
    resources["DocumentReference"]["searchInclude"] = ["DocumentReference:relatesto"]
    resources["DocumentReference"]["searchRevInclude"] = ["DocumentReference:relatesto"]
    resources["List"]["searchParam"] = [
        {"name": "patient", "type": "reference"},
        {"name": "patient.identifier", "type": "token"},
        {"name": "code", "type": "token"},
        {"name": "status", "type": "token"},
        {"name": "isArchived", "type": "token"},
        {"name": "_id", "type": "token"},
        *({"name": name, "type": one.type} for name, one in sorted(LIST_PARAMETERS.items())),
    ]
    resources["Patient"]["searchParam"] = [{"name": "identifier", "type": "token"}]
    resources["Consent"]["searchParam"] = [
        {"name": "patient", "type": "reference"},
        {"name": "patient.identifier", "type": "token"},
        {"name": "status", "type": "token"},
        {"name": "actor", "type": "reference"},
        {"name": "_id", "type": "token"},
    ]
    resources["AuditEvent"]["searchParam"] = [
        {"name": "patient", "type": "reference"},
        {"name": "patient.identifier", "type": "token"},
        {"name": "date", "type": "date"},
    ]
    service = "http://terminology.hl7.org/CodeSystem/restful-security-service"
    return {
        "resourceType": "CapabilityStatement",
        "status": "active",
        "date": write_instant(at),
        "kind": "instance",
        "software": {"name": "Carnet"},
        "implementation": {"description": "Carnet – mon dossier médical partagé", "url": base_url},
        "fhirVersion": "4.0.1",
        "format": [one.value for one in Format],
        "patchFormat": [JSON_PATCH, *(one.value for one in Format)],
        "rest": [
            {
                "mode": "server",
                "documentation": "PDSm 3.1 (IHE MHD 4.2) and the draft « PDSm pour le DMP »",
                "security": {"service": [{"coding": [{"system": service, "code": "SMART-on-FHIR"}]}]},
                "resource": [resources[name] for name in sorted(resources)],
                "interaction": [
                    {"code": route.interaction, "documentation": route.transaction}
                    for route in ROUTES
                    if not route.resource
                ],
            }
        ],
    }
