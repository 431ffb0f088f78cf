"""Breaking the glass: a reason, a day, everybody told; and one answer to whoever may not."""

from datetime import timedelta

import pytest

from carnet.core.access.actors import Holder
from carnet.core.access.decision import Refusal, Told
from carnet.core.audit.events import AccessMode
from carnet.core.documents.selection import Criteria
from carnet.core.emergency.access import EmergencySwitches
from carnet.core.identifiers import PatientIdentifier, RecordId
from carnet.store import emergencies
from carnet.store.context import within
from carnet.usecases.confidentiality.mask_document import mask_document
from carnet.usecases.consent.block_professional import block_professional
from carnet.usecases.consent.choose_emergency_access import choose_emergency_access
from carnet.usecases.emergency.break_the_glass import GlassBroken, ReasonTooShort, break_the_glass
from carnet.usecases.emergency.close_emergency_access import EmergencyClosed, close_emergency_access
from carnet.usecases.reading.list_documents import ListedDocuments, list_documents
from carnet.usecases.record.close_record import close_record
from tests.conftest import NOON
from tests.installation import (
    CAMILLE,
    HADDAD,
    HOSPITAL_SOFTWARE,
    KELLER,
    NURSE,
    PAUL_PODIATRIST,
    SECRETARY,
    Installation,
    note,
    refused,
)
from tests.store.database import Database
from tests.usecases.looking import NOBODY, owed, promised, record_key, rows, seen, traced

REASON = "Malaise dans la salle d’attente."


@pytest.fixture
def camille(installation: Installation) -> RecordId:
    record = installation.opens(CAMILLE)
    installation.receives(CAMILLE, note(CAMILLE, by=HADDAD), from_=HOSPITAL_SOFTWARE)
    return record


def test_the_glass_opens_the_record_for_a_day(installation: Installation, camille: RecordId) -> None:
    opened = break_the_glass(CAMILLE.identifiers[0], reason=f"  {REASON}  ", actor=KELLER, env=installation.env)
    assert isinstance(opened, GlassBroken)
    assert (opened.record, opened.access.until) == (camille, NOON + timedelta(hours=24))
    assert seen(KELLER, camille, installation) == 1
    installation.at(NOON + timedelta(hours=24))
    assert refused(seen(KELLER, camille, installation)).told is Told.NO_ACCESS


def test_everybody_is_told_at_once_even_at_night_and_a_case_is_opened(
    installation: Installation, camille: RecordId, database: Database
) -> None:
    night = NOON.replace(hour=23)
    installation.at(night)
    before = len(promised(installation))
    break_the_glass(camille, reason=REASON, actor=KELLER, env=installation.env)
    assert ("emergency-access", night, False) in owed(database)
    assert [job for job, _ in promised(installation)[before:]] == ["send-notice"]
    assert rows(database, "emergency_access", "review_case") == {"emergency_access": 1, "review_case": 1}
    line = traced(installation, camille)[-1]
    assert (line.mode, line.reason, line.outcome.value) == (AccessMode.BREAK_THE_GLASS, REASON, "done")


def test_the_written_reason_is_sealed_with_the_record(installation: Installation, camille: RecordId) -> None:
    break_the_glass(camille, reason=REASON, actor=KELLER, env=installation.env)
    with within(camille):
        (opened,) = emergencies.accesses(camille, record_key=record_key(installation, camille))
    assert (opened.practitioner, opened.justification) == (KELLER.identifier, REASON)


@pytest.mark.parametrize("reason", ["", "urgent", "   urgence  ", "\n" * 20])
def test_no_reason_opens_nothing_and_asks_nothing(
    reason: str, installation: Installation, camille: RecordId, database: Database
) -> None:
    before = traced(installation, camille)
    assert break_the_glass(camille, reason=reason, actor=KELLER, env=installation.env) == ReasonTooShort(10)
    assert traced(installation, camille) == before
    assert rows(database, "emergency_access") == {"emergency_access": 0}


