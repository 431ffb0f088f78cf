"""Valid resources that a town practice would exchange, made of invented people, and the means to damage one thing."""

from copy import deepcopy
from typing import Any

Json = dict[str, Any]

PDSM = "https://interop.esante.gouv.fr/ig/fhir/pdsm/StructureDefinition"
MHD = "https://profiles.ihe.net/ITI/MHD/StructureDefinition"
INS = "urn:oid:1.2.250.1.213.1.4.10"
SUBJECT = {"reference": f"Patient?identifier={INS}|299999999999934"}

REMOVED = object()
"""What a place is set to for the property or the item to be taken away."""


def damaged(resource: Json, place: str, value: object) -> Json:
    """A copy of a resource with one place changed: ``content.0.attachment.size`` is set to ``value``, or removed."""
    changed = deepcopy(resource)
    *parents, last = [int(step) if step.isdigit() else step for step in place.split(".")]
    holder: Any = changed
    for step in parents:
        holder = holder[step]
    if value is REMOVED:
        del holder[last]
    else:
        holder[last] = value
    return changed


def coding(system: str, code: str, display: str = "") -> Json:
    return {"system": system, "code": code} | ({"display": display} if display else {})


def concept(system: str, code: str, display: str = "") -> Json:
    return {"coding": [coding(system, code, display)]}


def contained_people() -> list[Json]:
    return [
        {
            "resourceType": "Patient",
            "id": "patient-source",
            "identifier": [{"use": "official", "system": INS, "value": "299999999999934"}],
            "name": [{"use": "official", "family": "DES-MAUX-TESTS", "given": ["Nessa", "Zoé"]}],
            "gender": "female",
            "birthDate": "1999-12-31",
        },
        {
            "resourceType": "Practitioner",
            "id": "author",
            "identifier": [{"system": "urn:oid:1.2.250.1.71.4.2.1", "value": "899999999999"}],
            "name": [{"family": "ESSAI", "given": ["Prune"], "prefix": ["DR"]}],
        },
        {
            "resourceType": "Organization",
            "id": "practice",
            "identifier": [{"system": "urn:oid:1.2.250.1.71.4.2.2", "value": "199999999999"}],
            "name": "Cabinet des Essais",
            "telecom": [{"system": "phone", "value": "+33 1 99 00 00 00", "use": "work"}],
        },
    ]


def document_reference() -> Json:
    """A consultation report, as PDSm describes it."""
    return {
        "resourceType": "DocumentReference",
        "id": "cr-consultation",
        "meta": {"profile": [f"{PDSM}/pdsm-comprehensive-document-reference"], "versionId": "1"},
        "text": {
            "status": "generated",
            "div": '<div xmlns="http://www.w3.org/1999/xhtml" lang="fr">Compte rendu du <b>12 juin</b></div>',
        },
        "contained": contained_people(),
        "extension": [{"url": f"{PDSM}/pdsm-ext-is-archived", "valueBoolean": False}],
        "masterIdentifier": {"system": "urn:ietf:rfc:3986", "value": "urn:oid:1.2.250.1.999.1.2"},
        "identifier": [
            {
                "use": "official",
                "system": "urn:ietf:rfc:3986",
                "value": "urn:uuid:0b2f4c5e-52a3-4b52-9d3b-5f4f5d0c2a11",
                "period": {"start": "2026-06-12", "end": "2027"},
            }
        ],
        "status": "current",
        "type": concept("http://loinc.org", "11488-4", "CR ou fiche de consultation ou de visite"),
        "category": [concept("urn:oid:1.2.250.1.213.1.1.4.1", "10", "Compte rendu")],
        "subject": dict(SUBJECT),
        "date": "2026-06-12T10:00:00+02:00",
        "author": [{"reference": "#author"}],
        "authenticator": {"reference": "#author", "type": "Practitioner"},
        "custodian": {"reference": "#practice"},
        "relatesTo": [{"code": "replaces", "target": {"reference": "DocumentReference/cr-precedent"}}],
        "description": "Suivi – 6ᵉ mois\u00a0: rien à signaler",
        "securityLabel": [concept("http://terminology.hl7.org/CodeSystem/v3-Confidentiality", "N")],
        "content": [
            {
                "attachment": {
                    "contentType": "application/pdf",
                    "language": "fr-FR",
                    "url": "urn:uuid:5d8f6c2e-0d9a-4c7b-8a42-8b2ea1f0c9d3",
                    "size": 11,
                    "hash": "Kq5sNclPz7QV2+lfQIuc6R7oRu0=",
                    "title": "Compte rendu de consultation",
                    "creation": "2026-06-12T09:55:00.250+02:00",
                },
                "format": coding(
                    "http://ihe.net/fhir/ihe.formatcode.fhir/CodeSystem/formatcode", "urn:ihe:iti:xds:2017:x"
                ),
            }
        ],
        "context": {
            "event": [concept("urn:oid:1.2.250.1.213.2.5", "YYYY010")],
            "period": {"start": "2026-06-12T09:30:00+02:00", "end": "2026-06-12T09:50:00+02:00"},
            "facilityType": concept("urn:oid:1.2.250.1.71.4.2.4", "SA07"),
            "practiceSetting": concept("urn:oid:1.2.250.1.213.1.1.4.9", "AMBULATOIRE"),
            "sourcePatientInfo": {"reference": "#patient-source"},
            "related": [
                {"identifier": {"type": concept("urn:ietf:rfc:3986", "urn:ihe:iti:xds:2013:order"), "value": "7"}}
            ],
        },
    }


