"""What a decision is told of documents, one by one or all at once: in one statement however many they are."""

from dataclasses import replace

import pytest

from carnet.core.access.actions import Action
from carnet.core.access.actors import (
    Holder,
    StructureKind,
    StructureSoftware,
)
from carnet.core.consent.authorization import Authorization
from carnet.core.documents.entry import DocumentStatus
from carnet.core.identifiers import DocumentId
from carnet.store import consents, documents, facts
from carnet.store.context import within
from carnet.store.depositors import Depositor, depositor_of
from tests.store.asking import LATER
from tests.store.statements import counted
from tests.store.world import (
    CHANCE,
    DR_KELLER,
    HADDAD,
    HOSPITAL,
    KELLER,
    NOON,
    OTHER_HOSPITAL,
    POLICY,
    OpenRecord,
    admitted,
    deposit,
    deposited,
    letter,
)


def about(record: OpenRecord, document: DocumentId) -> facts.Gathered:
    """What a decision on Dr Keller's reading of a document would look at."""
    with within(record.id):
        return facts.about_document(
            record.id, document, action=Action.READ_DOCUMENT, actor=DR_KELLER, at=LATER, policy=POLICY
        )


def test_a_document_is_told_with_its_authors_its_depositor_and_its_bytes(camille: OpenRecord) -> None:
    entered = admitted(letter())
    with within(camille.id):
        deposit(camille, entered, depositor=Depositor(OTHER_HOSPITAL.value, HADDAD))
    found = about(camille, entered.id).facts.document
    assert found is not None
    assert (found.id, found.type_code, found.class_code) == (entered.id, "34112-3", "10")
    assert (found.status, found.confidentiality) == (DocumentStatus.CURRENT, letter().confidentiality)
    assert found.written_by == {KELLER, HADDAD}, "author and legal authenticator"
    assert found.written_in == {HOSPITAL}
    assert (found.deposited_by, found.by_patient) == (HADDAD, False)
    assert found.blob == entered.blob


def test_software_and_patients_are_no_named_depositors(camille: OpenRecord) -> None:
    by_software, by_camille = admitted(letter(1)), admitted(letter(2))
    with within(camille.id):
        deposit(camille, by_software, depositor=depositor_of(StructureSoftware(HOSPITAL, StructureKind.CARE)))
        deposit(camille, by_camille, depositor=depositor_of(Holder(camille.id)))
    for entered, by_patient in ((by_software, False), (by_camille, True)):
        found = about(camille, entered.id).facts.document
        assert found is not None
        assert (found.deposited_by, found.by_patient) == (None, by_patient)


def test_a_document_that_never_was_is_no_document_by_the_same_statement(camille: OpenRecord) -> None:
    existing = deposited(camille, letter())
    taken = []
    for document in (existing, DocumentId(CHANCE.identifier())):
        with counted() as statements:
            gathered = about(camille, document)
        taken.append([statement.replace(str(camille.id), "…") for statement in statements])
        assert (gathered.document is not None) == (document == existing)
    assert taken[0] == taken[1]
    assert len(taken[0]) == 2, "the context, then the facts"


def test_a_document_of_georges_is_no_document_in_camilles_record(camille: OpenRecord, georges: OpenRecord) -> None:
    elsewhere = deposited(georges, letter())
    assert about(camille, elsewhere).facts.document is None


def test_a_deleted_document_is_told_deleted(camille: OpenRecord) -> None:
    document = deposited(camille, letter())
    with within(camille.id, exclusive=True):
        documents.change_status(
            camille.id,
            document,
            DocumentStatus.DELETED,
            at=LATER,
            event=CHANCE.identifier(),
            entry_uuid=CHANCE.identifier(),
        )
    found = about(camille, document).facts.document
    assert found is not None
    assert found.status is DocumentStatus.DELETED


# A list


def test_a_first_access_is_a_first_until_it_is_remembered(camille: OpenRecord) -> None:
    document = deposited(camille, letter())
    for is_first in (True, False):
        with within(camille.id):
            asked = facts.about_record(
                camille.id, action=Action.LIST_DOCUMENTS, actor=DR_KELLER, at=LATER, policy=POLICY
            )
        assert asked.is_first_access == about(camille, document).is_first_access == is_first
        assert listed(camille).is_first_access == is_first
        with within(camille.id):
            consents.remember_first_access(camille.id, KELLER, at=NOON)


def listed(record: OpenRecord) -> facts.GatheredList:
    """What a decision on Dr Keller's list would look at."""
    with within(record.id):
        return facts.about_documents(record.id, action=Action.LIST_DOCUMENTS, actor=DR_KELLER, at=LATER, policy=POLICY)


def test_the_list_holds_all_documents_but_the_deleted_newest_first(camille: OpenRecord) -> None:
    oldest, deleted, newest = (deposited(camille, letter(number)) for number in (1, 2, 3))
    with within(camille.id, exclusive=True):
        documents.change_status(
            camille.id,
            deleted,
            DocumentStatus.DELETED,
            at=LATER,
            event=CHANCE.identifier(),
            entry_uuid=CHANCE.identifier(),
        )
    assert [document.facts.id for document in listed(camille).documents] == [newest, oldest]
    with within(camille.id):
        whole = facts.about_documents(
            camille.id,
            action=Action.READ_ACCESS_HISTORY,
            actor=Holder(camille.id),
            at=LATER,
            policy=POLICY,
            with_deleted=True,
        )
    assert [document.facts.id for document in whole.documents] == [newest, deleted, oldest]


def test_the_list_tells_of_the_record_and_of_each_document_what_is_told_of_it_alone(camille: OpenRecord) -> None:
    first = deposited(camille, letter(1))
    second = deposited(camille, letter(2), replaces=first)
    with within(camille.id, exclusive=True):
        consents.authorize(camille.id, KELLER, Authorization(NOON))
    gathered = listed(camille)
    for document, entry in zip((second, first), gathered.documents, strict=True):
        alone = about(camille, document)
        assert alone.document is not None
        assert alone.facts.document is not None
        assert entry.facts == replace(alone.facts.document, blob=None), "a list opens no bytes"
        assert entry.metadata == alone.document.metadata
        assert gathered.facts == replace(alone.facts, action=Action.LIST_DOCUMENTS, document=None)
    assert gathered.documents[0].metadata.replaces == first
    assert gathered.documents[1].metadata.replaces is None
    assert gathered.documents[1].facts.status is DocumentStatus.SUPERSEDED


@pytest.mark.parametrize("number", [0, 1, 200])
def test_a_list_takes_one_statement_however_long_it_is(camille: OpenRecord, number: int) -> None:
    if number:
        with within(camille.id):
            assert isinstance(deposit(camille, *(admitted(letter(one)) for one in range(number))), documents.Deposited)
    with counted() as statements:
        assert len(listed(camille).documents) == number
    assert len(statements) == 2, "the context, then the facts"
