"""What may enter: each thing that can be wrong with a submission, found alone and together with the others."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carnet.core.documents.admission import examine
from carnet.core.documents.entry import Author, AuthorKind, DocumentEntry
from carnet.core.documents.submission import NonOpposition, Submission, SubmissionSet, SubmittedDocument
from carnet.core.identifiers import (
    OrganizationId,
    PatientIdentifier,
    PatientIdentifierSystem,
    PractitionerId,
    UniqueId,
)
from carnet.core.vocabulary.code import Code
from carnet.core.vocabulary.confidentiality import Confidentiality

AUTHOR = Author(AuthorKind.PROFESSIONAL, PractitionerId("899700000017"))
CAMILLE = PatientIdentifier(PatientIdentifierSystem.INS_NIR_DEMO, "284034410902579")
GEORGES = PatientIdentifier(PatientIdentifierSystem.INS_NIR_DEMO, "148054410903150")
CONTENT = b"Tout va bien."
AT = datetime(2026, 11, 20, 9, tzinfo=UTC)

SOUND = DocumentEntry(
    unique_id=UniqueId("urn:oid:1.2.250.1.999.1"),
    patient=CAMILLE,
    type_code=Code("34112-3", "2.16.840.1.113883.6.1"),
    class_code=Code("10", "1.2.250.1.213.1.1.4.1"),
    format_code=Code("urn:ihe:iti:xds:2017:mimeTypeSufficient", "1.3.6.1.4.1.19376.1.2.3"),
    title="Compte rendu",
    language="fr-FR",
    creation=AT,
    service_start=AT,
    service_stop=None,
    confidentiality=frozenset({Confidentiality.NORMAL}),
    authors=(AUTHOR,),
    legal_authenticator=None,
    facility_type=None,
    practice_setting=None,
    mime_type="text/plain",
    size=len(CONTENT),
    sha1=hashlib.sha1(CONTENT, usedforsecurity=False).hexdigest(),
)
SET = SubmissionSet(UniqueId("urn:oid:1.2.250.1.999.9"), "1.2.3", CAMILLE, AUTHOR, None, AT, "", NonOpposition.DECLARED)


def submission(*entries: DocumentEntry, content: bytes = CONTENT, **changed: Any) -> Submission:
    return Submission(replace(SET, **changed), tuple(SubmittedDocument(entry, content) for entry in entries))


def faults(submitted: Submission, *, is_minor: bool = False) -> list[tuple[str, str]]:
    return [(defect.code, defect.where) for defect in examine(submitted, is_minor=is_minor)]


def with_codes(*codes: Confidentiality) -> DocumentEntry:
    return replace(SOUND, confidentiality=frozenset(codes))


def test_a_sound_submission_enters() -> None:
    assert faults(submission(SOUND)) == []


N, R, V = Confidentiality.NORMAL, Confidentiality.RESTRICTED, Confidentiality.VERY_RESTRICTED
MASKED, UNANNOUNCED = Confidentiality.MASKED_TO_PROFESSIONALS, Confidentiality.HIDDEN_FROM_PATIENT
FROM_PARENTS = Confidentiality.HIDDEN_FROM_REPRESENTATIVES
LONGEST = "urn:oid:" + "1" * 247

WRONG: dict[str, tuple[DocumentEntry, list[tuple[str, str]]]] = {
    "an unknown type": (
        replace(SOUND, type_code=Code("00000-0", "2.16.840.1.113883.6.1")),
        [("unknown-type-code", "documents[0].type_code")],
    ),
    "the class of another type": (
        replace(SOUND, class_code=Code("42", "1.2.250.1.213.1.1.4.1")),
        [("class-does-not-match-type", "documents[0].class_code")],
    ),
    "a type of no class under no class": (
        replace(SOUND, type_code=Code("51851-4", "2.16.840.1.113883.6.1"), class_code=Code("", "")),
        [("unknown-class-code", "documents[0].class_code")],
    ),
    "a size that is not its own": (replace(SOUND, size=12), [("wrong-size", "documents[0].size")]),
    "a digest that is not its own": (replace(SOUND, sha1="0" * 40), [("wrong-hash", "documents[0].hash")]),
    "no title": (replace(SOUND, title=""), [("bad-title", "documents[0].title")]),
    "a title of blanks": (replace(SOUND, title=" \u00a0"), [("bad-title", "documents[0].title")]),
    "a title of 256 characters": (replace(SOUND, title="x" * 256), [("bad-title", "documents[0].title")]),
    "no author": (replace(SOUND, authors=()), [("missing-author", "documents[0].authors")]),
    "no level": (with_codes(), [("one-confidentiality-level", "documents[0].confidentiality")]),
    "two levels": (with_codes(N, V), [("one-confidentiality-level", "documents[0].confidentiality")]),
    "a mask alone": (with_codes(MASKED), [("one-confidentiality-level", "documents[0].confidentiality")]),
    "masked and unannounced": (
        with_codes(N, MASKED, UNANNOUNCED),
        [("masked-and-not-announced", "documents[0].confidentiality")],
    ),
    "hidden from the representatives of an adult": (
        with_codes(N, FROM_PARENTS),
        [("hidden-from-representatives-of-an-adult", "documents[0].confidentiality")],
    ),
    "another patient": (replace(SOUND, patient=GEORGES), [("another-patient", "documents[0].patient")]),
    "a uniqueId of words": (
        replace(SOUND, unique_id=UniqueId("compte-rendu")),
        [("bad-unique-id", "documents[0].unique_id")],
    ),
    "a uniqueId in two lines": (
        replace(SOUND, unique_id=UniqueId("urn:oid:1.2\n3")),
        [("bad-unique-id", "documents[0].unique_id")],
    ),
    "a uniqueId of 256 characters": (
        replace(SOUND, unique_id=UniqueId(LONGEST + "1")),
        [("bad-unique-id", "documents[0].unique_id")],
    ),
    "a creation before anybody": (
        replace(SOUND, creation=datetime(1899, 12, 31, tzinfo=UTC)),
        [("implausible-date", "documents[0].creation")],
    ),
    "an act at the end of time": (
        replace(SOUND, service_start=datetime.max.replace(tzinfo=UTC), service_stop=datetime.max.replace(tzinfo=UTC)),
        [("implausible-date", "documents[0].service_start"), ("implausible-date", "documents[0].service_stop")],
    ),
}


@pytest.mark.parametrize("what", WRONG)
def test_a_document_does_not_enter_with(what: str) -> None:
    entry, expected = WRONG[what]
    assert faults(submission(entry)) == expected


SOUND_ONES: dict[str, DocumentEntry] = {
    "a title of 255 characters": replace(SOUND, title="x" * 255),
    "the longest uniqueId": replace(SOUND, unique_id=UniqueId(LONGEST)),
    "a UUID for uniqueId": replace(SOUND, unique_id=UniqueId("urn:uuid:00000000-0000-4000-8000-000000000000")),
    "a root and an extension": replace(SOUND, unique_id=UniqueId("urn:oid:1.2.3^CR 12")),
    "the mask": with_codes(R, MASKED),
    "an announcement to come": with_codes(V, UNANNOUNCED),
    "a type of no class under a class": replace(SOUND, type_code=Code("51851-4", "2.16.840.1.113883.6.1")),
    "a letter of 1900": replace(SOUND, creation=datetime(1900, 1, 1, tzinfo=UTC)),
    "no date of the act": replace(SOUND, service_start=None),
}


@pytest.mark.parametrize("what", SOUND_ONES)
def test_a_document_enters_with(what: str) -> None:
    assert faults(submission(SOUND_ONES[what])) == []


def test_a_minor_may_hide_a_document_from_their_representatives() -> None:
    assert faults(submission(with_codes(N, FROM_PARENTS)), is_minor=True) == []


def test_a_submission_without_documents_does_not_enter() -> None:
    assert faults(submission()) == [("empty-submission", "documents")]


def test_an_empty_document_does_not_enter() -> None:
    empty = replace(SOUND, size=0, sha1=hashlib.sha1(b"", usedforsecurity=False).hexdigest())
    assert faults(submission(empty, content=b"")) == [("empty-document", "documents[0]")]


def test_two_documents_of_one_submission_do_not_share_a_uniqueid() -> None:
    assert faults(submission(SOUND, SOUND)) == [("duplicate-unique-id-in-message", "documents[1].unique_id")]


def test_the_submission_set_is_held_to_the_same() -> None:
    wrong = submission(SOUND, unique_id=UniqueId(""), submitted=datetime(9999, 1, 1, tzinfo=UTC))
    assert faults(wrong) == [
        ("bad-unique-id", "submission_set.unique_id"),
        ("implausible-date", "submission_set.submitted"),
    ]


def test_everything_wrong_is_told_at_once_each_with_a_remedy_and_no_value_of_a_person() -> None:
    wrong = replace(
        SOUND,
        patient=GEORGES,
        title="",
        authors=(),
        size=1,
        sha1="",
        type_code=Code("x", ""),
        confidentiality=frozenset(),
    )
    found = examine(submission(wrong), is_minor=False)
    assert len(found) == 7
    for defect in found:
        assert defect.problem.endswith(".")
        assert defect.remedy.endswith(".")
        assert GEORGES.value not in f"{defect}"


CHANGES: list[Callable[[DocumentEntry], DocumentEntry]] = [
    lambda entry: replace(entry, title=""),
    lambda entry: replace(entry, size=entry.size + 1),
    lambda entry: replace(entry, authors=()),
    lambda entry: replace(entry, confidentiality=frozenset()),
    lambda entry: replace(entry, unique_id=UniqueId("x")),
]


@given(chosen=st.sets(st.sampled_from(range(len(CHANGES)))))
def test_defects_add_up(chosen: set[int]) -> None:
    entry = SOUND
    for index in chosen:
        entry = CHANGES[index](entry)
    alone = [
        code for index in range(len(CHANGES)) if index in chosen for code in faults(submission(CHANGES[index](SOUND)))
    ]
    assert sorted(faults(submission(entry))) == sorted(alone)


def test_a_document_hides_its_content_from_whoever_prints_it() -> None:
    assert "bien" not in repr(submission(SOUND))


def test_an_entry_knows_who_wrote_it_and_where() -> None:
    signer = Author(AuthorKind.PROFESSIONAL, PractitionerId("899700000025"))
    machine = Author(AuthorKind.DEVICE, organization=OrganizationId("1440000289"))
    entry = replace(SOUND, authors=(AUTHOR, machine), legal_authenticator=signer)
    assert entry.written_by() == {AUTHOR.person, signer.person}
    assert entry.authoring_organizations() == {machine.organization}
