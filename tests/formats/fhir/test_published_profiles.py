"""What a profile asks for is missed when it is not there: each kind of row of the tables, by one thing damaged."""

from typing import Any

import pytest

from carnet.formats.fhir.published import declared, departures
from carnet.formats.fhir.published.tables import published
from carnet.formats.fhir.validate import validate
from tests.formats.fhir.resources import REMOVED, Json, concept, damaged

MHD = "https://profiles.ihe.net/ITI/MHD/"
TYPES = f"{MHD}CodeSystem/IHE.MHD.MHDIdentifierType"
RFC_3986 = "urn:ietf:rfc:3986"
PATIENT = {"reference": "Patient/1"}


def identifier(kind: str, value: str) -> Json:
    return {"type": concept(TYPES, kind), "system": RFC_3986, "value": value}


DOCUMENT: Json = {
    "resourceType": "DocumentReference",
    "meta": {"profile": [f"{MHD}StructureDefinition/IHE.MHD.Comprehensive.DocumentReference", "http://elsewhere"]},
    "contained": [
        {"resourceType": "Practitioner", "id": "author"},
        {"resourceType": "Patient", "id": "patient"},
    ],
    "masterIdentifier": identifier("uniqueId", "urn:oid:1.2.3"),
    "identifier": [identifier("entryUUID", "urn:uuid:2f5d7b0c-8ee9-4d0b-9a2d-06a3f3a1d001")],
    "status": "current",
    "type": concept("http://loinc.org", "34112-3"),
    "category": [concept("urn:oid:1.2.250.1.213.1.1.4.1", "10")],
    "subject": PATIENT,
    "author": [{"reference": "#author"}],
    "securityLabel": [concept("http://terminology.hl7.org/CodeSystem/v3-Confidentiality", "N")],
    "content": [
        {
            "attachment": {
                "contentType": "text/plain",
                "language": "fr-FR",
                "url": "https://carnet.example/fhir/Binary/1",
                "creation": "2026-11-20",
            },
            "format": {"system": "urn:oid:1.3.6.1.4.1.19376.1.2.3", "code": "urn:ihe:iti:xds:2017:mimeTypeSufficient"},
        }
    ],
    "context": {
        "facilityType": concept("urn:oid:1.2.250.1.71.4.2.4", "SA01"),
        "practiceSetting": concept("urn:oid:1.2.250.1.213.1.1.4.9", "ETABLISSEMENT"),
        "sourcePatientInfo": {"reference": "#patient"},
    },
}

SUBMISSION: Json = {
    "resourceType": "List",
    "extension": [
        {
            "url": f"{MHD}StructureDefinition/ihe-sourceId",
            "valueIdentifier": {
                "extension": [
                    {"url": "http://hl7.org/fhir/StructureDefinition/data-absent-reason", "valueCode": "unknown"}
                ]
            },
        }
    ],
    "identifier": [identifier("uniqueId", "urn:oid:1.2.4")],
    "status": "current",
    "mode": "working",
    "code": concept(f"{MHD}CodeSystem/MHDlistTypes", "submissionset"),
    "subject": PATIENT,
    "date": "2026-11-20",
    "entry": [{"item": {"reference": "DocumentReference/1"}}],
}

FOUND: Json = {
    "resourceType": "Bundle",
    "type": "searchset",
    "total": 1,
    "entry": [{"fullUrl": "https://carnet.example/fhir/List/1", "resource": SUBMISSION}],
}

CONSENT: Json = {
    "resourceType": "Consent",
    "status": "active",
    "scope": concept("http://terminology.hl7.org/CodeSystem/consentscope", "patient-privacy"),
    "category": [concept("http://loinc.org", "59284-0")],
    "patient": PATIENT,
    "dateTime": "2026-11-20",
    "performer": [PATIENT],
    "organization": [{"display": "Carnet"}],
    "sourceAttachment": {"contentType": "text/plain", "title": "Historique"},
    "policy": [{"uri": "https://www.legifrance.gouv.fr/codes/id/LEGITEXT000006072665"}],
    "provision": {"type": "permit"},
}

DCM = "http://dicom.nema.org/resources/ontology/DCM"
ENTITY = "http://terminology.hl7.org/CodeSystem/audit-entity-type"
ROLE = "http://terminology.hl7.org/CodeSystem/object-role"


def agent(kind: str) -> Json:
    return {"type": concept(DCM, kind), "requestor": False, "who": {"display": "x"}, "network": {"address": "x"}}


def entity(kind: str, role: str, **what: Any) -> Json:
    return {"type": {"system": ENTITY, "code": kind}, "role": {"system": ROLE, "code": role}, **what}


QUERY: Json = {
    "resourceType": "AuditEvent",
    "type": {"system": "http://terminology.hl7.org/CodeSystem/audit-event-type", "code": "rest"},
    "subtype": [{"system": "http://hl7.org/fhir/restful-interaction", "code": "search"}],
    "action": "E",
    "recorded": "2026-11-20T09:00:00Z",
    "outcome": "0",
    "agent": [agent("110153"), agent("110152")],
    "source": {"observer": {"display": "Carnet"}},
    "entity": [
        entity("1", "1", what=PATIENT),
        entity(
            "2",
            "24",
            _query={
                "extension": [
                    {"url": "http://hl7.org/fhir/StructureDefinition/data-absent-reason", "valueCode": "masked"}
                ]
            },
        ),
    ],
}

