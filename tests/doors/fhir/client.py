"""A piece of software that speaks to the FHIR door as any other would: JSON over HTTP, a bearer token.

It checks what no client forgives: each resource that it receives, whatever the test is about, must be valid FHIR R4
and follow the profiles that it is answered under.
"""

import base64
import gzip
import hashlib
import json
import uuid
from dataclasses import dataclass, field
from typing import Any

from django.test import Client

from carnet.core.documents.content import Content, whole
from carnet.core.documents.entry import DocumentEntry
from carnet.core.identifiers import PatientIdentifier
from carnet.formats.fhir.read import parse_json
from carnet.formats.fhir.xml_read import parse_fhir_xml
from tests.doors.fhir.emitted import faults

Json = dict[str, Any]
V3 = "http://terminology.hl7.org/CodeSystem/v3-Confidentiality"


@dataclass(slots=True)
class Answer:
    """What came back."""

    status: int
    body: bytes
    headers: dict[str, str]

    @property
    def json(self) -> Json:
        """Its resource."""
        read: Json = json.loads(self.body)
        return read

    @property
    def resource(self) -> Json:
        """Its resource, in whichever format it came."""
        content = gzip.decompress(self.body) if self.headers.get("Content-Encoding") == "gzip" else self.body
        is_xml = self.headers.get("Content-Type", "").startswith("application/fhir+xml")
        read = parse_fhir_xml(content) if is_xml else parse_json(content)
        assert isinstance(read, dict), read
        return read

    @property
    def codes(self) -> list[str]:
        """The stable codes of its OperationOutcome."""
        return [issue["details"]["coding"][0]["code"] for issue in self.resource["issue"]]

    @property
    def documents(self) -> list[Json]:
        """The DocumentReferences of its searchset, in their order."""
        return [one["resource"] for one in self.json.get("entry", []) if one["search"]["mode"] == "match"]

    @property
    def titles(self) -> list[str]:
        """The titles of those documents."""
        return [one["content"][0]["attachment"]["title"] for one in self.documents]

    @property
    def warnings(self) -> list[Json]:
        """The issues of its OperationOutcome entries."""
        outcomes = [one["resource"] for one in self.json.get("entry", []) if one["search"]["mode"] == "outcome"]
        return [issue for one in outcomes for issue in one["issue"]]

    def link(self, relation: str) -> str | None:
        """The link of that relation, below the base address of the door."""
        urls = [one["url"] for one in self.json["link"] if one["relation"] == relation]
        return urls[0].partition("/fhir/")[2] if urls else None


@dataclass(slots=True)
class Software:
    """A client with a token; without one, it sends no Authorization at all."""

    token: str | None
    http: Client = field(default_factory=Client)

    def ask(self, method: str, path: str, body: bytes = b"", **headers: str) -> Answer:
        """Send one request to the door."""
        content_type = headers.pop("content_type", "application/fhir+json")
        bearer = {} if self.token is None else {"Authorization": f"Bearer {self.token}"}
        response = self.http.generic(
            method, f"/fhir/{path}", body, content_type=content_type, headers={**bearer, **headers}
        )
        content = response.getvalue()
        answer = Answer(response.status_code, content, {name: str(value) for name, value in response.items()})
        kind = answer.headers.get("Content-Type", "")
        if method != "HEAD" and kind.startswith("application/fhir+") and kind != "application/fhir+ndjson":
            found = faults(answer.resource, path)
            assert not found, found
        return answer

    def get(self, path: str, **headers: str) -> Answer:
        """Send a GET."""
        return self.ask("GET", path, b"", **headers)

    def post(self, path: str, resource: Json | bytes) -> Answer:
        """Send a resource."""
        body = resource if isinstance(resource, bytes) else json.dumps(resource).encode()
        return self.ask("POST", path, body)

    def send(self, method: str, path: str, resource: Json, **headers: str) -> Answer:
        """Send a resource with headers of its own."""
        return self.ask(method, path, json.dumps(resource).encode(), **headers)

    def search(self, resource_type: str, form: str, **headers: str) -> Answer:
        """Search by POST, so that no INS stands in a URL."""
        form_type = "application/x-www-form-urlencoded"
        return self.ask("POST", f"{resource_type}/_search", form.encode(), content_type=form_type, **headers)


