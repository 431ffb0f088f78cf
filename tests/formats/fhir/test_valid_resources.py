"""What people who follow the specification send is accepted as it is."""

from copy import deepcopy

import pytest

from carnet.formats.fhir.validate import validate
from tests.formats.fhir import resources
from tests.formats.fhir.resources import Json, damaged

VALID = {
    "document": resources.document_reference(),
    "submission set": resources.submission_set(),
    "deposit": resources.provide_bundle(),
    "patient": resources.patient(),
    "consent": resources.consent(),
    "audit event": resources.audit_event(),
    "health document": resources.health_document(),
}


@pytest.mark.parametrize("resource", VALID.values(), ids=VALID.keys())
def test_a_software_that_follows_the_specification_is_told_nothing(resource: Json) -> None:
    assert validate(resource) == ()


@pytest.mark.parametrize("resource", VALID.values(), ids=VALID.keys())
def test_what_a_software_sends_is_not_changed_by_being_checked(resource: Json) -> None:
    before = deepcopy(resource)
    validate(resource)
    assert resource == before


ALSO_ALLOWED: dict[str, tuple[Json, str, object]] = {
    "a relative literal reference with its version": (
        resources.document_reference(),
        "subject",
        {"reference": "Patient/p1/_history/2"},
    ),
    "an absolute reference to a server that says nothing of types": (
        resources.document_reference(),
        "subject",
        {"reference": "https://annuaire.example.org/personnes?n=7"},
    ),
    "a logical reference": (
        resources.document_reference(),
        "subject",
        {"type": "Patient", "identifier": {"system": "urn:x", "value": "7"}},
    ),
    "a media type with parameters": (
        resources.document_reference(),
        "content.0.attachment.contentType",
        'text/xml; charset=UTF-8; profile="urn:x y;z"',
    ),
    "base64 on two lines": (resources.provide_bundle(), "entry.3.resource.data", "Qm9u\r\nam91ciAhISE=\r\n"),
    "a leap day": (resources.patient(), "birthDate", "2000-02-29"),
    "a leap second": (resources.audit_event(), "recorded", "2016-12-31T23:59:60Z"),
    "an end as vague as the year of the start": (
        resources.consent(),
        "provision.period",
        {"start": "2026-06-12T10:00:00+02:00", "end": "2026"},
    ),
    "an end that seems earlier and is in another time zone": (
        resources.consent(),
        "provision.period",
        {"start": "2026-06-12T10:00:00+14:00", "end": "2026-06-11T23:00:00-10:00"},
    ),
    "an id beside a value": (resources.patient(), "_gender", {"id": "g1"}),
    "a contained resource that refers to its container and to nothing else": (
        resources.patient(),
        "contained",
        [{"resourceType": "RelatedPerson", "id": "r", "patient": {"reference": "#"}}],
    ),
    "a contained resource that a URL refers to": (
        damaged(resources.document_reference(), "custodian", resources.REMOVED),
        "content.0.attachment.url",
        "#practice",
    ),
    "a number as precise as one likes": (
        resources.patient(),
        "extension.0.extension.0",
        {"url": "weight", "valueDecimal": 1.10},
    ),
    "text with a no-break space, line breaks and accents": (
        resources.document_reference(),
        "description",
        "Voilà\u202f!\r\n\tÀ suivre\u00a0: «\u00a0rien\u00a0»",
    ),
}


@pytest.mark.parametrize(("resource", "place", "value"), ALSO_ALLOWED.values(), ids=ALSO_ALLOWED.keys())
def test_what_the_specification_allows_and_few_people_send_is_accepted(
    resource: Json, place: str, value: object
) -> None:
    assert validate(damaged(resource, place, value)) == ()
