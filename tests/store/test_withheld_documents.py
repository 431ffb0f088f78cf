"""Documents withheld beyond their codes: how they enter, how they change, and what is gathered of their versions."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from carnet.core.access.actions import Action
from carnet.core.access.actors import Actor, Clockwork, Holder
from carnet.core.access.facts import DocumentFacts
from carnet.core.consent.authorization import Authorization
from carnet.core.documents.entry import DocumentStatus
from carnet.core.documents.hiding import Hiding
from carnet.core.documents.versions import Version
from carnet.core.identifiers import DocumentId
from carnet.core.vocabulary.confidentiality import Confidentiality
from carnet.store import consents, documents, facts
from carnet.store.context import within
from carnet.store.metadata import GatheredDocument
from tests.store.asking import LATER
from tests.store.statements import counted
from tests.store.world import (
    CHANCE,
    DR_HADDAD,
    DR_KELLER,
    HADDAD,
    KELLER,
    NOON,
    PAUL,
    POLICY,
    OpenRecord,
    admitted,
    deposit,
    deposited,
    letter,
)

NORMAL = frozenset({Confidentiality.NORMAL})
MASKED = NORMAL | {Confidentiality.MASKED_TO_PROFESSIONALS}
DR_PAUL = replace(DR_KELLER, identifier=PAUL)


def about(record: OpenRecord, document: DocumentId, actor: Actor) -> GatheredDocument:
    """What is gathered when somebody asks to read a document, an hour after noon."""
    with within(record.id):
        found = facts.about_document(
            record.id, document, action=Action.READ_DOCUMENT, actor=actor, at=LATER, policy=POLICY
        ).document
    assert found is not None
    return found


def listed(record: OpenRecord, actor: Actor, *, with_deleted: bool = False) -> dict[DocumentId, DocumentFacts]:
    """What is gathered when somebody asks for the list, an hour after noon."""
    with within(record.id):
        gathered = facts.about_documents(
            record.id, action=Action.LIST_DOCUMENTS, actor=actor, at=LATER, policy=POLICY, with_deleted=with_deleted
        )
    return {one.facts.id: one.facts for one in gathered.documents}


def changed(record: OpenRecord, document: DocumentId, *, minutes: int = 0, **what: Any) -> UUID:
    """Say anew from whom a document is withheld, and give the number of the new version."""
    entry_uuid = CHANCE.identifier()
    with within(record.id, exclusive=True):
        assert documents.change_visibility(
            record.id,
            document,
            at=NOON + timedelta(minutes=minutes),
            event=CHANCE.identifier(),
            entry_uuid=entry_uuid,
            **what,
        )
    return entry_uuid


def deleted(record: OpenRecord, document: DocumentId) -> None:
    """Delete a document."""
    with within(record.id, exclusive=True):
        assert documents.change_status(
            record.id,
            document,
            DocumentStatus.DELETED,
            at=NOON,
            event=CHANCE.identifier(),
            entry_uuid=CHANCE.identifier(),
        )


def test_a_document_enters_withheld_from_its_first_version_on(camille: OpenRecord) -> None:
    entered = replace(
        admitted(letter()),
        hidings=frozenset({Hiding.SECRET, Hiding.FROM_CARERS}),
        hidden_from=frozenset({HADDAD}),
        awaits_check=True,
    )
    with within(camille.id):
        assert isinstance(deposit(camille, entered), documents.Deposited)
    changed(camille, entered.id, hidings=frozenset())
    found = about(camille, entered.id, Holder(camille.id))
    first = found.versions[0]
    assert first.hidings == {Hiding.SECRET, Hiding.FROM_CARERS}
    assert not found.facts.hidings
    for told in (first, found.facts):
        assert told.hidden_from == {HADDAD}
        assert told.awaits_check


@pytest.mark.parametrize(
    "change",
    [
        {"confidentiality": MASKED},
        {"hidings": frozenset({Hiding.SET_ASIDE, Hiding.HELD})},
        {"hidden_from": frozenset({PAUL, HADDAD})},
        {"awaits_check": True},
    ],
    ids=lambda change: next(iter(change)),
)
def test_what_is_said_anew_of_a_document_is_gathered_and_the_rest_stays(
    camille: OpenRecord, change: dict[str, Any]
) -> None:
    document = deposited(camille, letter())
    before = about(camille, document, Holder(camille.id)).facts
    entry_uuid = changed(camille, document, minutes=1, **change)
    after = about(camille, document, Holder(camille.id))
    assert after.facts == replace(before, **change)
    assert [one.number for one in after.versions] == [1, 2]
    usual: dict[str, Any] = {"confidentiality": NORMAL}
    assert after.versions[1] == Version(
        2, entry_uuid, NOON + timedelta(minutes=1), DocumentStatus.CURRENT, **(usual | change)
    )


def test_a_document_of_one_version_is_gathered_without_versions(camille: OpenRecord) -> None:
    assert about(camille, deposited(camille, letter()), DR_KELLER).versions == ()


def test_versions_come_with_the_list_in_the_same_statement(camille: OpenRecord) -> None:
    document = deposited(camille, letter())
    changed(camille, document, confidentiality=MASKED)
    with within(camille.id), counted() as statements:
        gathered = facts.about_documents(
            camille.id, action=Action.LIST_DOCUMENTS, actor=DR_KELLER, at=LATER, policy=POLICY
        )
    assert [len(one.versions) for one in gathered.documents] == [2]
    assert len(statements) == 1


# What was replaced by something hidden


def replaced(record: OpenRecord) -> tuple[DocumentId, DocumentId]:
    """Dr Keller's letter, replaced; Dr Paul, who wrote neither, is authorised."""
    with within(record.id, exclusive=True):
        for who in (KELLER, HADDAD, PAUL):
            consents.authorize(record.id, who, Authorization(NOON))
    first = deposited(record, letter(1))
    return first, deposited(record, letter(2), replaces=first)


