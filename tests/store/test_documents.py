"""What enters with a deposit, what a change leaves behind, and what opens only with the key of the record."""

from dataclasses import replace

import pytest

from carnet.core.access.actions import Action
from carnet.core.access.actors import (
    Holder,
)
from carnet.core.documents.entry import Author, AuthorKind, DocumentEntry, DocumentStatus
from carnet.core.identifiers import DocumentId, UniqueId
from carnet.core.vocabulary.confidentiality import Confidentiality
from carnet.infra.keyring import FileKeyring
from carnet.store import documents, facts, submissions
from carnet.store.context import within
from carnet.store.depositors import Depositor, depositor_of
from carnet.store.metadata import GatheredDocument, unseal_document
from carnet.store.sealing import SealBrokenError
from tests.store.database import Database
from tests.store.world import (
    CHANCE,
    DR_KELLER,
    HOSPITAL,
    NOON,
    OTHER_HOSPITAL,
    POLICY,
    OpenRecord,
    admitted,
    deposit,
    deposited,
    letter,
    submission_set,
)

MASKED = frozenset({Confidentiality.NORMAL, Confidentiality.MASKED_TO_PROFESSIONALS})


def gathered(record: OpenRecord, document: DocumentId) -> GatheredDocument:
    """A document as it stands."""
    with within(record.id):
        found = facts.about_document(
            record.id, document, action=Action.READ_DOCUMENT, actor=Holder(record.id), at=NOON, policy=POLICY
        ).document
    assert found is not None
    return found


def versions(database: Database, document: DocumentId) -> list[tuple[object, ...]]:
    """The versions of a document's metadata: number, status, confidentiality."""
    with database.admin() as admin:
        return admin.execute(
            "select version, status, confidentiality from document_version where document_id = %s order by version",
            [document],
        ).fetchall()


# Deposits

BAREST = replace(
    letter(),
    service_start=None,
    service_stop=None,
    legal_authenticator=None,
    facility_type=None,
    practice_setting=None,
    events=(),
    comments="",
    authors=(Author(AuthorKind.DEVICE),),
)


@pytest.mark.parametrize(
    "entry",
    [letter(), BAREST, letter(hidden=frozenset({Confidentiality.HIDDEN_FROM_PATIENT}))],
    ids=["everything said", "as little as possible", "not announced yet"],
)
def test_a_document_is_read_back_as_it_was_deposited(camille: OpenRecord, entry: DocumentEntry) -> None:
    document = deposited(camille, entry)
    stored = unseal_document(gathered(camille, document), record=camille.id, record_key=camille.key)
    assert (stored.id, stored.entry, stored.status) == (document, entry, DocumentStatus.CURRENT)
    assert (stored.metadata.version, stored.metadata.submitted_at) == (1, NOON)


def test_a_deposit_of_several_documents_enters_whole(database: Database, camille: OpenRecord) -> None:
    entered = [admitted(letter(number)) for number in (2, 1, 3)]
    with within(camille.id):
        result = deposit(camille, *entered)
    assert isinstance(result, documents.Deposited)
    stored = [gathered(camille, document.id) for document in entered]
    assert tuple(document.metadata.entry_uuid for document in stored) == result.entry_uuids
    assert {document.metadata.submission for document in stored} == {result.submission}
    for document in entered:
        assert versions(database, document.id) == [(1, "current", ["N"])]


def test_the_submission_set_is_read_back_as_it_was_deposited(camille: OpenRecord) -> None:
    for given in (submission_set("urn:oid:1.2.3"), replace(submission_set("urn:oid:1.2.4"), content_type=None)):
        submission = CHANCE.identifier()
        with within(camille.id):
            assert submissions.insert_submission_set(
                camille.id,
                given,
                submission=submission,
                depositor=depositor_of(DR_KELLER),
                record_key=camille.key,
                nonce=CHANCE.secret(12),
            )
            assert submissions.read_submission_set(camille.id, submission, record_key=camille.key) == given
            assert submissions.read_submission_set(camille.id, CHANCE.identifier(), record_key=camille.key) is None


def test_nothing_of_a_title_a_name_or_an_ins_stands_in_clear(database: Database, camille: OpenRecord) -> None:
    deposited(camille, letter())
    with database.admin() as admin:
        rows = admin.execute("select document::text from document union all select s::text from submission_set s")
        texts = [str(text) for (text,) in rows.fetchall()]
    assert len(texts) == 2
    for word in ("Lettre", "Sortie", "KELLER", "Relu", "287036311312345", "da39a3ee"):
        for text in texts:
            assert word not in text
            assert word.encode().hex() not in text


def test_a_document_is_found_by_the_unique_id_of_its_structure(camille: OpenRecord) -> None:
    document = deposited(camille, letter())
    with within(camille.id):
        assert documents.find_by_unique_id(camille.id, HOSPITAL.value, letter().unique_id) == document
        assert documents.find_by_unique_id(camille.id, OTHER_HOSPITAL.value, letter().unique_id) is None
        assert documents.find_by_unique_id(camille.id, HOSPITAL.value, UniqueId("urn:oid:1.2.3")) is None


def test_the_same_document_twice_is_told_and_leaves_nothing(database: Database, camille: OpenRecord) -> None:
    deposited(camille, letter(1))
    with within(camille.id):
        again = deposit(camille, admitted(letter(2)), admitted(letter(1)))
    assert again == documents.AlreadyDeposited(submission_set=False, documents=(letter(1).unique_id,))
    with database.admin() as admin:
        counts = admin.execute(
            "select (select count(*) from document), (select count(*) from document_version), "
            "(select count(*) from submission_set)"
        ).fetchone()
    assert counts == (1, 1, 1)


