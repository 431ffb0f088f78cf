"""Long lists come in pages that follow each other to the end, each decided and traced, without an INS in any link."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from carnet.core.access.actors import Actor, Holder
from carnet.core.audit.events import AuditEvent
from carnet.core.identifiers import DocumentId, RecordId
from carnet.doors.fhir.identifiers import record_id_text
from carnet.usecases.confidentiality.mask_document import mask_document
from carnet.usecases.consent.block_professional import block_professional
from carnet.usecases.feeding.deposit_documents import Deposited, deposit_documents
from tests.doors.fhir.client import Answer, Software
from tests.installation import CAMILLE, HADDAD, HOSPITAL_SOFTWARE, KELLER, Installation, note, submission_of

pytestmark = pytest.mark.usefixtures("camille")

MANY = 7


@pytest.fixture
def camille(installation: Installation) -> RecordId:
    record = installation.opens(CAMILLE)
    installation.authorizes(record, KELLER)
    return record


@pytest.fixture
def documents(installation: Installation) -> tuple[DocumentId, ...]:
    """Seven documents, of which three were made at the same instant, oldest first."""
    several = []
    for number in range(MANY):
        one = note(CAMILLE, by=HADDAD, number=number)
        creation = one.entry.creation + timedelta(hours=max(0, number - 2))
        several.append(replace(one, entry=replace(one.entry, creation=creation, title=f"n° {number}")))
    answer = deposit_documents(submission_of(CAMILLE, *several), actor=HOSPITAL_SOFTWARE, env=installation.env)
    assert isinstance(answer, Deposited)
    return answer.documents


def pages(who: Software, first: str) -> list[Answer]:
    """Each page, from the first to the one that has no next."""
    found = [who.get(first)]
    while (following := found[-1].link("next")) is not None:
        found.append(who.get(following))
        assert len(found) < 50
    return found


@pytest.mark.parametrize(("count", "sizes"), [(1, [1] * 7), (3, [3, 3, 1]), (7, [7]), (100, [7]), (10**30, [7])])
def test_pages_follow_each_other_to_the_end(
    count: int,
    sizes: list[int],
    camille: RecordId,
    documents: tuple[DocumentId, ...],
    software: Callable[[Actor], Software],
    traced: Callable[..., list[AuditEvent]],
) -> None:
    assert len(documents) == MANY
    path = f"DocumentReference?patient={record_id_text(camille)}&status=current&_count={count}"
    found = pages(software(KELLER), path)
    assert [len(page.titles) for page in found] == sizes
    titles = [title for page in found for title in page.titles]
    assert titles[:4] == ["n° 6", "n° 5", "n° 4", "n° 3"]
    assert sorted(titles) == [f"n° {number}" for number in range(MANY)]
    assert {page.json["total"] for page in found} == {MANY}
    assert [page.link("self") for page in found[:1]] == [path]
    listings = [event for event in traced(camille) if event.action.value == "list-documents"]
    assert [event.outcome.value for event in listings] == ["done"] * len(found)


def test_a_list_of_no_document_at_all_tells_how_many_there_are(
    camille: RecordId, documents: tuple[DocumentId, ...], software: Callable[[Actor], Software]
) -> None:
    answer = software(KELLER).get(f"DocumentReference?patient={record_id_text(camille)}&status=current&_count=0")
    assert (answer.json["total"], answer.titles, answer.link("next")) == (len(documents), [], None)


def test_no_link_carries_an_ins(
    camille: RecordId, documents: tuple[DocumentId, ...], software: Callable[[Actor], Software]
) -> None:
    assert documents
    ins = CAMILLE.identifiers[0]
    form = f"patient.identifier=urn:oid:{ins.system.value}|{ins.value}&status=current&_count=2&type=34112-3"
    first = software(KELLER).search("DocumentReference", form)
    for link in (first.link("self"), first.link("next")):
        assert link is not None
        assert ins.value not in link
        assert link.startswith(f"DocumentReference?patient={record_id_text(camille)}&status=current&_count=2&type=")
    assert [len(page.titles) for page in pages(software(KELLER), first.link("next") or "")] == [2, 2, 1]


def test_a_document_masked_between_two_pages_moves_no_page(
    installation: Installation,
    camille: RecordId,
    documents: tuple[DocumentId, ...],
    software: Callable[[Actor], Software],
) -> None:
    doctor = software(KELLER)
    first = doctor.get(f"DocumentReference?patient={record_id_text(camille)}&status=current&_count=2")
    assert first.titles == ["n° 6", "n° 5"]
    mask_document(camille, documents[5], actor=Holder(camille), env=installation.env)
    following = doctor.get(first.link("next") or "")
    assert (following.titles, following.json["total"]) == (["n° 4", "n° 3"], MANY - 1)


def test_a_block_between_two_pages_is_the_end_of_the_list(
    installation: Installation,
    camille: RecordId,
    documents: tuple[DocumentId, ...],
    software: Callable[[Actor], Software],
) -> None:
    assert documents
    doctor = software(KELLER)
    first = doctor.get(f"DocumentReference?patient={record_id_text(camille)}&status=current&_count=2")
    block_professional(camille, KELLER.identifier, actor=Holder(camille), env=installation.env)
    following = doctor.get(first.link("next") or "")
    assert (following.status, following.codes) == (403, ["no-access"])


def test_every_page_warns_of_what_it_ignores(
    camille: RecordId, documents: tuple[DocumentId, ...], software: Callable[[Actor], Software]
) -> None:
    assert documents
    path = f"DocumentReference?patient={record_id_text(camille)}&status=current&_count=4&colour=red"
    found = pages(software(KELLER), path)
    assert [(len(page.titles), len(page.warnings)) for page in found] == [(4, 1), (3, 1)]


def test_an_empty_record_is_an_empty_page(camille: RecordId, software: Callable[[Actor], Software]) -> None:
    answer = software(Holder(camille)).get(f"DocumentReference?patient={record_id_text(camille)}&status=current")
    assert (answer.status, answer.json["total"], "entry" in answer.json) == (200, 0, False)