def submission_set() -> Json:
    return {
        "resourceType": "List",
        "meta": {"profile": [f"{PDSM}/pdsm-submissionset-comprehensive"]},
        "contained": contained_people()[:2],
        "extension": [
            {"url": f"{MHD}/ihe-designationType", "valueCodeableConcept": concept("urn:oid:1.2.250.1.213.2.2", "04")},
            {
                "url": f"{MHD}/ihe-sourceId",
                "valueIdentifier": {"system": "urn:ietf:rfc:3986", "value": "urn:oid:1.2.250.1.999.9"},
            },
            {"url": f"{MHD}/ihe-sourcePatientId", "valueReference": {"reference": "#patient-source"}},
        ],
        "identifier": [{"use": "usual", "system": "urn:ietf:rfc:3986", "value": "urn:oid:1.2.250.1.999.1.1"}],
        "status": "current",
        "mode": "working",
        "title": "Consultation",
        "code": concept("https://profiles.ihe.net/ITI/MHD/CodeSystem/MHDlistTypes", "submissionset"),
        "subject": dict(SUBJECT),
        "date": "2026-06-12T10:00:00+02:00",
        "source": {"reference": "#author"},
        "entry": [{"item": {"reference": "urn:uuid:9b0c8c52-7f1c-4b0e-8a0b-0d8a0a5d7c11"}}],
    }


def provide_bundle() -> Json:
    """One document, deposited in a transaction that supersedes the former one."""
    return {
        "resourceType": "Bundle",
        "meta": {"profile": [f"{PDSM}/pdsm-comprehensive-provide-document-bundle"]},
        "type": "transaction",
        "entry": [
            {
                "fullUrl": "urn:uuid:1f6e4a0c-33f4-4f5c-bb7c-0b6d4a3b9e01",
                "resource": submission_set(),
                "request": {"method": "POST", "url": "List"},
            },
            {
                "fullUrl": "urn:uuid:9b0c8c52-7f1c-4b0e-8a0b-0d8a0a5d7c11",
                "resource": document_reference(),
                "request": {"method": "POST", "url": "DocumentReference"},
            },
            {
                "fullUrl": "urn:uuid:0d3ec6a4-6dd9-4c9d-a1c5-a2ad6a3ab6a9",
                "resource": {
                    "resourceType": "Parameters",
                    "parameter": [
                        {
                            "name": "operation",
                            "part": [
                                {"name": "type", "valueCode": "replace"},
                                {"name": "path", "valueString": "DocumentReference.status"},
                                {"name": "value", "valueCode": "superseded"},
                            ],
                        }
                    ],
                },
                "request": {"method": "PATCH", "url": "DocumentReference/cr-precedent"},
            },
            {
                "fullUrl": "urn:uuid:5d8f6c2e-0d9a-4c7b-8a42-8b2ea1f0c9d3",
                "resource": {"resourceType": "Binary", "contentType": "application/pdf", "data": "Qm9uam91ciAhISE="},
                "request": {"method": "POST", "url": "Binary"},
            },
        ],
    }


