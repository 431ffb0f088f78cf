"""The people of a header: whose document it is, who wrote it, who answers for it, who keeps it."""

from dataclasses import replace

import pytest

from carnet.core.documents.entry import AuthorKind
from carnet.core.identifiers import PractitionerId
from carnet.core.people import PersonName
from carnet.core.vocabulary.code import Code
from carnet.formats.cda.header import read_header
from tests.formats.cda.documents import (
    DR_KELLER,
    INS,
    NIR,
    faults_of,
    header_of,
    note,
    with_attributes,
    with_twin,
    without,
)

PATIENT_ID = "h:recordTarget/h:patientRole/h:id"
AUTHOR_ID = "h:author/h:assignedAuthor/h:id"
MISSING = "cda-missing-element"
INS_C = "08339104612795175898" + "58"


@pytest.mark.parametrize("path", ["h:assignedCustodian", "h:assignedCustodian/h:representedCustodianOrganization/h:id"])
def test_whoever_keeps_the_original_is_named(path: str) -> None:
    ((code, where),) = faults_of(without(note(), f"h:custodian/{path}"))
    assert code == MISSING
    assert where.startswith("/ClinicalDocument/custodian/assignedCustodian/representedCustodianOrganization")


def test_one_signatory_does_not_bear_two_numbers() -> None:
    assert faults_of(with_twin(note(), AUTHOR_ID)) == [
        ("cda-repeated-element", "/ClinicalDocument/author/assignedAuthor/id[2]")
    ]


def test_a_number_of_the_hospital_beside_the_ins_is_left_aside() -> None:
    twice = with_twin(note(), PATIENT_ID)
    local = with_attributes(twice, PATIENT_ID, root="1.2.250.1.999.5", extension="IPP-12")
    assert header_of(local).patient_identifiers == (INS,)


def test_two_different_ins_of_one_authority_make_nobody() -> None:
    other = "1550869123456"
    twice = with_attributes(with_twin(note(), PATIENT_ID), PATIENT_ID, extension=other + _key(other))
    assert [code for code, _ in faults_of(twice)] == ["cda-several-ins"]


def test_the_ins_counts_before_the_computed_one() -> None:
    twice = with_attributes(with_twin(note(), PATIENT_ID), PATIENT_ID, root="1.2.250.1.213.1.4.2", extension=INS_C)
    assert [one.value for one in header_of(twice).patient_identifiers] == [INS.value, INS_C]


def test_production_refuses_an_invented_identity_and_says_why() -> None:
    read = read_header(note(), accepts_test=False)
    assert isinstance(read, tuple)
    assert [defect.code for defect in read] == ["test-patient-identifier"]


def test_the_insurer_and_a_device_are_no_persons() -> None:
    for role, kind in (("ALIM_AM", AuthorKind.INSURER), ("DISPOSITIF", AuthorKind.DEVICE)):
        content = with_attributes(
            note(), "h:author/h:assignedAuthor/h:code", code=role, codeSystem="1.2.250.1.213.1.1.4.6"
        )
        author = header_of(content).authors[0]
        assert (author.kind, author.person) == (kind, None)


def test_whoever_signs_with_the_identifier_of_a_device_is_that_device() -> None:
    machine = replace(
        DR_KELLER, kind=AuthorKind.DEVICE, person=None, name=PersonName("Logiciel"), role=Code("DISPOSITIF", "1.2")
    )
    content = without(
        note(authors=(machine,), legal_authenticator=machine), "h:legalAuthenticator/h:assignedEntity/h:code"
    )
    header = header_of(content)
    assert (header.legal_authenticator.kind, header.legal_authenticator.person) == (AuthorKind.DEVICE, None)


def test_a_doctor_whose_number_a_device_borrows_remains_a_doctor() -> None:
    content = with_attributes(
        note(), "h:author/h:assignedAuthor/h:code", code="DISPOSITIF", codeSystem="1.2.250.1.213.1.1.4.6"
    )
    assert header_of(content).legal_authenticator.person == PractitionerId("899700000017")


def test_a_patient_signs_with_their_ins() -> None:
    content = with_attributes(note(), AUTHOR_ID, root=INS.system.value, extension=INS.value)
    author = header_of(content).authors[0]
    assert (author.kind, author.person) == (AuthorKind.PATIENT, None)


def test_the_wrong_key_of_a_patient_who_signs_is_a_defect_too() -> None:
    content = with_attributes(note(), AUTHOR_ID, root=INS.system.value, extension=NIR + "00")
    assert faults_of(content) == [("wrong-ins-key", "/ClinicalDocument/author/assignedAuthor/id")]


def _key(nir: str) -> str:
    return f"{97 - int(nir) % 97:02d}"
