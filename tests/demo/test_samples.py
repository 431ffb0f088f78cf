"""The official samples, deposited in the records that the demonstration opened for their patients."""

from pathlib import Path

import pytest

from carnet.core.access.actors import Holder
from carnet.core.defects import Defect
from carnet.core.documents.selection import Criteria
from carnet.core.documents.submission import NonOpposition, Submission, SubmissionSet, SubmittedDocument
from carnet.core.identifiers import UniqueId
from carnet.core.vocabulary.code import Code
from carnet.core.vocabulary.document_types import document_type
from carnet.demo.cast import find_caregiver
from carnet.demo.world import build
from carnet.formats.cda.entry import entry_from_header
from carnet.formats.cda.header import CdaHeader, read_header
from carnet.ports.environment import Environment
from carnet.usecases.feeding.deposit_documents import Deposited, deposit_documents
from carnet.usecases.reading.list_documents import ListedDocuments, list_documents
from tests.people import CHU_SOFTWARE, DOMINIQUE, MARIE, RUTH, Member
from tests.shared_samples import SHARED, needs_samples

SAMPLES: dict[str, tuple[Member, str]] = {
    "cda/BIO-CR-BIO_2024.01_TSH_1.xml": (DOMINIQUE, "801234534765"),
    "cda/eDISP-MED_2024.01.xml": (MARIE, "807655473259"),
    "cda/SDM-MR_2024.01_patiente-enceinte.xml": (RUTH, "801234567897"),
}


def class_of(type_code: str) -> Code | None:
    known = document_type(type_code)
    return known.class_code if known is not None else None


def submission_of(content: bytes, number: int) -> Submission:
    header = read_header(content, accepts_test=True)
    assert isinstance(header, CdaHeader), header
    entry = entry_from_header(header, content, class_of=class_of)
    assert not isinstance(entry, Defect), entry
    submission_set = SubmissionSet(
        unique_id=UniqueId(f"urn:oid:1.2.250.1.999.8.{number}"),
        source_id="1.2.250.1.999",
        patient=entry.patient,
        author=entry.authors[0],
        content_type=None,
        submitted=entry.creation,
        title="",
        non_opposition=NonOpposition.DECLARED,
    )
    return Submission(submission_set, (SubmittedDocument(entry, content),))


@needs_samples
@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_is_deposited_by_the_hospital_and_seen_by_its_author_and_its_patient(
    name: str, env: Environment, tmp_path: Path
) -> None:
    patient, author = SAMPLES[name]
    assert build(env, home=tmp_path)
    content = (SHARED / "samples" / name).read_bytes()
    answer = deposit_documents(submission_of(content, 1), actor=CHU_SOFTWARE, env=env)
    assert isinstance(answer, Deposited), answer
    someone = find_caregiver(author)
    assert someone is not None
    for reader in (someone.actor, Holder(answer.record)):
        listed = list_documents(patient.identity.identifiers[0], criteria=Criteria(), actor=reader, env=env)
        assert isinstance(listed, ListedDocuments), listed
        assert [shown.document for shown in listed.documents] == list(answer.documents)
