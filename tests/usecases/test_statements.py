"""What a request costs the database: the same number of statements for one document and for fifty."""

from collections.abc import Callable
from functools import partial

import pytest

from carnet.core.access.actors import Actor, Holder
from carnet.core.documents.selection import Criteria
from carnet.core.identifiers import DocumentId, RecordId
from carnet.usecases.feeding.deposit_documents import Deposited, deposit_documents
from carnet.usecases.reading.list_documents import ListedDocuments, list_documents
from carnet.usecases.reading.read_access_history import read_access_history
from carnet.usecases.reading.read_document import OpenedDocument, read_document
from carnet.usecases.reading.show_document import show_document
from carnet.usecases.record.check_record import check_record
from tests.installation import CAMILLE, GEORGES, HADDAD, HOSPITAL_SOFTWARE, KELLER, Installation, note, submission_of
from tests.store.statements import counted

FIND, CONTEXT, FACTS, TRACE = 1, 1, 1, 1
"""The look-up of an identity; the record's context and lock; what a decision looks at; the line of the history."""


@pytest.fixture
def camille(installation: Installation) -> RecordId:
    record = installation.opens(CAMILLE)
    installation.authorizes(record, KELLER)
    # Whoever reads for the first time is told of: that costs two statements more, once.
    list_documents(record, criteria=Criteria(), actor=KELLER, env=installation.env)
    return record


def deposits(
    here: Installation, count: int, *, first: int = 0, replaces: DocumentId | None = None
) -> tuple[DocumentId, ...]:
    several = [note(CAMILLE, by=HADDAD, number=first + number, replaces=replaces) for number in range(count)]
    answer = deposit_documents(submission_of(CAMILLE, *several), actor=HADDAD, env=here.env)
    assert isinstance(answer, Deposited), answer
    return answer.documents


def cost(act: Callable[[], object]) -> int:
    with counted() as statements:
        act()
    return len(statements)


@pytest.mark.parametrize("count", [1, 50])
def test_listing_costs_four_statements(count: int, installation: Installation, camille: RecordId) -> None:
    deposits(installation, count)

    def listing() -> None:
        answer = list_documents(CAMILLE.identifiers[0], criteria=Criteria(), actor=KELLER, env=installation.env)
        assert isinstance(answer, ListedDocuments)
        assert len(answer.documents) == count

    assert cost(listing) == FIND + CONTEXT + FACTS + TRACE
    assert camille


@pytest.mark.parametrize("count", [1, 50])
def test_reading_one_document_costs_three(count: int, installation: Installation, camille: RecordId) -> None:
    document = deposits(installation, count)[0]

    def reading() -> None:
        answer = read_document(camille, document, actor=KELLER, env=installation.env)
        assert isinstance(answer, OpenedDocument)
        assert b"".join(answer.chunks)

    assert cost(reading) == CONTEXT + FACTS + TRACE


@pytest.mark.parametrize("who", [KELLER, HADDAD, HOSPITAL_SOFTWARE, None])
def test_a_refusal_costs_what_a_reading_costs(who: Actor | None, installation: Installation, camille: RecordId) -> None:
    absent = DocumentId(installation.env.chance.identifier())
    actor = who or Holder(camille)
    assert cost(lambda: read_document(camille, absent, actor=actor, env=installation.env)) == CONTEXT + FACTS + TRACE
    nowhere = RecordId(installation.env.chance.identifier())
    assert cost(lambda: read_document(nowhere, absent, actor=actor, env=installation.env)) == CONTEXT + FACTS + TRACE


@pytest.mark.parametrize("count", [1, 50])
def test_showing_one_document_costs_one_more_for_its_links(
    count: int, installation: Installation, camille: RecordId
) -> None:
    document = deposits(installation, count)[0]
    showing = cost(lambda: show_document(camille, document, actor=KELLER, env=installation.env))
    assert showing == CONTEXT + 2 * FACTS + TRACE


def test_asking_whether_there_is_a_record_costs_four_and_no_less_when_there_is_none(
    installation: Installation, camille: RecordId
) -> None:
    assert camille
    for number in (CAMILLE.identifiers[0], GEORGES.identifiers[0]):
        asking = partial(check_record, number, actor=HADDAD, env=installation.env)
        assert cost(asking) == FIND + CONTEXT + FACTS + TRACE


@pytest.mark.parametrize("count", [1, 50])
def test_the_history_costs_the_same_however_long_it_is(
    count: int, installation: Installation, camille: RecordId
) -> None:
    for _ in range(count):
        list_documents(camille, criteria=Criteria(), actor=KELLER, env=installation.env)
    reading = cost(lambda: read_access_history(camille, actor=Holder(camille), env=installation.env))
    people_and_structures, close_ones, lines = 2, 1, 1
    assert reading == CONTEXT + FACTS + TRACE + lines + people_and_structures + close_ones


def test_a_deposit_costs_the_same_for_one_document_and_for_fifty(installation: Installation, camille: RecordId) -> None:
    assert camille
    first_decision = FIND + CONTEXT + FACTS
    set_numbers_documents_trace_notice = 5
    once = first_decision + CONTEXT + FACTS + set_numbers_documents_trace_notice
    assert cost(lambda: deposits(installation, 1)) == once
    assert cost(lambda: deposits(installation, 50, first=100)) == once


def test_a_deposit_into_a_full_record_costs_the_same(installation: Installation, camille: RecordId) -> None:
    assert camille
    before = cost(lambda: deposits(installation, 1))
    deposits(installation, 50, first=100)
    assert cost(lambda: deposits(installation, 1, first=500)) == before
