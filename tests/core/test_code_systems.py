"""The names of terminologies: an OID and a URI may be one."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carnet.core.vocabulary.code_systems import oid_of, same_system
from carnet.core.vocabulary.valueset import table, value_set
from tests.shared_samples import SHARED, needs_samples

NOS = "https://mos.esante.gouv.fr/NOS/"
LOINC = "2.16.840.1.113883.6.1"
TRE_A05 = "1.2.250.1.213.1.1.4.12"


@pytest.mark.parametrize(
    ("uri", "oid"),
    [
        ("http://loinc.org", LOINC),
        (f"{NOS}TRE_A04-Loinc/FHIR/TRE-A04-Loinc", LOINC),
        (f"{NOS}TRE_A05-TypeDocComplementaire/FHIR/TRE-A05-TypeDocComplementaire", TRE_A05),
        (f"{NOS}TRE_A03-ClasseDocument/FHIR/TRE-A03-ClasseDocument", "1.2.250.1.213.1.1.4.1"),
        (f"{NOS}TRE_A07-StatutVisibiliteDocument/FHIR/TRE-A07-StatutVisibiliteDocument", "1.2.250.1.213.1.1.4.13"),
        ("http://terminology.hl7.org/CodeSystem/v3-Confidentiality", "2.16.840.1.113883.5.25"),
        (f"{NOS}TRE_A08-HL7Confidentiality/FHIR/TRE-A08-HL7Confidentiality", "2.16.840.1.113883.5.25"),
        (f"{NOS}TRE_G15-ProfessionSante/FHIR/TRE-G15-ProfessionSante", "1.2.250.1.71.1.2.7"),
        ("1.2.250.1.213.1.1.4.248", "1.2.250.1.213.1.1.4.336"),
        ("ASTM", "ASTM"),
    ],
)
def test_the_names_of_one_terminology_are_one(uri: str, oid: str) -> None:
    assert oid_of(uri) == oid
    for one in (uri, oid, f"urn:oid:{oid}"):
        for other in (uri, oid, f"urn:oid:{oid}"):
            assert same_system(one, other)


@pytest.mark.parametrize(
    "uri", ["", "urn:oid:", "http://example.org/codes", "http://loinc.org/", "1.2.", "01.2", "LOINC"]
)
def test_a_name_that_is_not_in_the_table_has_no_oid(uri: str) -> None:
    assert oid_of(uri) is None
    assert same_system(uri, uri)
    assert not same_system(uri, LOINC)
    assert not same_system("http://example.org/others", uri)


def test_two_terminologies_are_not_taken_for_one_another() -> None:
    assert not same_system("http://loinc.org", f"urn:oid:{TRE_A05}")
    assert not same_system(LOINC, LOINC + "1")


@given(st.sampled_from("012"), st.lists(st.integers(0, 10**6), min_size=1, max_size=8))
def test_an_oid_is_itself_even_when_nobody_has_listed_it(root: str, arcs: list[int]) -> None:
    oid = ".".join((root, *map(str, arcs)))
    if oid != "1.2.250.1.213.1.1.4.248":
        assert oid_of(oid) == oid_of(f"urn:oid:{oid}") == oid


def test_every_system_of_our_tables_has_a_name_that_fhir_uses() -> None:
    named = {row["oid"] for row in table("code_systems") if row["name"].startswith("http")}
    for name in (
        "access_modes",
        "author_specialties",
        "confidentiality_codes",
        "document_classes",
        "document_types",
        "facility_types",
        "practice_settings",
        "professions",
        "specialties",
    ):
        assert {code.system for code in value_set(name).values()} <= named, name


@needs_samples
def test_every_coding_of_the_fhir_samples_names_a_terminology_that_we_recognise() -> None:
    systems: set[str] = set()
    for path in (SHARED / "samples" / "fhir").glob("*.json"):
        for entry in document_references(json.loads(path.read_text(encoding="utf-8"))):
            for key in ("type", "category", "securityLabel"):
                concepts = entry.get(key, [])
                for concept in concepts if isinstance(concepts, list) else [concepts]:
                    systems.update(coding["system"] for coding in concept.get("coding", []))
    assert {oid_of(system) for system in systems} == {LOINC, "1.2.250.1.213.1.1.4.1", "2.16.840.1.113883.5.25"}


def document_references(resource: dict[str, Any]) -> Iterator[dict[str, Any]]:
    if resource.get("resourceType") == "DocumentReference":
        yield resource
    for entry in resource.get("entry", []):
        yield from document_references(entry.get("resource", {}))
