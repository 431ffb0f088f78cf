"""What a decision is told, person by person: all of it, nothing else, in one statement."""

from dataclasses import replace
from datetime import timedelta

import pytest

from carnet.core.access.actions import Action
from carnet.core.access.actors import (
    Actor,
    Clockwork,
    Holder,
    InsurerFeed,
    Representative,
    StaffRole,
    StructureKind,
    StructureSoftware,
    SupportAgent,
)
from carnet.core.access.facts import NO_TIE, DepositFacts, Facts, RecordFacts, RecordStatus, Tie
from carnet.core.consent.authorization import Authorization
from carnet.core.documents.entry import DocumentStatus
from carnet.core.documents.submission import NonOpposition
from carnet.core.emergency.access import EmergencyAccess, EmergencyMode, EmergencySwitches
from carnet.core.identifiers import NOBODYS_RECORD, DocumentId, RecordId
from carnet.infra.keyring import FileKeyring
from carnet.store import consents, directory, documents, emergencies, facts, records
from carnet.store.context import within
from carnet.store.depositors import Depositor, depositor_of
from tests.store.statements import counted
from tests.store.world import (
    CAMILLE,
    CHANCE,
    DR_HADDAD,
    DR_KELLER,
    DR_KELLER_IN_TOWN,
    HADDAD,
    HOSPITAL,
    KELLER,
    NOON,
    OTHER_HOSPITAL,
    POLICY,
    SWITCHES,
    OpenRecord,
    admitted,
    deposit,
    deposited,
    letter,
)

LATER = NOON + timedelta(hours=1)
A_PARENT = Representative("a-parent")
EVERYBODY: list[Actor] = [
    Holder(RecordId(CHANCE.identifier())),
    A_PARENT,
    DR_KELLER,
    DR_KELLER_IN_TOWN,
    StructureSoftware(HOSPITAL, StructureKind.CARE),
    InsurerFeed(OTHER_HOSPITAL),
    SupportAgent("ali"),
    Clockwork("send-notices"),
]


def facts_of(record: OpenRecord, actor: Actor) -> Facts:
    """What a decision on this actor's asking for the list would look at, an hour after noon."""
    with within(record.id):
        return facts.about_record(record.id, action=Action.LIST_DOCUMENTS, actor=actor, at=LATER, policy=POLICY).facts


def tie_of(record: OpenRecord, actor: Actor) -> Tie:
    """What ties an actor to a record, an hour after noon."""
    return facts_of(record, actor).tie


# The record


def test_an_open_record_is_told_with_its_switches_and_the_birth_date(camille: OpenRecord) -> None:
    assert facts_of(camille, Holder(camille.id)).record == RecordFacts(
        camille.id, RecordStatus.OPEN, SWITCHES, CAMILLE.traits.birth_date
    )


def test_the_switches_are_those_that_camille_chose_last(camille: OpenRecord) -> None:
    chosen = EmergencySwitches(samu=False, break_the_glass=False, masked_documents=True)
    with within(camille.id, exclusive=True):
        records.choose_switches(camille.id, chosen)
    assert facts_of(camille, DR_KELLER).record.switches == chosen


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


@pytest.mark.parametrize("actor", EVERYBODY, ids=lambda actor: type(actor).__name__)
def test_an_unknown_record_is_absent_for_everybody_and_traced_under_nobodys_key(
    camille: OpenRecord, nobody: bytes, keyring: FileKeyring, actor: Actor
) -> None:
    unknown = RecordId(CHANCE.identifier())
    with within(unknown):
        gathered = facts.about_record(unknown, action=Action.CHECK_RECORD, actor=actor, at=LATER, policy=POLICY)
    assert gathered.facts.record.status is RecordStatus.ABSENT
    assert gathered.facts.record.id == NOBODYS_RECORD
    assert gathered.facts.tie == NO_TIE
    assert keyring.open_record_key(gathered.wrapped_key, record=NOBODYS_RECORD.bytes) == nobody
    assert camille.id != unknown


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


# The tie of a professional


@pytest.mark.parametrize("actor", EVERYBODY, ids=lambda actor: type(actor).__name__)
def test_nobody_is_tied_to_a_new_record(camille: OpenRecord, actor: Actor) -> None:
    assert tie_of(camille, actor) == NO_TIE


def test_dr_keller_has_the_authorisation_that_camille_gave_her(camille: OpenRecord) -> None:
    given = Authorization(NOON, NOON + timedelta(days=90))
    with within(camille.id, exclusive=True):
        consents.authorize(camille.id, KELLER, given)
    assert tie_of(camille, DR_KELLER) == Tie(authorization=given)
    assert tie_of(camille, DR_KELLER_IN_TOWN) == Tie(authorization=given), "it follows her wherever she works"
    assert tie_of(camille, DR_HADDAD) == NO_TIE


def test_a_withdrawn_authorisation_ends_at_its_withdrawal(camille: OpenRecord) -> None:
    with within(camille.id, exclusive=True):
        consents.authorize(camille.id, KELLER, Authorization(NOON, NOON + timedelta(days=90)))
        consents.withdraw(camille.id, KELLER, at=NOON + timedelta(minutes=5))
    assert tie_of(camille, DR_KELLER).authorization == Authorization(NOON, NOON + timedelta(minutes=5))


