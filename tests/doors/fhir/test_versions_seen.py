"""Versions, ETags, dates and numbers of metadata move only by what their reader sees (product.md, « Masking »)."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from carnet.core.access.actors import Actor, Holder
from carnet.core.documents.selection import Criteria
from carnet.core.identifiers import DocumentId, RecordId
from carnet.core.vocabulary.confidentiality import Confidentiality
from carnet.doors.fhir.identifiers import document_id_text, record_id_text
from carnet.usecases.confidentiality.mask_document import mask_document, unmask_document
from carnet.usecases.reading.consult_record import Consulted, consult_record
from carnet.usecases.reading.open_document import DocumentPage, open_document
from tests.conftest import NOON
from tests.doors.fhir.client import Json, Software
from tests.installation import CAMILLE, HADDAD, KELLER, Installation, note

pytestmark = pytest.mark.usefixtures("camille")

MASKED = frozenset({Confidentiality.MASKED_TO_PROFESSIONALS})


@pytest.fixture
def camille(installation: Installation) -> RecordId:
    record = installation.opens(CAMILLE)
    for who in (KELLER, HADDAD):
        installation.authorizes(record, who)
    return record


@pytest.fixture
def report(installation: Installation) -> DocumentId:
    return installation.receives(CAMILLE, note(CAMILLE, by=HADDAD), from_=HADDAD)


Look = Callable[[], list[tuple[int, list[tuple[str, str]], bytes]]]


@pytest.fixture
def dr_keller_sees(camille: RecordId, report: DocumentId, software: Callable[[Actor], Software]) -> Look:
    """All that Dr Keller, who did not write the report, is answered about it and about the list that holds it."""
    patient, number = record_id_text(camille), document_id_text(camille, report)
    first = software(KELLER).get(f"DocumentReference/{number}").json
    (official,) = [one["value"] for one in first["identifier"] if one["value"].startswith("urn:uuid:")]

    def look() -> list[tuple[int, list[tuple[str, str]], bytes]]:
        keller = software(KELLER)  # with a new token: hours have passed
        answers = [
            keller.get(f"DocumentReference/{number}"),
            keller.get(f"DocumentReference?patient={patient}&status=current"),
            keller.get(f"DocumentReference?patient={patient}&status=superseded"),
            keller.search("DocumentReference", f"patient={patient}&status=current&identifier={official}"),
            keller.get(f"Binary/{number}", Accept="application/fhir+json"),
        ]
        return [(answer.status, sorted(answer.headers.items()), answer.body) for answer in answers]

    return look


def read(who: Software, record: RecordId, document: DocumentId) -> Json:
    """The metadata of a document, for somebody who may read it."""
    answer = who.get(f"DocumentReference/{document_id_text(record, document)}")
    assert answer.status == 200
    return answer.json


def test_a_document_masked_and_shown_again_is_byte_for_byte_the_one_that_was_never_masked(
    installation: Installation,
    camille: RecordId,
    report: DocumentId,
    software: Callable[[Actor], Software],
    dr_keller_sees: Look,
) -> None:
    before = dr_keller_sees()
    installation.at(NOON + timedelta(hours=1))
    mask_document(camille, report, actor=Holder(camille), env=installation.env)
    assert dr_keller_sees()[0][0] == 404
    installation.at(NOON + timedelta(hours=2))
    unmask_document(camille, report, actor=Holder(camille), env=installation.env)
    assert dr_keller_sees() == before
    for who in (Holder(camille), HADDAD):
        assert read(software(who), camille, report)["meta"]["versionId"] == "3", "who saw it masked knows"


def test_pages_show_what_was_never_masked(installation: Installation, camille: RecordId, report: DocumentId) -> None:
    def pages() -> tuple[object, ...]:
        consulted = consult_record(camille, criteria=Criteria(), actor=KELLER, env=installation.env)
        opened = open_document(camille, report, actor=KELLER, env=installation.env)
        assert isinstance(consulted, Consulted)
        assert isinstance(opened, DocumentPage)
        return consulted.documents, opened.shown

    before = pages()
    installation.at(NOON + timedelta(hours=1))
    mask_document(camille, report, actor=Holder(camille), env=installation.env)
    unmask_document(camille, report, actor=Holder(camille), env=installation.env)
    assert pages() == before


def test_a_document_replaced_by_a_masked_one_is_byte_for_byte_the_one_that_was_never_replaced(
    installation: Installation,
    camille: RecordId,
    report: DocumentId,
    software: Callable[[Actor], Software],
    dr_keller_sees: Look,
) -> None:
    before = dr_keller_sees()
    installation.at(NOON + timedelta(hours=1))
    newer = note(CAMILLE, by=HADDAD, number=2, hidden=MASKED, replaces=report)
    hidden = installation.receives(CAMILLE, newer, from_=HADDAD)
    assert dr_keller_sees() == before
    for who in (Holder(camille), HADDAD):
        assert read(software(who), camille, report)["status"] == "superseded"
    installation.at(NOON + timedelta(hours=2))
    unmask_document(camille, hidden, actor=Holder(camille), env=installation.env)
    keller = software(KELLER)
    assert read(keller, camille, report)["status"] == "superseded", "shown, it has replaced the other"
    assert "relatesTo" in read(keller, camille, hidden)


def test_the_label_of_a_mask_is_told_to_its_author_and_not_to_who_deposited_it(
    installation: Installation, camille: RecordId, software: Callable[[Actor], Software]
) -> None:
    letter = note(CAMILLE, by=HADDAD, number=3, hidden=MASKED)
    number = installation.receives(CAMILLE, letter, from_=KELLER)

    def labels(who: Actor) -> set[str]:
        return {
            label["code"]
            for one in read(software(who), camille, number)["securityLabel"]
            for label in one.get("coding", [])
        }

    assert "MASQUE_PS" in labels(HADDAD) & labels(Holder(camille))
    assert "MASQUE_PS" not in labels(KELLER)
