"""Who waits for whom: a right that is taken away is taken away for every reader that comes after."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import timedelta
from time import monotonic
from uuid import UUID

from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from carnet.core.access.actions import Action
from carnet.core.access.facts import RecordStatus
from carnet.core.consent.authorization import Authorization
from carnet.core.emergency.access import EmergencySwitches
from carnet.core.identifiers import RecordId
from carnet.store import consents, facts, records
from carnet.store.context import lock_number, within
from tests.store.database import Database
from tests.store.statements import counted
from tests.store.world import DR_KELLER, KELLER, NOON, POLICY, OpenRecord

PATIENCE = 30
"""Seconds after which a test that hangs fails."""


def gathered_by_dr_keller(record: RecordId) -> facts.Gathered:
    """What a decision about Dr Keller's reading of this record would look at, in a transaction of its own."""
    with within(record):
        return facts.about_record(
            record, action=Action.LIST_DOCUMENTS, actor=DR_KELLER, at=NOON + timedelta(hours=1), policy=POLICY
        )


def elsewhere(pool: ThreadPoolExecutor, act: Callable[[], facts.Gathered]) -> Future[facts.Gathered]:
    """Do something over another connection."""

    def on_its_own_connection() -> facts.Gathered:
        try:
            return act()
        finally:
            connection.close()

    return pool.submit(on_its_own_connection)


def wait_until_somebody_waits(database: Database) -> None:
    """Return once a connection waits for an advisory lock."""
    deadline = monotonic() + PATIENCE
    with database.admin() as admin:
        while not admin.execute(
            "select 1 from pg_locks where locktype = 'advisory' and not granted "
            "and database = (select oid from pg_database where datname = current_database())"
        ).fetchone():
            assert monotonic() < deadline, "nobody waits"


def test_a_reader_waits_for_the_block_and_then_sees_it(database: Database, camille: OpenRecord) -> None:
    with ThreadPoolExecutor(1) as pool:
        with within(camille.id, exclusive=True):
            reading = elsewhere(pool, lambda: gathered_by_dr_keller(camille.id))
            wait_until_somebody_waits(database)
            consents.block(camille.id, KELLER, at=NOON)
        assert reading.result(PATIENCE).facts.tie.is_blocked


def test_a_reader_waits_for_the_closing_and_then_sees_it(database: Database, camille: OpenRecord) -> None:
    with ThreadPoolExecutor(1) as pool:
        with within(camille.id, exclusive=True):
            reading = elsewhere(pool, lambda: gathered_by_dr_keller(camille.id))
            wait_until_somebody_waits(database)
            records.close(camille.id, at=NOON, reason="holder-request")
        assert reading.result(PATIENCE).facts.record.status is RecordStatus.CLOSED


def test_a_reader_waits_for_the_withdrawal_and_then_sees_it(database: Database, camille: OpenRecord) -> None:
    with within(camille.id, exclusive=True):
        consents.authorize(camille.id, KELLER, Authorization(NOON))
    with ThreadPoolExecutor(1) as pool:
        with within(camille.id, exclusive=True):
            reading = elsewhere(pool, lambda: gathered_by_dr_keller(camille.id))
            wait_until_somebody_waits(database)
            consents.withdraw(camille.id, KELLER, at=NOON + timedelta(minutes=1))
        authorization = reading.result(PATIENCE).facts.tie.authorization
    assert authorization == Authorization(NOON, NOON + timedelta(minutes=1))


def test_a_reader_waits_for_the_end_of_the_status_and_then_sees_it(database: Database, camille: OpenRecord) -> None:
    with within(camille.id, exclusive=True):
        consents.name_treating_physician(camille.id, KELLER, at=NOON)
    with ThreadPoolExecutor(1) as pool:
        with within(camille.id, exclusive=True):
            reading = elsewhere(pool, lambda: gathered_by_dr_keller(camille.id))
            wait_until_somebody_waits(database)
            consents.end_treating_physician(camille.id, KELLER, at=NOON)
        assert not reading.result(PATIENCE).facts.tie.is_treating_physician


def test_a_reader_waits_for_the_switches_and_then_sees_them(database: Database, camille: OpenRecord) -> None:
    off = EmergencySwitches(samu=False, break_the_glass=False, masked_documents=False)
    with ThreadPoolExecutor(1) as pool:
        with within(camille.id, exclusive=True):
            reading = elsewhere(pool, lambda: gathered_by_dr_keller(camille.id))
            wait_until_somebody_waits(database)
            records.choose_switches(camille.id, off)
        assert reading.result(PATIENCE).facts.record.switches == off


def test_a_block_waits_for_the_reader_who_has_already_gathered(database: Database, camille: OpenRecord) -> None:
    def blocked() -> facts.Gathered:
        with within(camille.id, exclusive=True):
            consents.block(camille.id, KELLER, at=NOON)
        return gathered_by_dr_keller(camille.id)

    with within(camille.id, exclusive=True):
        consents.authorize(camille.id, KELLER, Authorization(NOON))
    with ThreadPoolExecutor(1) as pool:
        with within(camille.id):
            blocking = elsewhere(pool, blocked)
            wait_until_somebody_waits(database)
            mine = facts.about_record(camille.id, action=Action.LIST_DOCUMENTS, actor=DR_KELLER, at=NOON, policy=POLICY)
            assert not mine.facts.tie.is_blocked
        assert blocking.result(PATIENCE).facts.tie.is_blocked


def test_two_readers_do_not_wait_for_each_other(camille: OpenRecord) -> None:
    with ThreadPoolExecutor(1) as pool, within(camille.id):
        reading = elsewhere(pool, lambda: gathered_by_dr_keller(camille.id))
        assert reading.result(PATIENCE).facts.record.status is RecordStatus.OPEN


def test_who_reads_camille_does_not_wait_for_a_block_in_the_record_of_georges(
    camille: OpenRecord, georges: OpenRecord
) -> None:
    with ThreadPoolExecutor(1) as pool, within(georges.id, exclusive=True):
        reading = elsewhere(pool, lambda: gathered_by_dr_keller(camille.id))
        assert reading.result(PATIENCE).facts.record.id == camille.id


def test_context_and_lock_take_one_round_trip(camille: OpenRecord) -> None:
    with counted() as statements, within(camille.id):
        pass
    assert len(statements) == 1


@given(st.uuids())
def test_the_lock_of_any_record_is_a_number_that_postgresql_takes(record: UUID) -> None:
    assert -(2**63) <= lock_number(RecordId(record)) < 2**63


@given(st.uuids(), st.integers(0, 127))
def test_records_that_differ_in_one_bit_have_different_locks(record: UUID, bit: int) -> None:
    neighbour = RecordId(UUID(int=record.int ^ (1 << bit)))
    assert lock_number(RecordId(record)) != lock_number(neighbour)
