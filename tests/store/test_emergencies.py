"""Emergency accesses: kept with their reason sealed, ended, each with a case that somebody closes."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from carnet.core.emergency.access import EmergencyAccess, EmergencyMode
from carnet.infra.keyring import FileKeyring
from carnet.store import emergencies
from carnet.store.context import within
from carnet.store.emergencies import OpenedEmergency, ReviewCase
from carnet.store.sealing import SealBrokenError
from tests.store.database import Database
from tests.store.world import CHANCE, KELLER, NOON, OpenRecord

GLASS = EmergencyAccess(EmergencyMode.BREAK_THE_GLASS, NOON, NOON + timedelta(hours=24))
REASON = "Patiente inconsciente, seule au bord de la route"


def break_the_glass(record: OpenRecord, access: EmergencyAccess = GLASS) -> tuple[UUID, UUID]:
    """Dr Keller breaks the glass; give the numbers of the access and of its case."""
    emergency, review = CHANCE.identifier(), CHANCE.identifier()
    with within(record.id):
        emergencies.open_access(
            record.id,
            access,
            emergency=emergency,
            practitioner=KELLER,
            justification=REASON,
            review=review,
            record_key=record.key,
            nonce=CHANCE.secret(12),
        )
    return emergency, review


def test_an_emergency_access_is_read_back_with_its_reason_and_a_case(camille: OpenRecord) -> None:
    emergency, review = break_the_glass(camille)
    with within(camille.id):
        assert emergencies.accesses(camille.id, record_key=camille.key) == [
            OpenedEmergency(emergency, KELLER, GLASS, REASON)
        ]
        assert emergencies.review_cases(camille.id) == [ReviewCase(review, emergency, NOON, None, "")]


def test_the_last_emergency_access_is_read_first(camille: OpenRecord) -> None:
    later = replace(GLASS, mode=EmergencyMode.SAMU_CALL, opened_at=NOON + timedelta(hours=1))
    break_the_glass(camille, later)
    break_the_glass(camille)
    with within(camille.id):
        assert [opened.access for opened in emergencies.accesses(camille.id, record_key=camille.key)] == [later, GLASS]


def test_the_reason_stands_nowhere_in_clear(database: Database, camille: OpenRecord) -> None:
    break_the_glass(camille)
    with database.admin() as admin:
        rows = admin.execute("select justification from emergency_access").fetchall()
    ((sealed,),) = rows
    assert isinstance(sealed, bytes)
    assert b"inconsciente" not in sealed


def test_the_reason_does_not_open_with_another_key(camille: OpenRecord, keyring: FileKeyring) -> None:
    break_the_glass(camille)
    another = keyring.open_record_key(keyring.new_record_key(record=camille.id.bytes), record=camille.id.bytes)
    with within(camille.id), pytest.raises(SealBrokenError):
        emergencies.accesses(camille.id, record_key=another)


def test_an_emergency_access_is_ended_once_and_its_case_stays_open(camille: OpenRecord) -> None:
    emergency, _ = break_the_glass(camille)
    end = NOON + timedelta(minutes=20)
    with within(camille.id):
        assert emergencies.close_access(camille.id, emergency, at=end)
        assert not emergencies.close_access(camille.id, emergency, at=end)
        (opened,) = emergencies.accesses(camille.id, record_key=camille.key)
        (case,) = emergencies.review_cases(camille.id)
    assert opened.access == replace(GLASS, closed_at=end)
    assert case.closed_at is None


def test_a_case_is_closed_once_by_somebody_named(camille: OpenRecord) -> None:
    emergency, review = break_the_glass(camille)
    with within(camille.id):
        assert emergencies.close_review(camille.id, review, reviewer="dr-lemaire", at=NOON)
        assert not emergencies.close_review(camille.id, review, reviewer="dr-autre", at=NOON)
        assert emergencies.review_cases(camille.id) == [ReviewCase(review, emergency, NOON, NOON, "dr-lemaire")]


def test_what_is_opened_hides_its_reason() -> None:
    opened = OpenedEmergency(CHANCE.identifier(), KELLER, GLASS, REASON)
    assert repr(opened) == f"OpenedEmergency({opened.id})"
