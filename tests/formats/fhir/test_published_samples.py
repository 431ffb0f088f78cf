"""The examples of the draft « PDSm for the DMP »: read as they were published, with the defects they truly have."""

from typing import Any

import pytest

from carnet.formats.fhir.profiles import Profile, Severity, profile_defects
from carnet.formats.fhir.read import parse_json
from carnet.formats.fhir.validate import validate
from tests.shared_samples import SHARED, needs_samples

# The fullUrl of the search answer are relative, where the definition of Bundle.entry.fullUrl asks for absolute ones.
TRUE_DEFECTS: dict[str, tuple[tuple[str, str], ...]] = {
    "Bundle-example-annexe-fhir-document.json": (),
    "Bundle-example-annexe-searchset-documentreferences.json": tuple(
        ("broken-rule", f"Bundle.entry[{index}].fullUrl") for index in range(2)
    ),
    "Bundle-example-td2-1-remplacement.json": (),
    "Bundle-example-td2-iti65-lot-soumission.json": (),
    "DocumentReference-doc-x-id.json": (),
    "DocumentReference-example-td2-iti105-publication-simplifiee.json": (),
}

# Required by their own profiles and absent from the examples: hence warnings, not errors.
LEFT_OUT_OF_A_DEPOSIT = (
    "Bundle.entry[0].resource.identifier",
    "Bundle.entry[0].resource.title",
    "Bundle.entry[1].resource.custodian",
)
WARNINGS: dict[str, tuple[str, ...]] = {
    "Bundle-example-td2-1-remplacement.json": LEFT_OUT_OF_A_DEPOSIT,
    "Bundle-example-td2-iti65-lot-soumission.json": LEFT_OUT_OF_A_DEPOSIT,
    "DocumentReference-doc-x-id.json": ("DocumentReference.custodian",),
    "DocumentReference-example-td2-iti105-publication-simplifiee.json": ("DocumentReference.custodian",),
}


def sample(name: str) -> dict[str, Any]:
    resource = parse_json((SHARED / "samples" / "fhir" / name).read_bytes())
    assert isinstance(resource, dict)
    return resource


@needs_samples
def test_an_integrator_finds_every_published_example_here() -> None:
    assert {path.name for path in (SHARED / "samples" / "fhir").glob("*.json")} == set(TRUE_DEFECTS)


@needs_samples
@pytest.mark.parametrize("name", TRUE_DEFECTS)
def test_an_integrator_who_sends_a_published_example_is_told_its_true_defects(name: str) -> None:
    assert tuple((defect.code, defect.where) for defect in validate(sample(name))) == TRUE_DEFECTS[name]


@needs_samples
@pytest.mark.parametrize("name", WARNINGS)
def test_an_integrator_who_deposits_a_published_example_is_warned_and_not_refused(name: str) -> None:
    resource = sample(name)
    found = profile_defects(resource, Profile(resource["meta"]["profile"][0]))
    assert {finding.severity for finding in found} == {Severity.WARNING}
    assert tuple(finding.defect.where for finding in found) == WARNINGS[name]


@needs_samples
def test_an_integrator_who_reads_the_published_search_answer_finds_documents_of_the_profile() -> None:
    answer = sample("Bundle-example-annexe-searchset-documentreferences.json")
    found = [profile_defects(entry["resource"], Profile.PDSM_DOCUMENT) for entry in answer["entry"]]
    assert [[finding.defect.where for finding in defects] for defects in found] == [["DocumentReference.custodian"]] * 2