def test_the_same_submission_set_twice_is_told(camille: OpenRecord) -> None:
    with within(camille.id):
        deposit(camille, admitted(letter(1)), set_unique_id="urn:oid:1.2.3")
    with within(camille.id):
        again = deposit(camille, admitted(letter(2)), set_unique_id="urn:oid:1.2.3")
    assert again == documents.AlreadyDeposited(submission_set=True)


def test_a_unique_id_is_unique_for_its_structure_and_its_record_only(camille: OpenRecord, georges: OpenRecord) -> None:
    deposited(camille, letter())
    deposited(georges, letter())
    with within(camille.id):
        elsewhere = deposit(camille, admitted(letter()), depositor=Depositor(OTHER_HOSPITAL.value))
    assert isinstance(elsewhere, documents.Deposited)


def test_the_attempt_can_still_be_written_down_after_a_refused_deposit(camille: OpenRecord) -> None:
    deposited(camille, letter())
    with within(camille.id):
        assert isinstance(deposit(camille, admitted(letter())), documents.AlreadyDeposited)
        assert isinstance(deposit(camille, admitted(letter(2))), documents.Deposited)
    with within(camille.id):
        assert documents.find_by_unique_id(camille.id, HOSPITAL.value, letter(2).unique_id) is not None


# Versions


def test_a_replaced_document_is_superseded_in_a_new_version(database: Database, camille: OpenRecord) -> None:
    first = deposited(camille, letter(1))
    before = gathered(camille, first).metadata.entry_uuid
    second = deposited(camille, letter(2), replaces=first)
    replaced = gathered(camille, first)
    assert (replaced.facts.status, replaced.metadata.version) == (DocumentStatus.SUPERSEDED, 2)
    assert replaced.metadata.entry_uuid != before
    assert gathered(camille, second).metadata.replaces == first
    assert versions(database, first) == [(1, "current", ["N"]), (2, "superseded", ["N"])]


@pytest.mark.parametrize("status", [DocumentStatus.SUPERSEDED, DocumentStatus.DELETED])
def test_a_document_that_is_no_longer_there_is_not_replaced(camille: OpenRecord, status: DocumentStatus) -> None:
    first = deposited(camille, letter(1))
    with within(camille.id, exclusive=True):
        documents.change_status(
            camille.id, first, status, at=NOON, event=CHANCE.identifier(), entry_uuid=CHANCE.identifier()
        )
    with within(camille.id):
        result = deposit(camille, admitted(letter(2), replaces=first))
    assert result == documents.AlreadyReplaced(first)
    with within(camille.id):
        assert documents.find_by_unique_id(camille.id, HOSPITAL.value, letter(2).unique_id) is None


def test_masking_makes_a_new_version_and_changes_nothing_else(database: Database, camille: OpenRecord) -> None:
    document = deposited(camille, letter())
    before = gathered(camille, document)
    entry_uuid = CHANCE.identifier()
    with within(camille.id, exclusive=True):
        version = documents.change_visibility(
            camille.id, document, confidentiality=MASKED, at=NOON, event=CHANCE.identifier(), entry_uuid=entry_uuid
        )
    after = gathered(camille, document)
    assert version == 2
    assert after.facts == replace(before.facts, confidentiality=MASKED)
    assert after.metadata == replace(before.metadata, version=2, entry_uuid=entry_uuid)
    stored = unseal_document(after, record=camille.id, record_key=camille.key)
    assert stored.entry == replace(letter(), confidentiality=MASKED)
    assert versions(database, document) == [(1, "current", ["N"]), (2, "current", ["MASQUE_PS", "N"])]


def test_a_document_that_is_not_there_is_not_changed(camille: OpenRecord, georges: OpenRecord) -> None:
    elsewhere = deposited(georges, letter())
    with within(camille.id, exclusive=True):
        for document in (elsewhere, DocumentId(CHANCE.identifier())):
            assert (
                documents.change_visibility(
                    camille.id,
                    document,
                    confidentiality=MASKED,
                    at=NOON,
                    event=CHANCE.identifier(),
                    entry_uuid=CHANCE.identifier(),
                )
                is None
            )


def test_a_deleted_document_is_never_changed_again(camille: OpenRecord) -> None:
    document = deposited(camille, letter())
    for status, expected in ((DocumentStatus.DELETED, 2), (DocumentStatus.CURRENT, None)):
        with within(camille.id, exclusive=True):
            version = documents.change_status(
                camille.id, document, status, at=NOON, event=CHANCE.identifier(), entry_uuid=CHANCE.identifier()
            )
        assert version == expected
    assert gathered(camille, document).facts.status is DocumentStatus.DELETED


# Keys


def test_the_metadata_does_not_open_once_the_key_of_the_record_is_gone(
    camille: OpenRecord, keyring: FileKeyring
) -> None:
    document = deposited(camille, letter())
    another = keyring.open_record_key(keyring.new_record_key(record=camille.id.bytes), record=camille.id.bytes)
    with pytest.raises(SealBrokenError):
        unseal_document(gathered(camille, document), record=camille.id, record_key=another)


def test_the_metadata_of_a_document_does_not_open_in_the_place_of_another(camille: OpenRecord) -> None:
    first, second = (gathered(camille, deposited(camille, letter(number))) for number in (1, 2))
    moved = replace(first, metadata=second.metadata)
    with pytest.raises(SealBrokenError):
        unseal_document(moved, record=camille.id, record_key=camille.key)


def test_what_is_gathered_hides_itself(camille: OpenRecord) -> None:
    document = gathered(camille, deposited(camille, letter()))
    stored = unseal_document(document, record=camille.id, record_key=camille.key)
    for shown in (repr(document), repr(document.metadata), repr(stored)):
        assert "Lettre" not in shown
        assert letter().unique_id.value not in shown
