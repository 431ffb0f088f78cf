"""The CapabilityStatement, generated from the table of routes."""

from datetime import datetime
from typing import Any

from carnet.doors.fhir.audit_search import PARAMETERS as LINE_PARAMETERS
from carnet.doors.fhir.mapping.audit_event import BALP, PROFILES
from carnet.doors.fhir.mapping.subscription import PROFILE as SUBSCRIPTION
from carnet.doors.fhir.mapping.values import Json, write_instant
from carnet.doors.fhir.media_types import JSON_PATCH, Format
from carnet.doors.fhir.names import CARNET
from carnet.doors.fhir.oauth_metadata import oauth_uris
from carnet.doors.fhir.router import ROUTES
from carnet.doors.fhir.search_parameters import PARAMETERS
from carnet.doors.fhir.transactions.iti66_find_document_lists import PARAMETERS as LIST_PARAMETERS
from carnet.formats.fhir.notification import BACKPORT, TOPICS

DEFINED_ELSEWHERE = {
    "summary": "http://hl7.org/fhir/uv/ips/OperationDefinition/summary",
    "everything": "http://hl7.org/fhir/OperationDefinition/Patient-everything",
    "export": "http://hl7.org/fhir/uv/bulkdata/OperationDefinition/patient-export",
    "status": "http://hl7.org/fhir/uv/subscriptions-backport/OperationDefinition/backport-subscription-status",
    "events": "http://hl7.org/fhir/uv/subscriptions-backport/OperationDefinition/backport-subscription-events",
}
"""The operations that a specification defines, by their names; the others are ours."""

TOPIC = f"{BACKPORT}capabilitystatement-subscriptiontopic-canonical"
ID = {"name": "_id", "type": "token"}


def capability_statement(base_url: str, *, at: datetime) -> Json:
    """Say what this server answers. ``at``: the instant of the question, which FHIR asks to tell."""
    resources: dict[str, dict[str, Any]] = {}
    for route in ROUTES:
        if not route.resource:
            continue
        resource = resources.setdefault(route.resource, {"type": route.resource})
        if route.interaction == "operation":
            name = route.path.rpartition("$")[2].partition("/")[0]
            ours = f"{CARNET.removesuffix('StructureDefinition/')}OperationDefinition/{name}"
            operation = {"name": name, "definition": DEFINED_ELSEWHERE.get(name, ours)}
            if operation not in resource.setdefault("operation", []):
                resource["operation"].append(operation)
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
    resources["Patient"]["searchParam"] = [
        {"name": "identifier", "type": "token"},
        {"name": "_id", "type": "token"},
        {"name": "family", "type": "string"},
        {"name": "given", "type": "string"},
        {"name": "birthdate", "type": "date"},
    ]
    resources["Consent"]["searchParam"] = [
        {"name": "patient", "type": "reference"},
        {"name": "patient.identifier", "type": "token"},
        {"name": "status", "type": "token"},
        {"name": "actor", "type": "reference"},
        {"name": "period", "type": "date"},
        {"name": "date", "type": "date"},
        {"name": "_id", "type": "token"},
    ]
    resources["Consent"]["searchInclude"] = ["Consent:patient"]
    resources["AuditEvent"]["supportedProfile"] = sorted(f"{BALP}{name}" for name in PROFILES.values())
    resources["AuditEvent"]["searchParam"] = [
        {"name": "patient", "type": "reference"},
        {"name": "patient.identifier", "type": "token"},
        {"name": "date", "type": "date"},
        {"name": "_id", "type": "token"},
        *({"name": name, "type": one.kind.value} for name, one in sorted(LINE_PARAMETERS.items())),
    ]
    resources["Subscription"] |= {
        "extension": [{"url": TOPIC, "valueCanonical": topic} for topic in sorted(TOPICS.values())],
        "supportedProfile": [SUBSCRIPTION],
        "searchParam": [{"name": "url", "type": "uri"}, {"name": "status", "type": "token"}, ID],
    }
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
                "security": {
                    "extension": [oauth_uris(base_url.removesuffix("/fhir"))],
                    "service": [{"coding": [{"system": service, "code": "SMART-on-FHIR"}]}],
                },
                "resource": [resources[name] for name in sorted(resources)],
                "interaction": [
                    {"code": route.interaction, "documentation": route.transaction}
                    for route in ROUTES
                    if not route.resource
                ],
            }
        ],
    }
