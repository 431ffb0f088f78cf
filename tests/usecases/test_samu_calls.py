"""A call to the SAMU – Centre 15: a number, four hours, everybody told; and one answer to whoever may not."""

from dataclasses import replace
from datetime import timedelta

import pytest

from carnet.core.access.actors import Holder, Professional, StructureKind
from carnet.core.access.decision import Refusal, Told
from carnet.core.audit.events import AccessMode
from carnet.core.documents.entry import DocumentStatus
from carnet.core.documents.selection import Criteria
from carnet.core.emergency.access import EmergencyMode, EmergencySwitches
from carnet.core.identifiers import OrganizationId, RecordId
from carnet.store import directory, emergencies
from carnet.store.context import within
from carnet.store.directory import Organization
from carnet.usecases.confidentiality.mask_document import mask_document
from carnet.usecases.consent.block_professional import block_professional
from carnet.usecases.consent.choose_emergency_access import choose_emergency_access
from carnet.usecases.emergency.answer_samu_call import CallAnswered, CallNumberMissing, answer_samu_call
from carnet.usecases.emergency.break_the_glass import break_the_glass
from carnet.usecases.emergency.close_emergency_access import EmergencyClosed, close_emergency_access
from carnet.usecases.reading.consult_record import Consulted, consult_record
from carnet.usecases.record.close_record import close_record
from tests.conftest import NOON
from tests.installation import CAMILLE, HADDAD, HOSPITAL_SOFTWARE, KELLER, NURSE, Installation, note, refused
from tests.store.database import Database
from tests.usecases.looking import NOBODY, owed, promised, record_key, rows, seen, traced

CALL = "20261121-0042"
SAMU = OrganizationId("1440000313")
REGULATOR = replace(HADDAD, organization=SAMU, structure_kind=StructureKind.SAMU)
NURSE_OF_THE_SAMU = replace(NURSE, organization=SAMU, structure_kind=StructureKind.SAMU)


@pytest.fixture
def camille(installation: Installation) -> RecordId:
    directory.save_organization(Organization(SAMU, "Samu des Deux-Rives", StructureKind.SAMU))
    directory.add_member(REGULATOR.identifier, SAMU, role=REGULATOR.role)
    record = installation.opens(CAMILLE)
    installation.receives(CAMILLE, note(CAMILLE, by=KELLER), from_=HOSPITAL_SOFTWARE)
    return record


def test_the_regulating_doctor_reads_for_four_hours(installation: Installation, camille: RecordId) -> None:
    answered = answer_samu_call(CAMILLE.identifiers[0], call=f" {CALL} ", actor=REGULATOR, env=installation.env)
    assert isinstance(answered, CallAnswered)
    assert (answered.record, answered.access.until) == (camille, NOON + timedelta(hours=4))
    assert seen(REGULATOR, camille, installation) == 1
    installation.at(NOON + timedelta(hours=4))
    assert refused(seen(REGULATOR, camille, installation)).told is Told.NO_ACCESS


def test_the_end_of_the_call_ends_the_access(installation: Installation, camille: RecordId) -> None:
    answer_samu_call(camille, call=CALL, actor=REGULATOR, env=installation.env)
    installation.at(NOON + timedelta(minutes=12))
    assert close_emergency_access(camille, actor=REGULATOR, env=installation.env) == EmergencyClosed()
    assert isinstance(seen(REGULATOR, camille, installation), Refusal)
    assert traced(installation, camille)[-2].mode is AccessMode.SAMU_CALL


def test_the_access_is_that_of_the_call_and_opens_nothing_elsewhere(
    installation: Installation, camille: RecordId
) -> None:
    answer_samu_call(camille, call=CALL, actor=REGULATOR, env=installation.env)
    assert isinstance(seen(HADDAD, camille, installation), Refusal), "the same doctor, at the hospital"
    assert isinstance(seen(NURSE_OF_THE_SAMU, camille, installation), Refusal)


def test_everybody_is_told_at_once_and_a_case_waits_for_its_reviewer(
    installation: Installation, camille: RecordId, database: Database
) -> None:
    night = NOON.replace(hour=23)
    installation.at(night)
    before = len(promised(installation))
    answer_samu_call(camille, call=CALL, actor=REGULATOR, env=installation.env)
    assert ("emergency-access", night, False) in owed(database)
    assert [job for job, _ in promised(installation)[before:]] == ["send-notice"]
    assert rows(database, "emergency_access", "review_case") == {"emergency_access": 1, "review_case": 1}
    line = traced(installation, camille)[-1]
    assert (line.mode, line.reason, line.outcome.value) == (AccessMode.SAMU_CALL, CALL, "done")


