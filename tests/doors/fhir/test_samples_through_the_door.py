"""The 63 official CDA documents, as they are, through the FHIR door: each accepted, or refused for a true reason."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from carnet.core.access.actors import Actor, Holder
from carnet.core.documents.entry import DocumentEntry
from carnet.core.identifiers import PatientIdentifier, PatientIdentifierSystem
from carnet.core.vocabulary.code import Code
from carnet.core.vocabulary.document_types import document_class, document_type
from carnet.doors.fhir.identifiers import read_record_id
from carnet.formats.cda.entry import entry_from_header
from carnet.formats.cda.header import read_header
from carnet.formats.cda.model import CdaHeader
from tests.doors.fhir.client import Software, bundle, document_reference
from tests.installation import CAMILLE, HOSPITAL_SOFTWARE, Installation
from tests.shared_samples import SHARED, needs_samples

SAMPLES = sorted((SHARED / "samples" / "cda").glob("*.xml"))
TEST_PATIENTS = [
    PatientIdentifier(PatientIdentifierSystem.INS_NIR_TEST, "279035121518989"),
    PatientIdentifier(PatientIdentifierSystem.INS_NIR_TEST, "277076322082910"),
    PatientIdentifier(PatientIdentifierSystem.INS_NIR, "277076322082910"),
]

REFUSED = {
    "CANCER-PPS_2022.01_Autopresentable.xml": (422, ["style-sheet-script"]),
    "CARD-F-PRC-DCI_2022.01.xml": (422, ["cda-unknown-person-id-system"]),
    "CARD-F-PRC-TAP_2022.01.xml": (422, ["cda-unknown-person-id-system"]),
    "CNAM-HR_2021.01.xml": (403, ["not-allowed"]),
    "CSE-CS24_2024.01.xml": (422, ["wrong-ins-key"]),
    "CSE-CS24_2025.01.xml": (422, ["unknown-patient-identifier-system", "wrong-ins-key"]),
    "CSE-CS8_2025.01.xml": (422, ["wrong-ins-key"]),
    "CSE-CS9_2024.01.xml": (422, ["wrong-ins-key"]),
    "CSE-MDE_2023.01.xml": (422, ["wrong-ins-key"]),
    "OBP-SNE_2024.01.xml": (422, ["wrong-ins-key"]),
    "VAC_2023.01.xml": (422, ["wrong-ins-key"]),
}
"""What stands in these documents: REMB is the insurer's; the style sheet of CANCER-PPS holds a script (EX_2.1-1115);
CARD-F-PRC-* name their signatory under 1.2.250.1.71, which identifies nobody; the others carry a wrong INS key."""


def class_of(type_code: str) -> Code | None:
    known = document_type(type_code)
    return (known.class_code or document_class("10")) if known else None


def metadata_of(content: bytes) -> DocumentEntry:
    """What the header says of a document; for a header that cannot be read, what its sender could still say."""
    header = read_header(content, accepts_test=True)
    if not isinstance(header, CdaHeader):
        model = read_header((SHARED / "samples" / "cda" / "SDM-MR_2022.01.xml").read_bytes(), accepts_test=True)
        assert isinstance(model, CdaHeader)
        header = model
    entry = entry_from_header(header, content, class_of=class_of)
    assert isinstance(entry, DocumentEntry)
    return entry


@pytest.fixture
def software_of_the_hospital(installation: Installation, software: Callable[[Actor], Software]) -> Software:
    for patient in TEST_PATIENTS:
        installation.opens(replace(CAMILLE, identifiers=(patient,)))
    return software(HOSPITAL_SOFTWARE)


@needs_samples
@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
@pytest.mark.parametrize("way", ["ITI-65", "ITI-105"])
def test_the_hospital_deposits_an_official_document_as_it_is(
    sample: Path, way: str, software_of_the_hospital: Software, software: Callable[[Actor], Software]
) -> None:
    content = sample.read_bytes()
    entry = metadata_of(content)
    if way == "ITI-65":
        answer = software_of_the_hospital.post("", bundle(entry, content))
    else:
        answer = software_of_the_hospital.post("DocumentReference", document_reference(entry, content))
    if sample.name in REFUSED:
        status, codes = REFUSED[sample.name]
        assert (answer.status, sorted(set(answer.codes))) == (status, codes)
        return
    assert answer.status == (200 if way == "ITI-65" else 201), answer.body[:2000]
    patient = f"urn:oid:{entry.patient.system.value}|{entry.patient.value}"
    found = software_of_the_hospital.search("Patient", f"identifier={patient}").json
    record = found["entry"][0]["resource"]["id"]
    holder_id = read_record_id(record)
    assert holder_id is not None
    holder = software(Holder(holder_id))
    listed = holder.get(f"DocumentReference?patient={record}&status=current").json
    assert listed["total"] == 1
    attachment = listed["entry"][0]["resource"]["content"][0]["attachment"]
    read = holder.get(attachment["url"].partition("/fhir/")[2])
    assert read.body == content
    assert read.headers["Content-Type"].startswith("text/xml")