def subject_of(patient: PatientIdentifier) -> Json:
    """The conditional reference by which PDSm names a patient."""
    return {"reference": f"Patient?identifier=urn:oid:{patient.system.value}|{patient.value}"}


def document_reference(entry: DocumentEntry, content: Content, *, url: str = "") -> Json:
    """A DocumentReference for a document about to be deposited; with its bytes inside when it has no ``url``."""
    content = whole(content)
    signers = [*entry.authors, *([entry.legal_authenticator] if entry.legal_authenticator else [])]
    contained: list[Json] = []
    for index, author in enumerate(signers):
        if author.person is None:
            contained.append(
                {"resourceType": "Organization", "id": f"a{index}", "name": author.organization_name or "—"}
            )
            continue
        person = {"system": "urn:oid:1.2.250.1.71.4.2.1", "value": author.person.value}
        contained.append({"resourceType": "Practitioner", "id": f"a{index}", "identifier": [person]})
    attachment: Json = {
        "contentType": entry.mime_type,
        "language": entry.language,
        "size": len(content),
        "hash": base64.b64encode(hashlib.sha1(content, usedforsecurity=False).digest()).decode(),
        "title": entry.title,
        "creation": entry.creation.isoformat(),
    }
    attachment |= {"url": url} if url else {"data": base64.b64encode(content).decode()}
    resource: Json = {
        "resourceType": "DocumentReference",
        "contained": contained,
        "masterIdentifier": {"system": "urn:ietf:rfc:3986", "value": entry.unique_id.value},
        "status": "current",
        "type": {"coding": [{"system": "http://loinc.org", "code": entry.type_code.value}]},
        "category": [{"coding": [{"system": "urn:oid:1.2.250.1.213.1.1.4.1", "code": entry.class_code.value}]}],
        "subject": subject_of(entry.patient),
        "date": entry.creation.isoformat(),
        "author": [{"reference": f"#a{index}"} for index in range(len(entry.authors))],
        "securityLabel": [
            {"coding": [{"system": V3, "code": code.value}]} for code in sorted(entry.confidentiality, key=str)
        ],
        "content": [{"attachment": attachment}],
    }
    if entry.legal_authenticator:
        resource["authenticator"] = {"reference": f"#a{len(entry.authors)}"}
    return resource


def bundle(entry: DocumentEntry, content: Content) -> Json:
    """An ITI-65 transaction that deposits one document."""
    content = whole(content)
    binary = f"urn:uuid:{uuid.UUID(int=3)}"
    submission_set = {
        "resourceType": "List",
        "identifier": [{"use": "usual", "system": "urn:ietf:rfc:3986", "value": f"{entry.unique_id.value}.65"}],
        "status": "current",
        "mode": "working",
        "code": {
            "coding": [{"system": "https://profiles.ihe.net/ITI/MHD/CodeSystem/MHDlistTypes", "code": "submissionset"}]
        },
        "subject": subject_of(entry.patient),
        "date": entry.creation.isoformat(),
        "source": {"identifier": {"system": "urn:oid:1.2.250.1.71.4.2.2", "value": "1440000289"}},
        "entry": [{"item": {"reference": f"urn:uuid:{uuid.UUID(int=2)}"}}],
    }
    return {
        "resourceType": "Bundle",
        "type": "transaction",
        "entry": [
            {
                "fullUrl": f"urn:uuid:{uuid.UUID(int=1)}",
                "resource": submission_set,
                "request": {"method": "POST", "url": "List"},
            },
            {
                "fullUrl": f"urn:uuid:{uuid.UUID(int=2)}",
                "resource": document_reference(entry, content, url=binary),
                "request": {"method": "POST", "url": "DocumentReference"},
            },
            {
                "fullUrl": binary,
                "resource": {
                    "resourceType": "Binary",
                    "contentType": entry.mime_type,
                    "data": base64.b64encode(content).decode(),
                },
                "request": {"method": "POST", "url": "Binary"},
            },
        ],
    }
