"""What a decision is told of a record, and of one that never was: all of it, in one statement."""

import pytest

from carnet.core.access.actions import Action
from carnet.core.access.actors import (
    Actor,
    Holder,
)
from carnet.core.access.facts import NO_TIE, DepositFacts, RecordFacts, RecordStatus
from carnet.core.documents.submission import NonOpposition
from carnet.core.emergency.access import EmergencySwitches
from carnet.core.identifiers import NOBODYS_RECORD, DocumentId, RecordId
from carnet.infra.keyring import FileKeyring
from carnet.store import facts, records
from carnet.store.context import within
from tests.store.asking import EVERYBODY, LATER, facts_of
from tests.store.statements import counted
from tests.store.world import (
    CAMILLE,
    CHANCE,
    DR_KELLER,
    NOON,
    POLICY,
    SWITCHES,
    OpenRecord,
)


def test_an_open_record_is_told_with_its_switches_and_the_birth_date(camille: OpenRecord) -> None:
    assert facts_of(camille, Holder(camille.id)).record == RecordFacts(
        camille.id, RecordStatus.OPEN, SWITCHES, CAMILLE.traits.birth_date
    )


def test_the_switches_are_those_that_camille_chose_last(camille: OpenRecord) -> None:
    chosen = EmergencySwitches(samu=False, break_the_glass=False, masked_documents=True)
    with within(camille.id, exclusive=True):
        records.choose_switches(camille.id, chosen)
    assert facts_of(camille, DR_KELLER).record.switches == chosen


def test_what_was_chosen_and_judged_for_a_record_is_told(camille: OpenRecord) -> None:
    with within(camille.id, exclusive=True):
        records.choose_hidden_classes(camille.id, frozenset({"10", "11"}))
        records.emancipate(camille.id, at=NOON)
        records.protect(camille.id, at=LATER)
    told = facts_of(camille, DR_KELLER).record
    assert told.hidden_classes == {"10", "11"}
    assert (told.emancipated_at, told.protected_at) == (NOON, LATER)
    with within(camille.id, exclusive=True):
        records.choose_hidden_classes(camille.id, frozenset())
        records.protect(camille.id, at=None)
    told = facts_of(camille, DR_KELLER).record
    assert not told.hidden_classes
    assert told.protected_at is None


def test_a_deposit_learns_whether_what_enters_is_masked_by_default(camille: OpenRecord) -> None:
    for masks in (False, True):
        with within(camille.id, exclusive=True):
            records.choose_masks_by_default(camille.id, masks=masks)
            gathered = facts.about_record(
                camille.id, action=Action.DEPOSIT_DOCUMENTS, actor=DR_KELLER, at=LATER, policy=POLICY
            )
        assert gathered.standing.masks_by_default == masks


def test_a_closed_record_is_told_closed_until_it_is_reopened(camille: OpenRecord) -> None:
    with within(camille.id, exclusive=True):
        assert records.close(camille.id, at=NOON, reason="holder-request")
    assert facts_of(camille, DR_KELLER).record.status is RecordStatus.CLOSED
    with within(camille.id, exclusive=True):
        assert records.reopen(camille.id)
    assert facts_of(camille, DR_KELLER).record.status is RecordStatus.OPEN


def test_what_was_asked_stands_in_the_facts(camille: OpenRecord) -> None:
    wish = DepositFacts(frozenset({"34112-3"}), NonOpposition.DECLARED)
    with within(camille.id):
        gathered = facts.about_record(
            camille.id,
            action=Action.DEPOSIT_DOCUMENTS,
            actor=DR_KELLER,
            at=LATER,
            policy=POLICY,
            declares_presence=True,
            deposit=wish,
        ).facts
    assert (gathered.action, gathered.actor, gathered.at) == (Action.DEPOSIT_DOCUMENTS, DR_KELLER, LATER)
    assert (gathered.policy, gathered.deposit, gathered.declares_presence) == (POLICY, wish, True)


def test_the_facts_come_with_the_key_of_the_record(camille: OpenRecord, keyring: FileKeyring) -> None:
    with within(camille.id):
        gathered = facts.about_record(
            camille.id, action=Action.LIST_DOCUMENTS, actor=DR_KELLER, at=LATER, policy=POLICY
        )
    assert keyring.open_record_key(gathered.wrapped_key, record=camille.id.bytes) == camille.key


# Nobody's record


@pytest.mark.usefixtures("camille")
@pytest.mark.parametrize("actor", EVERYBODY, ids=lambda actor: type(actor).__name__)
def test_an_unknown_record_is_absent_for_everybody_and_traced_under_nobodys_key(
    nobody: bytes, keyring: FileKeyring, actor: Actor
) -> None:
    unknown = RecordId(CHANCE.identifier())
    with within(unknown):
        gathered = facts.about_record(unknown, action=Action.CHECK_RECORD, actor=actor, at=LATER, policy=POLICY)
    assert gathered.facts.record.status is RecordStatus.ABSENT
    assert gathered.facts.record.id == NOBODYS_RECORD
    assert gathered.facts.tie == NO_TIE
    assert keyring.open_record_key(gathered.wrapped_key, record=NOBODYS_RECORD.bytes) == nobody


def test_nobodys_record_is_absent_to_who_asks_for_it(nobody: bytes, keyring: FileKeyring) -> None:
    with within(NOBODYS_RECORD):
        gathered = facts.about_documents(
            NOBODYS_RECORD, action=Action.LIST_DOCUMENTS, actor=DR_KELLER, at=LATER, policy=POLICY
        )
    assert (gathered.facts.record.id, gathered.facts.record.status) == (NOBODYS_RECORD, RecordStatus.ABSENT)
    assert gathered.documents == ()
    assert keyring.open_record_key(gathered.wrapped_key, record=NOBODYS_RECORD.bytes) == nobody


def test_an_unknown_record_takes_the_same_statement_as_a_known_one(camille: OpenRecord) -> None:
    taken = []
    for record in (camille.id, RecordId(CHANCE.identifier())):
        with within(record), counted() as statements:
            facts.about_document(
                record,
                DocumentId(CHANCE.identifier()),
                action=Action.READ_DOCUMENT,
                actor=DR_KELLER,
                at=LATER,
                policy=POLICY,
            )
        taken.append(statements)
    assert taken[0] == taken[1]
    assert len(taken[0]) == 1


def test_an_installation_that_was_never_started_refuses_to_gather() -> None:
    unknown = RecordId(CHANCE.identifier())
    with within(unknown), pytest.raises(facts.NobodysRecordMissingError):
        facts.about_record(unknown, action=Action.CHECK_RECORD, actor=DR_KELLER, at=LATER, policy=POLICY)
    with within(unknown), pytest.raises(facts.NobodysRecordMissingError):
        facts.about_documents(unknown, action=Action.LIST_DOCUMENTS, actor=DR_KELLER, at=LATER, policy=POLICY)