def statuses(record: OpenRecord, document: DocumentId, actor: Actor) -> set[DocumentStatus]:
    """The status of a document as this actor is told it: alone and in a list."""
    return {about(record, document, actor).facts.status, listed(record, actor)[document].status}


def test_whoever_sees_what_replaced_a_document_sees_it_superseded(camille: OpenRecord) -> None:
    first, _ = replaced(camille)
    for actor in (Holder(camille.id), DR_KELLER, DR_PAUL):
        assert statuses(camille, first, actor) == {DocumentStatus.SUPERSEDED}


def test_to_whom_the_new_version_is_hidden_the_old_one_was_never_replaced(camille: OpenRecord) -> None:
    first, second = replaced(camille)
    changed(camille, second, confidentiality=MASKED)
    assert statuses(camille, first, DR_PAUL) == {DocumentStatus.CURRENT}
    for actor in (Holder(camille.id), DR_KELLER, DR_HADDAD):
        assert statuses(camille, first, actor) == {DocumentStatus.SUPERSEDED}, "the holder and the authors know"
    assert [one.status for one in about(camille, first, DR_PAUL).versions] == [DocumentStatus.CURRENT] * 2


def test_an_archived_document_replaced_by_a_hidden_one_stays_archived(camille: OpenRecord) -> None:
    first = deposited(camille, letter(1))
    with within(camille.id, exclusive=True):
        consents.authorize(camille.id, PAUL, Authorization(NOON))
        documents.change_status(
            camille.id,
            first,
            DocumentStatus.ARCHIVED,
            at=NOON,
            event=CHANCE.identifier(),
            entry_uuid=CHANCE.identifier(),
        )
    changed(camille, deposited(camille, letter(2), replaces=first), confidentiality=MASKED)
    assert statuses(camille, first, DR_PAUL) == {DocumentStatus.ARCHIVED}


def test_a_document_replaced_by_one_that_was_deleted_since_stays_superseded(camille: OpenRecord) -> None:
    first, second = replaced(camille)
    deleted(camille, second)
    for actor in (Holder(camille.id), DR_PAUL):
        assert statuses(camille, first, actor) == {DocumentStatus.SUPERSEDED}
        assert second not in listed(camille, actor)
        assert second in listed(camille, actor, with_deleted=True)


def test_a_document_replaced_by_one_hidden_then_deleted_was_never_replaced(camille: OpenRecord) -> None:
    first, second = replaced(camille)
    changed(camille, second, confidentiality=MASKED)
    deleted(camille, second)
    assert statuses(camille, first, DR_PAUL) == {DocumentStatus.CURRENT}


def test_the_clockwork_is_told_what_is(camille: OpenRecord) -> None:
    first, second = replaced(camille)
    changed(camille, second, confidentiality=MASKED)
    assert statuses(camille, first, Clockwork("vaccination-history")) == {DocumentStatus.SUPERSEDED}