COMPOSITION: Json = {
    "resourceType": "Composition",
    "status": "final",
    "type": concept("http://loinc.org", "60591-5"),
    "subject": {"reference": "Patient/1"},
    "date": "2026-11-20",
    "author": [{"display": "Carnet"}],
    "title": "Résumé",
    "section": [
        {
            "title": "x",
            "code": concept("http://loinc.org", code),
            "text": {"status": "generated", "div": '<div xmlns="http://www.w3.org/1999/xhtml">x</div>'},
            "emptyReason": concept("http://terminology.hl7.org/CodeSystem/list-empty-reason", "unavailable"),
        }
        for code in ("11450-4", "48765-2", "10160-0")
    ],
}

SOUND: dict[str, tuple[Json, str]] = {
    "a document": (DOCUMENT, "mhd-document"),
    "a deposit": (SUBMISSION, "mhd-minimal-submission"),
    "deposits found": (FOUND, "mhd-lists-found"),
    "a consent": (CONSENT, "pcf-consent"),
    "a line of the history": (QUERY, "balp-patient-query"),
    "a summary": (COMPOSITION, "ips-composition"),
}

DAMAGED: dict[str, tuple[str, str, object, str, str]] = {
    "what the base asks for is left out": ("a document", "masterIdentifier", REMOVED, "missing-element", ""),
    "what the profile itself asks for is left out": (
        "a document",
        "context.facilityType",
        REMOVED,
        "missing-element",
        ".context.facilityType",
    ),
    "what may not be there is": ("a document", "docStatus", "final", "too-many", ".docStatus"),
    "another code than those allowed": (
        "a document",
        "masterIdentifier.type",
        concept(TYPES, "entryUUID"),
        "unknown-code",
        ".masterIdentifier.type",
    ),
    "a text that begins otherwise": (
        "a document",
        "identifier.0.value",
        "urn:oid:1.2.3",
        "wrong-value",
        ".identifier[0].value",
    ),
    "an author who is not contained": (
        "a document",
        "author.0.reference",
        "Practitioner/1",
        "wrong-target",
        ".author[0]",
    ),
    "a patient who is a group": ("a document", "subject.reference", "Group/1", "wrong-target", ".subject"),
    "an extension that is left out": ("a deposit", "extension", REMOVED, "missing-element", ".extension"),
    "a number that is no OID": (
        "a deposit",
        "identifier.0.value",
        "urn:uuid:2f5d7b0c-8ee9-4d0b-9a2d-06a3f3a1d001",
        "wrong-value",
        ".identifier[0].value",
    ),
    "what is found departs from its own profile": (
        "deposits found",
        "entry.0.resource.date",
        REMOVED,
        "missing-element",
        ".entry[0].resource.date",
    ),
    "no source of any type": ("a consent", "sourceAttachment", REMOVED, "missing-element", ".source"),
    "one agent of the two": ("a line of the history", "agent.1.type", concept(DCM, "1"), "missing-element", ".agent"),
    "a query that is not there, not even masked": (
        "a line of the history",
        "entity.1._query",
        REMOVED,
        "missing-element",
        ".entity[1].query",
    ),
    "a section without entries or a reason": (
        "a summary",
        "section.0.emptyReason",
        REMOVED,
        "missing-element",
        ".section[0].entry|emptyReason",
    ),
    "a section that is missing": (
        "a summary",
        "section.1.code",
        concept("http://loinc.org", "8716-3"),
        "missing-element",
        ".section",
    ),
}


@pytest.mark.parametrize(("resource", "profile"), SOUND.values(), ids=SOUND.keys())
def test_what_follows_its_profile_departs_nowhere(resource: Json, profile: str) -> None:
    assert validate(resource) == ()
    assert departures(resource, profile) == ()


@pytest.mark.parametrize(("sound", "path", "value", "code", "where"), DAMAGED.values(), ids=DAMAGED.keys())
def test_one_thing_damaged_is_told_with_its_place(sound: str, path: str, value: object, code: str, where: str) -> None:
    resource, profile = SOUND[sound]
    found = departures(damaged(resource, path, value), profile)
    place = f"{resource['resourceType']}{where or f'.{path}'}"
    assert [(defect.code, defect.where) for defect in found][:1] == [(code, place)]
    assert all(defect.remedy.startswith("See ") for defect in found)


def test_a_profile_is_of_one_resource() -> None:
    assert [one.code for one in departures(CONSENT, "mhd-document")] == ["wrong-type"]


def test_a_resource_says_which_profiles_it_follows_and_the_unknown_ones_are_not_held_against_it() -> None:
    assert declared(DOCUMENT) == ("mhd-document",)
    assert declared(CONSENT) == ()


def test_each_profile_narrows_one_that_is_there_for_the_same_resource() -> None:
    profiles = published()
    assert {profiles[one.base].resource == one.resource for one in profiles.values() if one.base} == {True}
    assert all(one.constraints for one in profiles.values())
    assert len({one.url for one in profiles.values()}) == len(profiles)
