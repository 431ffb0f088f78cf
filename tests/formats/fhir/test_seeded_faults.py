"""Each thing that can be wrong, one at a time in an otherwise valid resource: named, at its place, and alone."""

import pytest

from carnet.formats.fhir.validate import validate
from tests.formats.fhir import faults_against_rules, faults_in_elements, faults_in_values
from tests.formats.fhir.fault import DOCUMENT, Fault
from tests.formats.fhir.resources import Json, damaged

FAULTS = {**faults_in_elements.FAULTS, **faults_in_values.FAULTS, **faults_against_rules.FAULTS}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS.keys())
def test_an_integrator_who_damages_one_thing_is_told_that_thing_and_nothing_else(fault: Fault) -> None:
    found = validate(damaged(fault.resource, fault.place, fault.value))
    assert [(defect.code, defect.where) for defect in found] == [(fault.code, fault.where)]
    assert found[0].problem.startswith(f"{fault.rule}: " if fault.rule else "")
    assert found[0].remedy


SECRET = "Nessa-DES-MAUX-TESTS-299999999999934"
PLACES_OF_SECRETS = (
    "status",
    "date",
    "subject.reference",
    "content.0.attachment.size",
    "content.0.attachment.contentType",
    "content.0.attachment.hash",
    "author",
    SECRET,
    "contained.0.gender",
    "resourceType",
    "authenticator.type",
    "text.div",
)


@pytest.mark.parametrize("place", PLACES_OF_SECRETS)
def test_what_somebody_typed_is_never_repeated_to_them_nor_to_a_log(place: str) -> None:
    found = validate(damaged(DOCUMENT, place, SECRET))
    assert found
    assert not any(SECRET in text for defect in found for text in (defect.where, defect.problem, defect.remedy))


def test_somebody_who_sends_ten_thousand_faults_is_told_fifty() -> None:
    many = damaged(DOCUMENT, "securityLabel", [{"inconnu": 1}] * 10_000)
    assert len(validate(many)) == 50


def test_somebody_who_nests_extensions_without_end_is_told_so() -> None:
    extension: Json = {"url": "urn:x", "valueString": "y"}
    for _ in range(2_000):
        extension = {"url": "urn:x", "extension": [extension]}
    assert [defect.code for defect in validate(damaged(DOCUMENT, "extension", [extension]))] == ["too-deep"]