def test_the_hospitals_authorisation_goes_to_who_works_there(camille: OpenRecord) -> None:
    with within(camille.id, exclusive=True):
        consents.authorize(camille.id, HOSPITAL, Authorization(NOON))
    assert tie_of(camille, DR_KELLER) == NO_TIE, "the directory does not know her there yet"
    directory.add_member(KELLER, HOSPITAL, role=StaffRole.CARE)
    assert tie_of(camille, DR_KELLER) == Tie(structure_authorization=Authorization(NOON))
    assert tie_of(camille, DR_KELLER_IN_TOWN) == NO_TIE, "she does not act for the hospital there"
    directory.remove_member(KELLER, HOSPITAL)
    assert tie_of(camille, DR_KELLER) == NO_TIE, "she has left"


def test_software_that_names_nobody_has_no_authorisation(camille: OpenRecord) -> None:
    with within(camille.id, exclusive=True):
        consents.authorize(camille.id, HOSPITAL, Authorization(NOON))
    assert tie_of(camille, StructureSoftware(HOSPITAL, StructureKind.CARE)) == NO_TIE


def test_a_block_follows_dr_keller_wherever_she_works(camille: OpenRecord) -> None:
    with within(camille.id, exclusive=True):
        consents.block(camille.id, KELLER, at=NOON)
    assert tie_of(camille, DR_KELLER).is_blocked
    assert tie_of(camille, DR_KELLER_IN_TOWN).is_blocked
    assert not tie_of(camille, DR_HADDAD).is_blocked


def test_the_block_of_a_hospital_binds_all_who_act_for_it(camille: OpenRecord) -> None:
    with within(camille.id, exclusive=True):
        consents.block(camille.id, HOSPITAL, at=NOON)
    assert tie_of(camille, DR_KELLER).is_blocked
    assert tie_of(camille, StructureSoftware(HOSPITAL, StructureKind.CARE)).is_blocked
    assert not tie_of(camille, DR_KELLER_IN_TOWN).is_blocked
    assert not tie_of(camille, DR_HADDAD).is_blocked


def test_a_lifted_block_binds_nobody(camille: OpenRecord) -> None:
    with within(camille.id, exclusive=True):
        consents.block(camille.id, KELLER, at=NOON)
        consents.unblock(camille.id, KELLER, at=NOON)
    assert not tie_of(camille, DR_KELLER).is_blocked


def test_the_treating_physician_is_told_until_the_status_ends(camille: OpenRecord) -> None:
    with within(camille.id, exclusive=True):
        consents.name_treating_physician(camille.id, KELLER, at=NOON)
    assert tie_of(camille, DR_KELLER).is_treating_physician
    assert not tie_of(camille, DR_HADDAD).is_treating_physician
    with within(camille.id, exclusive=True):
        consents.end_treating_physician(camille.id, KELLER, at=NOON)
    assert not tie_of(camille, DR_KELLER).is_treating_physician


def open_in_emergency(record: OpenRecord, access: EmergencyAccess) -> None:
    """Dr Keller opens the record in an emergency."""
    with within(record.id):
        emergencies.open_access(
            record.id,
            access,
            emergency=CHANCE.identifier(),
            practitioner=KELLER,
            justification="Patiente inconsciente",
            review=CHANCE.identifier(),
            record_key=record.key,
            nonce=CHANCE.secret(12),
        )


def test_the_living_emergency_access_is_told_rather_than_a_later_one_that_was_closed(camille: OpenRecord) -> None:
    living = EmergencyAccess(EmergencyMode.BREAK_THE_GLASS, NOON, NOON + timedelta(hours=24))
    closed = EmergencyAccess(
        EmergencyMode.SAMU_CALL,
        NOON + timedelta(minutes=5),
        NOON + timedelta(hours=4),
        closed_at=NOON + timedelta(minutes=6),
    )
    open_in_emergency(camille, living)
    open_in_emergency(camille, closed)
    assert tie_of(camille, DR_KELLER).emergency == living
    assert tie_of(camille, DR_HADDAD).emergency is None


def test_without_a_living_emergency_access_the_last_one_is_told(camille: OpenRecord) -> None:
    first = EmergencyAccess(EmergencyMode.SAMU_CALL, NOON, NOON + timedelta(minutes=10))
    last = replace(first, opened_at=NOON + timedelta(minutes=20), until=NOON + timedelta(minutes=30))
    open_in_emergency(camille, last)
    open_in_emergency(camille, first)
    assert tie_of(camille, DR_KELLER).emergency == last


def test_a_representative_is_told_from_when_and_until_when(camille: OpenRecord) -> None:
    until = NOON + timedelta(days=365)
    with within(camille.id, exclusive=True):
        consents.add_representative(camille.id, consents.Representation("a-parent", NOON, until))
    assert tie_of(camille, A_PARENT) == Tie(represents_from=NOON, represents_until=until)
    assert tie_of(camille, Representative("a-stranger")) == NO_TIE


def test_what_ties_somebody_to_georges_does_not_tie_them_to_camille(camille: OpenRecord, georges: OpenRecord) -> None:
    with within(georges.id, exclusive=True):
        consents.authorize(georges.id, KELLER, Authorization(NOON))
        consents.name_treating_physician(georges.id, KELLER, at=NOON)
    assert tie_of(camille, DR_KELLER) == NO_TIE


# A document


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
