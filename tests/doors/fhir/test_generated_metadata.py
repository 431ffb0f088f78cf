"""A CDA sent alone enters under the metadata that its header gives (ITI-106)."""

from collections.abc import Callable

import pytest

from carnet.core.access.actors import Actor, Holder
from carnet.core.audit.events import AuditEvent
from carnet.core.documents.content import Content
from carnet.core.identifiers import RecordId
from tests.doors.fhir.client import Json, Software
from tests.doors.fhir.deposits import base64_of, letter
from tests.installation import CAMILLE, HADDAD, HOSPITAL_SOFTWARE, Installation

pytestmark = pytest.mark.usefixtures("camille")

OPERATION = "DocumentReference/$generate-metadata"


def parameters(document: Json) -> Json:
    return {"resourceType": "Parameters", "parameter": [{"name": "document", "resource": document}]}


def binary(content: Content, mime_type: str = "text/xml") -> Json:
    return {"resourceType": "Binary", "contentType": mime_type, "data": base64_of(content)}


@pytest.fixture
def camille(installation: Installation) -> RecordId:
    return installation.opens(CAMILLE)


@pytest.fixture
def hospital(software: Callable[[Actor], Software]) -> Software:
    return software(HOSPITAL_SOFTWARE)


@pytest.mark.parametrize("mime_type", ["text/xml", "application/xml", "application/hl7-cda+xml"])
def test_a_cda_alone_enters_as_its_header_describes_it(
    hospital: Software, camille: RecordId, software: Callable[[Actor], Software], mime_type: str
) -> None:
    sent = letter(CAMILLE, by=HADDAD)
    answer = hospital.post(OPERATION, parameters(binary(sent.content, mime_type)))
    assert answer.status == 200, answer.body
    (named,) = answer.json["parameter"]
    assert named["name"] == "DocumentReference"
    path = named["valueReference"]["reference"].partition("/fhir/")[2]
    shown = software(Holder(camille)).get(path).json
    assert shown["masterIdentifier"]["value"] == sent.entry.unique_id.value
    assert shown["content"][0]["attachment"]["title"] == sent.entry.title
    assert shown["type"]["coding"][0]["code"] == sent.entry.type_code.value
    again = hospital.post(OPERATION, parameters(binary(sent.content)))
    assert (again.status, again.codes) == (409, ["already-deposited"])


WRONG: dict[str, tuple[Json, str]] = {
    "a PDF": (parameters(binary(b"%PDF-1.7", "application/pdf")), "not-structured"),
    "a FHIR document": (parameters({"resourceType": "Bundle", "type": "collection"}), "FHIRDocumentNotSupported"),
    "nothing": ({"resourceType": "Parameters"}, "missing-document"),
    "something else": ({"resourceType": "Patient"}, "missing-document"),
    "a note": (parameters({"resourceType": "Patient"}), "not-structured"),
}


def test_what_says_too_little_is_refused_and_traced(
    hospital: Software, traced: Callable[..., list[AuditEvent]]
) -> None:
    answers = {what: hospital.post(OPERATION, sent) for what, (sent, _) in WRONG.items()}
    assert {what: (answer.status, *answer.codes) for what, answer in answers.items()} == {
        what: (422, code) for what, (_, code) in WRONG.items()
    }
    assert hospital.post(OPERATION, b"{").status == 400
    assert hospital.post(OPERATION, parameters(binary(b"<ClinicalDocument/>"))).status == 422
    assert [event.outcome.value for event in traced()][-7:] == ["defective"] * 7