def patient() -> Json:
    return {
        "resourceType": "Patient",
        "id": "p1",
        "extension": [
            {
                "url": "https://interop.esante.gouv.fr/ig/fhir/dmp/StructureDefinition/dmp-medecin-traitant",
                "extension": [
                    {"url": "since", "valueDate": "2020-02"},
                    {"url": "who", "valueReference": {"reference": "Practitioner/rpps-899999999999"}},
                ],
            }
        ],
        "identifier": [{"use": "official", "system": INS, "value": "299999999999934"}],
        "active": True,
        "name": [{"family": "DES-MAUX-TESTS", "given": ["Nessa", None], "_given": [None, {"extension": [unknown()]}]}],
        "telecom": [{"system": "sms", "value": "+33699000000"}],
        "gender": "female",
        "birthDate": "1999-12-31",
        "_birthDate": {"extension": [{"url": "http://example.org/reliability", "valueCode": "VALI"}]},
        "deceasedBoolean": False,
        "address": [{"line": ["1 rue des Essais"], "city": "Nîmes", "postalCode": "30000"}],
        "contact": [{"name": {"text": "Le voisin"}}],
        "managingOrganization": {"reference": "https://annuaire.example.org/fhir/Organization/199999999999"},
    }


def unknown() -> Json:
    return {"url": "http://hl7.org/fhir/StructureDefinition/data-absent-reason", "valueCode": "unknown"}


def consent() -> Json:
    return {
        "resourceType": "Consent",
        "status": "active",
        "scope": concept("http://terminology.hl7.org/CodeSystem/consentscope", "patient-privacy"),
        "category": [concept("http://loinc.org", "59284-0")],
        "patient": {"reference": "Patient/p1"},
        "dateTime": "2026-06",
        "performer": [{"reference": "Patient/p1"}],
        "sourceAttachment": {"title": "Autorisation donnée en présence du patient"},
        "policy": [{"uri": "https://carnet.example.org/policy/2018"}],
        "provision": {
            "type": "deny",
            "period": {"start": "2026-06-01", "end": "2026-06-01"},
            "provision": [
                {"type": "permit", "actor": [{"role": concept("urn:x", "PRCP"), "reference": {"display": "?"}}]}
            ],
        },
    }


def audit_event() -> Json:
    return {
        "resourceType": "AuditEvent",
        "type": coding("http://terminology.hl7.org/CodeSystem/audit-event-type", "rest"),
        "subtype": [coding("http://hl7.org/fhir/restful-interaction", "read")],
        "action": "R",
        "recorded": "2026-06-12T10:00:00.123Z",
        "outcome": "0",
        "agent": [
            {
                "who": {"identifier": {"system": "urn:oid:1.2.250.1.71.4.2.1", "value": "899999999999"}},
                "requestor": True,
                "network": {"address": "192.0.2.1", "type": "2"},
            }
        ],
        "source": {"observer": {"reference": "Device/carnet"}},
        "entity": [{"what": {"reference": "Patient/p1"}, "role": coding("urn:x", "1"), "query": "R0VUIC8="}],
    }


def health_document() -> Json:
    """A FHIR document: a composition and what it speaks of."""
    return {
        "resourceType": "Bundle",
        "type": "document",
        "identifier": {"system": "urn:ietf:rfc:3986", "value": "urn:oid:1.2.250.1.999.2"},
        "timestamp": "2026-06-12T10:00:00Z",
        "entry": [
            {
                "fullUrl": "urn:uuid:aaaaaaaa-0000-4000-8000-000000000001",
                "resource": {
                    "resourceType": "Composition",
                    "status": "final",
                    "type": concept("http://loinc.org", "60591-5"),
                    "subject": {"reference": "urn:uuid:aaaaaaaa-0000-4000-8000-000000000002"},
                    "date": "2026-06-12",
                    "author": [{"reference": "urn:uuid:aaaaaaaa-0000-4000-8000-000000000002"}],
                    "title": "Synthèse",
                    "section": [{"entry": [{"reference": "urn:uuid:aaaaaaaa-0000-4000-8000-000000000003"}]}],
                },
            },
            {"fullUrl": "urn:uuid:aaaaaaaa-0000-4000-8000-000000000002", "resource": patient()},
            {
                "fullUrl": "urn:uuid:aaaaaaaa-0000-4000-8000-000000000003",
                "resource": {
                    "resourceType": "AllergyIntolerance",
                    "clinicalStatus": concept(
                        "http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical", "active"
                    ),
                    "patient": {"reference": "urn:uuid:aaaaaaaa-0000-4000-8000-000000000002"},
                },
            },
        ],
    }
