"""One thing that is wrong in an otherwise valid resource, and the valid resources that are damaged."""

from typing import NamedTuple

from tests.formats.fhir import resources
from tests.formats.fhir.resources import Json


class Fault(NamedTuple):
    """A place damaged, and what must be said of it: the code, where, and the rule it names."""

    resource: Json
    place: str
    value: object
    code: str
    where: str
    rule: str = ""


DOCUMENT = resources.document_reference()
LIST = resources.submission_set()
DEPOSIT = resources.provide_bundle()
PATIENT = resources.patient()
CONSENT = resources.consent()
AUDIT = resources.audit_event()
HEALTH_DOCUMENT = resources.health_document()
COLLECTION: Json = {
    "resourceType": "Bundle",
    "type": "collection",
    "entry": [{"fullUrl": "https://example.org/fhir/Patient/p1", "resource": resources.patient()}],
}
STRUCTURE: Json = {"resourceType": "Organization", "name": "Cabinet"}
