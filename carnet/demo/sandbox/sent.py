"""What the examples send: a small document about Camille, its metadata, a bundle, a consent, an opening."""

import base64
import hashlib
from typing import Final

from carnet.demo.caregivers import KELLER, PRACTICE
from carnet.demo.cast import CAMILLE, DOMINIQUE, Member
from carnet.demo.newcomers import MARTHE
from carnet.demo.sandbox.steps import Json
from carnet.doors.fhir.names import BIRTH_PLACE, INSEE_CODE, ORGANIZATION_SYSTEM, PRACTITIONER_SYSTEM

CONTENT: Final = b"Tout va bien."
CREATED: Final = "2026-01-15T09:00:00+01:00"
V3: Final = "http://terminology.hl7.org/CodeSystem/v3-Confidentiality"
TRE_A07: Final = "https://mos.esante.gouv.fr/NOS/TRE_A07-StatutVisibiliteDocument"
_SET, _REFERENCE, _BINARY = (f"urn:uuid:00000000-0000-4000-8000-00000000000{number}" for number in (1, 2, 3))


def ins(member: Member) -> str:
    """Write somebody's INS as a parameter: system and number."""
    first = member.identity.identifiers[0]
    return f"urn:oid:{first.system.value}|{first.value}"


def _subject(member: Member) -> Json:
    return {"reference": f"Patient?identifier={ins(member)}"}


def document(*, url: str = "") -> Json:
    """Write a DocumentReference about Camille by Dr Keller, under a new number; ``url``: where its bytes are."""
    attachment: Json = {
        "contentType": "text/plain",
        "language": "fr-FR",
        "size": len(CONTENT),
        "hash": base64.b64encode(hashlib.sha1(CONTENT, usedforsecurity=False).digest()).decode(),
        "title": "Compte rendu",
        "creation": CREATED,
        **({"url": url} if url else {"data": base64.b64encode(CONTENT).decode()}),
    }
    return {
        "resourceType": "DocumentReference",
        "contained": [
            {
                "resourceType": "Practitioner",
                "id": "author",
                "identifier": [{"system": PRACTITIONER_SYSTEM, "value": KELLER.identifier.value}],
            }
        ],
        "masterIdentifier": {"system": "urn:ietf:rfc:3986", "value": "urn:oid:${NUMBER}"},
        "status": "current",
        "type": {"coding": [{"system": "http://loinc.org", "code": "34112-3"}]},
        "category": [{"coding": [{"system": "urn:oid:1.2.250.1.213.1.1.4.1", "code": "10"}]}],
        "subject": _subject(CAMILLE),
        "date": CREATED,
        "author": [{"reference": "#author"}],
        "securityLabel": [{"coding": [{"system": V3, "code": "N"}]}],
        "content": [{"attachment": attachment}],
    }


def bundle() -> Json:
    """Write a transaction that deposits it: the submission set, the DocumentReference, its bytes."""
    submission_set = {
        "resourceType": "List",
        "identifier": [{"use": "usual", "system": "urn:ietf:rfc:3986", "value": "urn:oid:${NUMBER}.65"}],
        "status": "current",
        "mode": "working",
        "code": {
            "coding": [{"system": "https://profiles.ihe.net/ITI/MHD/CodeSystem/MHDlistTypes", "code": "submissionset"}]
        },
        "subject": _subject(CAMILLE),
        "date": CREATED,
        "source": {"identifier": {"system": ORGANIZATION_SYSTEM, "value": PRACTICE.identifier.value}},
        "entry": [{"item": {"reference": _REFERENCE}}],
    }
    binary = {"resourceType": "Binary", "contentType": "text/plain", "data": base64.b64encode(CONTENT).decode()}
    entries = ((_SET, submission_set), (_REFERENCE, document(url=_BINARY)), (_BINARY, binary))
    return {
        "resourceType": "Bundle",
        "type": "transaction",
        "entry": [
            {"fullUrl": url, "resource": one, "request": {"method": "POST", "url": str(one["resourceType"])}}
            for url, one in entries
        ],
    }


def consent(kind: str = "permit") -> Json:
    """Write that Dominique, who is there, lets Dr Keller in; ``kind``: ``deny`` takes it back."""
    return {
        "resourceType": "Consent",
        "status": "active",
        "scope": {"coding": [{"code": "patient-privacy"}]},
        "category": [{"coding": [{"system": "http://loinc.org", "code": "59284-0"}]}],
        "patient": _subject(DOMINIQUE),
        "policy": [{"uri": "https://www.legifrance.gouv.fr/codes/id/LEGITEXT000006072665"}],
        "verification": [{"verified": True}],
        "provision": {"type": kind},
    }


def opening() -> Json:
    """Write what opens the record of Marthe, who has none, before her card was read."""
    traits, number = MARTHE.identity.traits, MARTHE.identity.identifiers[0]
    system = "https://mos.esante.gouv.fr/NOS/TRE_R13-Commune/FHIR/TRE-R13-Commune"
    coded = {"url": INSEE_CODE, "valueCoding": {"system": system, "code": traits.birth_place}}
    patient = {
        "resourceType": "Patient",
        "extension": [{"url": BIRTH_PLACE, "valueAddress": {"extension": [coded]}}],
        "identifier": [{"system": f"urn:oid:{number.system.value}", "value": number.value}],
        "name": [{"use": "official", "family": traits.birth_name, "given": list(traits.given_names)}],
        "gender": "female",
        "birthDate": traits.birth_date.isoformat(),
    }
    return {
        "resourceType": "Parameters",
        "parameter": [
            {"name": "patient", "resource": patient},
            {"name": "consent", "valueCode": "spoken"},
            {"name": "person-present", "valueBoolean": True},
        ],
    }


def mask() -> list[Json]:
    """Write the JSON Patch that masks a document."""
    label = {"coding": [{"system": f"{TRE_A07}/FHIR/TRE-A07-StatutVisibiliteDocument", "code": "MASQUE_PS"}]}
    return [{"op": "add", "path": "/securityLabel/-", "value": label}]