def test_opposed_blocked_closed_and_absent_give_one_answer(installation: Installation, camille: RecordId) -> None:
    env, holder = installation.env, Holder(camille)

    def answer(reference: RecordId | PatientIdentifier = camille) -> Told:
        return refused(break_the_glass(reference, reason=REASON, actor=KELLER, env=env)).told

    absent = answer(NOBODY)
    block_professional(camille, KELLER.identifier, actor=holder, env=env)
    blocked = answer()
    switches = EmergencySwitches(samu=True, break_the_glass=False, masked_documents=False)
    other = refused(_opposed(installation, camille, switches)).told
    close_record(camille, reason="holder-asks", actor=holder, env=env)
    assert {absent, blocked, other, answer()} == {Told.NO_EMERGENCY_ACCESS}
    causes = [event.rules for event in traced(installation, camille) if event.action.value == "break-the-glass"]
    assert causes == [("BLK-01",), ("EMG-02",), ("REC-01", "BLK-01", "EMG-02")]


def _opposed(here: Installation, record: RecordId, switches: EmergencySwitches) -> object:
    choose_emergency_access(record, switches, actor=Holder(record), env=here.env)
    return break_the_glass(record, reason=REASON, actor=HADDAD, env=here.env)


def test_a_switch_turned_off_stops_an_emergency_under_way(installation: Installation, camille: RecordId) -> None:
    break_the_glass(camille, reason=REASON, actor=KELLER, env=installation.env)
    assert seen(KELLER, camille, installation) == 1
    off = EmergencySwitches(samu=True, break_the_glass=False, masked_documents=False)
    choose_emergency_access(camille, off, actor=Holder(camille), env=installation.env)
    assert refused(seen(KELLER, camille, installation)).told is Told.NO_ACCESS


def test_the_matrix_bounds_emergencies_and_the_third_switch_opens_what_is_masked(
    installation: Installation, camille: RecordId
) -> None:
    env, holder = installation.env, Holder(camille)
    for who in (KELLER, PAUL_PODIATRIST):
        break_the_glass(camille, reason=REASON, actor=who, env=env)
    assert (seen(KELLER, camille, installation), seen(PAUL_PODIATRIST, camille, installation)) == (1, 0)
    listed = list_documents(camille, criteria=Criteria(), actor=holder, env=env)
    assert isinstance(listed, ListedDocuments)
    mask_document(camille, listed.documents[0].document, actor=holder, env=env)
    assert seen(KELLER, camille, installation) == 0
    on = EmergencySwitches(samu=True, break_the_glass=True, masked_documents=True)
    choose_emergency_access(camille, on, actor=holder, env=env)
    assert seen(KELLER, camille, installation) == 1


def test_a_nurse_may_and_a_secretary_may_not(installation: Installation, camille: RecordId) -> None:
    assert isinstance(break_the_glass(camille, reason=REASON, actor=NURSE, env=installation.env), GlassBroken)
    answer = break_the_glass(camille, reason=REASON, actor=SECRETARY, env=installation.env)
    assert refused(answer).told is Told.NOT_ALLOWED


def test_an_emergency_is_closed_by_the_one_who_opened_it_and_renewed_by_a_new_reason(
    installation: Installation, camille: RecordId, database: Database
) -> None:
    env = installation.env
    for who in (KELLER, NURSE):
        break_the_glass(camille, reason=REASON, actor=who, env=env)
    installation.at(NOON + timedelta(hours=1))
    assert close_emergency_access(camille, actor=KELLER, env=env) == EmergencyClosed()
    assert isinstance(seen(KELLER, camille, installation), Refusal)
    assert seen(NURSE, camille, installation) == 1
    assert isinstance(break_the_glass(camille, reason=REASON, actor=KELLER, env=env), GlassBroken)
    assert seen(KELLER, camille, installation) == 1
    assert rows(database, "emergency_access", "review_case") == {"emergency_access": 3, "review_case": 3}


def test_a_secretary_closes_nothing(installation: Installation, camille: RecordId) -> None:
    break_the_glass(camille, reason=REASON, actor=KELLER, env=installation.env)
    assert isinstance(close_emergency_access(camille, actor=SECRETARY, env=installation.env), Refusal)
    assert seen(KELLER, camille, installation) == 1