def test_the_number_of_the_call_is_sealed_with_the_record(installation: Installation, camille: RecordId) -> None:
    answer_samu_call(camille, call=CALL, actor=REGULATOR, env=installation.env)
    with within(camille):
        (opened,) = emergencies.accesses(camille, record_key=record_key(installation, camille))
    assert (opened.practitioner, opened.justification) == (REGULATOR.identifier, CALL)
    assert opened.access.mode is EmergencyMode.SAMU_CALL


@pytest.mark.parametrize("call", ["", "42", "elle respire mal", "douleur depuis 1500"])
def test_no_number_opens_nothing_and_asks_nothing(
    call: str, installation: Installation, camille: RecordId, database: Database
) -> None:
    before = traced(installation, camille)
    assert answer_samu_call(camille, call=call, actor=REGULATOR, env=installation.env) == CallNumberMissing()
    assert traced(installation, camille) == before
    assert rows(database, "emergency_access") == {"emergency_access": 0}


def test_opposed_blocked_closed_and_absent_get_the_words_of_a_broken_glass(
    installation: Installation, camille: RecordId
) -> None:
    env, holder = installation.env, Holder(camille)

    def answer() -> Refusal:
        return refused(answer_samu_call(camille, call=CALL, actor=REGULATOR, env=env))

    absent = refused(answer_samu_call(NOBODY, call=CALL, actor=REGULATOR, env=env))
    off = EmergencySwitches(samu=False, break_the_glass=True, masked_documents=False)
    choose_emergency_access(camille, off, actor=holder, env=env)
    opposed = answer()
    choose_emergency_access(camille, replace(off, samu=True), actor=holder, env=env)
    block_professional(camille, REGULATOR.identifier, actor=holder, env=env)
    blocked = answer()
    close_record(camille, reason="holder-asks", actor=holder, env=env)
    assert {one.told for one in (absent, opposed, blocked, answer())} == {Told.NO_EMERGENCY_ACCESS}
    glass = refused(break_the_glass(camille, reason="Malaise au domicile.", actor=REGULATOR, env=env))
    assert glass.told is Told.NO_EMERGENCY_ACCESS


def test_the_switch_turned_off_during_the_call_ends_what_it_opened(
    installation: Installation, camille: RecordId
) -> None:
    answer_samu_call(camille, call=CALL, actor=REGULATOR, env=installation.env)
    off = EmergencySwitches(samu=False, break_the_glass=True, masked_documents=True)
    choose_emergency_access(camille, off, actor=Holder(camille), env=installation.env)
    assert isinstance(seen(REGULATOR, camille, installation), Refusal)


@pytest.mark.parametrize("who", [HADDAD, NURSE_OF_THE_SAMU, NURSE])
def test_nobody_else_answers_a_call(who: Professional, installation: Installation, camille: RecordId) -> None:
    answer = answer_samu_call(camille, call=CALL, actor=who, env=installation.env)
    assert refused(answer).told is Told.NO_EMERGENCY_ACCESS


def test_masked_documents_follow_the_third_switch(installation: Installation, camille: RecordId) -> None:
    holder, env = Holder(camille), installation.env
    hidden = installation.receives(CAMILLE, note(CAMILLE, by=KELLER, number=2), from_=HOSPITAL_SOFTWARE)
    mask_document(camille, hidden, actor=holder, env=env)
    answer_samu_call(camille, call=CALL, actor=REGULATOR, env=env)
    assert seen(REGULATOR, camille, installation) == 1
    on = EmergencySwitches(samu=True, break_the_glass=True, masked_documents=True)
    choose_emergency_access(camille, on, actor=holder, env=env)
    assert seen(REGULATOR, camille, installation) == 2


def test_older_versions_are_there_on_demand(installation: Installation, camille: RecordId) -> None:
    first = installation.receives(CAMILLE, note(CAMILLE, by=KELLER, number=2), from_=HOSPITAL_SOFTWARE)
    installation.receives(CAMILLE, note(CAMILLE, by=KELLER, number=3, replaces=first), from_=KELLER)
    answer_samu_call(camille, call=CALL, actor=REGULATOR, env=installation.env)

    def listed(*statuses: DocumentStatus) -> int:
        criteria = Criteria(statuses=frozenset(statuses))
        found = consult_record(camille, criteria=criteria, actor=REGULATOR, env=installation.env)
        assert isinstance(found, Consulted)
        assert found.emergency_mode is EmergencyMode.SAMU_CALL
        return len(found.documents)

    assert listed(DocumentStatus.CURRENT) == 2
    assert listed(DocumentStatus.CURRENT, DocumentStatus.SUPERSEDED) == 3
