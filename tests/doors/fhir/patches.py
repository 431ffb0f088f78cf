"""What is asked of a document by a patch, and those who ask it."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from carnet.core.access.actors import Actor, Holder
from carnet.core.identifiers import DocumentId, RecordId
from carnet.doors.fhir.identifiers import document_id_text
from carnet.doors.fhir.names import IS_ARCHIVED
from tests.doors.fhir.client import Answer, Software

PATCH = "application/json-patch+json"
TRE_A07 = "https://mos.esante.gouv.fr/NOS/TRE_A07-StatutVisibiliteDocument/FHIR/TRE-A07-StatutVisibiliteDocument"
UID = "urn:oid:1.2.250.1.999.1.1"


def label(code: str) -> dict[str, Any]:
    return {"coding": [{"system": TRE_A07, "code": code}]}


def operation(op: str, path: str, value: object = None) -> dict[str, Any]:
    return {"op": op, "path": path} if op == "remove" else {"op": op, "path": path, "value": value}


MASK = operation("replace", "/securityLabel/0", label("MASQUE_PS"))
UNMASK = operation("replace", "/securityLabel/0", label("N"))
ARCHIVE = operation("replace", f"/extension[url:'{IS_ARCHIVED}']/valueBoolean", True)
TAKE_OUT = operation("replace", f"/extension[url:'{IS_ARCHIVED}']/valueBoolean", False)
DELETE = operation("replace", "/status", "entered-in-error")


def fhirpath(kind: str, path: str, **parts: object) -> dict[str, Any]:
    part = [{"name": "type", "valueCode": kind}, {"name": "path", "valueString": path}]
    part += [{"name": name, **value} for name, value in parts.items() if isinstance(value, dict)]
    return {"resourceType": "Parameters", "parameter": [{"name": "operation", "part": part}]}


@dataclass(frozen=True, slots=True)
class Patched:
    """A document of Camille's, and those who ask for its metadata to change."""

    record: RecordId
    document: DocumentId
    of: Callable[[Actor], Software]

    @property
    def path(self) -> str:
        return f"DocumentReference/{document_id_text(self.record, self.document)}"

    def by(self, who: Actor, *operations: dict[str, Any], **headers: str) -> Answer:
        return self.of(who).ask("PATCH", self.path, json.dumps(operations).encode(), content_type=PATCH, **headers)

    def numbered(self, who: Actor, query: str, *operations: dict[str, Any]) -> Answer:
        body = json.dumps(operations).encode()
        return self.of(who).ask("PATCH", f"DocumentReference?{query}", body, content_type=PATCH)

    def labels(self) -> list[str]:
        return labels_of(self.of(Holder(self.record)).get(self.path))


def labels_of(answer: Answer) -> list[str]:
    assert answer.status == 200, answer.body
    return [one["coding"][0]["code"] for one in answer.json["securityLabel"]]
