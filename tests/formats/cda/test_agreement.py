"""Where a document and the metadata sent with it disagree."""

import hashlib
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from carnet.core.defects import Defect
from carnet.core.documents.entry import DocumentEntry
from carnet.core.identifiers import OrganizationId, PractitionerId, UniqueId
from carnet.core.vocabulary.code import Code
from carnet.core.vocabulary.confidentiality import Confidentiality
from carnet.formats.cda.header import disagreements, entry_from_header
from carnet.formats.cda.timestamps import PARIS
from tests.formats.cda.documents import DR_KELLER, INS, NIR, header_of, note, with_attributes

NOTE = note()
HEADER = header_of(NOTE)
OLD = UniqueId("urn:oid:1.2.250.1.999.1.7^2024-117")
A_COLLEAGUE = replace(DR_KELLER, person=PractitionerId("899700000025"))


def metadata(**changes: Any) -> DocumentEntry:
    entry = entry_from_header(HEADER, NOTE, class_of=lambda _: Code("10", "1.2.250.1.213.1.1.4.1", "Compte rendu"))
    assert isinstance(entry, DocumentEntry)
    return replace(entry, **changes)


def codes(entry: DocumentEntry, replaces: UniqueId | None = None) -> list[str]:
    return [defect.code for defect in disagreements(HEADER, entry, replaces=replaces)]


def test_the_metadata_made_from_a_document_describe_its_bytes() -> None:
    entry = metadata()
    assert (entry.size, entry.sha1) == (len(NOTE), hashlib.sha1(NOTE).hexdigest())  # noqa: S324  # XDS asks for SHA-1
    assert (entry.patient, entry.mime_type, entry.service_start) == (INS, "text/xml", HEADER.principal_event.start)


def test_a_type_of_no_class_makes_no_metadata() -> None:
    entry = entry_from_header(HEADER, NOTE, class_of=lambda _: None)
    assert isinstance(entry, Defect)
    assert (entry.code, entry.where) == ("unknown-document-type", "/ClinicalDocument/code/@code")


def test_metadata_made_from_a_document_agree_with_it() -> None:
    assert codes(metadata()) == []


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"patient": replace(INS, value="1550869123456" + "95")}, "patient-differs"),
        ({"unique_id": UniqueId("urn:oid:1.2.3")}, "unique-id-differs"),
        ({"type_code": Code("11502-2", "2.16.840.1.113883.6.1")}, "type-differs"),
        ({"creation": datetime(2024, 3, 2, 12, 5, 9, tzinfo=PARIS)}, "creation-differs"),
        ({"creation": HEADER.effective_time + timedelta(seconds=1)}, "creation-differs"),
        ({"language": "en-US"}, "language-differs"),
        ({"confidentiality": frozenset({Confidentiality.VERY_RESTRICTED})}, "confidentiality-differs"),
        ({"confidentiality": frozenset({Confidentiality.MASKED_TO_PROFESSIONALS})}, "confidentiality-differs"),
        ({"authors": (A_COLLEAGUE,)}, "authors-differ"),
        ({"authors": (DR_KELLER, A_COLLEAGUE)}, "authors-differ"),
        ({"authors": ()}, "authors-differ"),
        ({"authors": (replace(DR_KELLER, person=None),)}, "authors-differ"),
        ({"legal_authenticator": A_COLLEAGUE}, "legal-authenticator-differs"),
        ({"authors": (replace(DR_KELLER, organization=OrganizationId("1690000999")),)}, "organization-differs"),
    ],
)
def test_a_difference_that_matters_is_one_defect_with_both_places(changes: dict[str, Any], code: str) -> None:
    found = disagreements(HEADER, metadata(**changes))
    assert [defect.code for defect in found] == [code]
    assert " and " in found[0].where
    assert found[0].where.startswith("/ClinicalDocument/")


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "Compte rendu"},
        {"creation": HEADER.effective_time + timedelta(milliseconds=700)},
        {"language": "fr-fr"},
        {"confidentiality": frozenset({Confidentiality.NORMAL, Confidentiality.MASKED_TO_PROFESSIONALS})},
        {"confidentiality": frozenset({Confidentiality.NORMAL, Confidentiality.HIDDEN_FROM_REPRESENTATIVES})},
        {"legal_authenticator": None},
        {"authors": (replace(DR_KELLER, organization=None, organization_name=""),)},
        {"type_code": Code("11488-4", "http://loinc.org")},
        {"comments": "urgent"},
    ],
)
def test_a_difference_that_is_meant_is_no_defect(changes: dict[str, Any]) -> None:
    assert codes(metadata(**changes)) == []


def test_a_document_that_hides_itself_cannot_be_shown_by_its_metadata() -> None:
    hidden = replace(
        HEADER, confidentiality=frozenset({Confidentiality.NORMAL, Confidentiality.MASKED_TO_PROFESSIONALS})
    )
    assert [defect.code for defect in disagreements(hidden, metadata())] == ["confidentiality-differs"]


def test_what_a_document_replaces_is_said_in_both_places() -> None:
    second = header_of(note(replaces=OLD))
    assert [one.code for one in disagreements(second, metadata(), replaces=OLD)] == []
    assert [one.code for one in disagreements(second, metadata())] == ["replacement-not-announced"]
    assert [one.code for one in disagreements(second, metadata(), replaces=UniqueId("urn:oid:1.2"))] == [
        "replaced-document-differs"
    ]
    assert codes(metadata(), replaces=OLD) == ["replacement-not-in-document"]


def test_every_disagreement_is_listed_and_none_quotes_a_person() -> None:
    other = metadata(
        patient=replace(INS, value="155086912345695"), language="en-US", title="VERDIER", authors=(A_COLLEAGUE,)
    )
    found = disagreements(HEADER, other)
    assert [defect.code for defect in found] == ["patient-differs", "language-differs", "authors-differ"]
    said = " ".join(f"{one.where} {one.problem} {one.remedy}" for one in found)
    for secret in (NIR, "155086912345695", "VERDIER", "GARANCE", "Keller", "899700000025", HEADER.title):
        assert secret not in said


def test_a_document_dated_to_the_day_agrees_with_the_same_day_in_universal_time() -> None:
    dated = header_of(with_attributes(NOTE, "h:effectiveTime", value="20240301"))
    midnight = datetime.fromisoformat("2024-03-01T00:00:00+00:00")
    assert disagreements(dated, metadata(creation=midnight)) == ()
