"""Every instance of the MHD guide: read, valid, and following here the profile that it says it follows."""

from typing import Any

from carnet.formats.fhir.published import declared, departures
from carnet.formats.fhir.validate import validate
from tests.ihe_examples import examples, needs_examples

# A guide that was compiled and not yet published dates no CapabilityStatement.
DATED_AT_PUBLICATION = {("missing-element", "CapabilityStatement.date")}


def faults(resource: dict[str, Any]) -> set[tuple[str, str]]:
    found = [*validate(resource), *(one for name in declared(resource) for one in departures(resource, name))]
    return {(defect.code, defect.where) for defect in found}


@needs_examples
def test_each_instance_is_valid_and_follows_its_profile() -> None:
    wrong = {name: faults(resource) - DATED_AT_PUBLICATION for name, resource in examples().items()}
    assert {name: found for name, found in wrong.items() if found} == {}


@needs_examples
def test_the_instances_are_those_of_the_guide() -> None:
    kinds = {name.partition("/")[0] for name in examples()}
    assert kinds >= {"AuditEvent", "Binary", "Bundle", "DocumentReference", "List", "Parameters", "Patient"}
    assert {profile for resource in examples().values() for profile in declared(resource)} >= {
        "mhd-minimal-document",
        "mhd-uncontained-document",
        "mhd-document",
        "mhd-minimal-submission",
        "mhd-submission",
        "mhd-documents-found",
        "mhd-lists-found",
        "mhd-deposit-answered",
    }
