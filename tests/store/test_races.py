"""Two people at once: exactly one of them is told yes, and the other is told why not."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from time import monotonic
from typing import TypeVar

import pytest
from django.db import connection, transaction

from carnet.core.identifiers import RecordId
from carnet.infra.keyring import FileKeyring
from carnet.store import carers, documents, records, tokens
from carnet.store.context import within
from tests.store.database import Database
from tests.store.world import (
    CAMILLE,
    CHANCE,
    NOON,
    SWITCHES,
    OpenRecord,
    admitted,
    deposit,
    deposited,
    digests_of,
    letter,
)

PATIENCE = 30
"""Seconds after which a test that hangs fails."""
Answer = TypeVar("Answer")


def at_once(acts: Sequence[Callable[[], Answer]]) -> list[Answer]:
    """Do several things at the same moment, each over its own connection."""
    together = Barrier(len(acts))

    def on_its_own_connection(act: Callable[[], Answer]) -> Answer:
        try:
            connection.ensure_connection()
            together.wait(PATIENCE)
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(on_its_own_connection, acts, timeout=PATIENCE))


@pytest.mark.parametrize("attempt", range(5))
def test_of_two_deposits_of_one_document_one_enters(database: Database, camille: OpenRecord, attempt: int) -> None:
    def depositing() -> documents.DepositResult:
        with within(camille.id):
            return deposit(camille, admitted(letter(attempt)))

    answers = at_once([depositing] * 4)
    refused = documents.AlreadyDeposited(submission_set=False, documents=(letter(attempt).unique_id,))
    assert sum(isinstance(answer, documents.Deposited) for answer in answers) == 1
    assert answers.count(refused) == 3
    with database.admin() as admin:
        assert admin.execute("select count(*) from document").fetchone() == (1,)


def wait_until_waiting(database: Database, number: int) -> None:
    """Return once so many connections to this database wait for a lock."""
    deadline = monotonic() + PATIENCE
    with database.admin() as admin:
        while admin.execute(
            "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()"
        ).fetchone() != (number,):
            assert monotonic() < deadline, "they do not wait"


def test_two_deposits_of_the_same_documents_in_another_order_do_not_deadlock(
    database: Database, camille: OpenRecord
) -> None:
    """A third one, undone in the end, holds the document in the middle until both of them have begun."""

    def depositing(numbers: Sequence[int]) -> documents.DepositResult:
        try:
            with within(camille.id):
                return deposit(camille, *(admitted(letter(number)) for number in numbers))
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        with within(camille.id):
            assert isinstance(deposit(camille, admitted(letter(15))), documents.Deposited)
            pending = [pool.submit(depositing, numbers) for numbers in (range(10, 20), range(19, 9, -1))]
            wait_until_waiting(database, 2)
            transaction.set_rollback(True)
        answers = [one.result(PATIENCE) for one in pending]
    assert sum(isinstance(answer, documents.Deposited) for answer in answers) == 1
    assert sum(isinstance(answer, documents.AlreadyDeposited) for answer in answers) == 1


def test_of_two_deposits_of_one_submission_set_one_enters(camille: OpenRecord) -> None:
    def depositing() -> documents.DepositResult:
        with within(camille.id):
            return deposit(camille, admitted(letter()), set_unique_id="urn:oid:1.2.3")

    answers = at_once([depositing] * 2)
    assert answers.count(documents.AlreadyDeposited(submission_set=True)) == 1


def test_of_two_replacements_of_one_document_one_enters(camille: OpenRecord) -> None:
    first = deposited(camille, letter(1))

    def replacing(number: int) -> Callable[[], documents.DepositResult]:
        def act() -> documents.DepositResult:
            with within(camille.id):
                return deposit(camille, admitted(letter(number), replaces=first))

        return act

    answers = at_once([replacing(2), replacing(3)])
    assert sum(isinstance(answer, documents.Deposited) for answer in answers) == 1
    assert answers.count(documents.AlreadyReplaced(first)) == 1


def test_of_two_openings_for_one_identity_one_makes_a_record(keyring: FileKeyring, nobody: bytes) -> None:
    def opening() -> records.Created | records.IdentityHasRecord:
        record = RecordId(CHANCE.identifier())
        wrapped = keyring.new_record_key(record=record.bytes)
        with within(record):
            return records.create(
                record,
                at=NOON,
                birth_date=CAMILLE.traits.birth_date,
                switches=SWITCHES,
                wrapped_key=wrapped,
                person=CAMILLE,
                digests=digests_of(CAMILLE, keyring),
                record_key=nobody,
                nonce=CHANCE.secret(12),
            )

    answers = at_once([opening] * 3)
    assert answers.count(records.IdentityHasRecord()) == 2
    (created,) = [answer for answer in answers if isinstance(answer, records.Created)]
    assert records.identify(digests_of(CAMILLE, keyring)[0]) == created.record


def test_of_two_starts_one_makes_nobodys_record(keyring: FileKeyring, database: Database) -> None:
    at_once([lambda: records.ensure_nobodys_record(keyring, at=NOON)] * 3)
    with database.admin() as admin:
        assert admin.execute("select status from record").fetchall() == [("absent",)]


def test_of_two_uses_of_one_assertion_one_is_accepted() -> None:
    digest = CHANCE.secret(32)
    answers = at_once([lambda: tokens.remember_assertion(digest, expires_at=NOON + timedelta(minutes=5))] * 4)
    assert sorted(answers) == [False, False, False, True]


@pytest.mark.parametrize("attempt", range(3))
def test_of_two_invitations_accepted_at_once_by_one_carer_the_second_counts_the_first(
    camille: OpenRecord, georges: OpenRecord, attempt: int
) -> None:
    carer = f"carer-{attempt}"
    for record in (camille, georges):
        with within(record.id, exclusive=True):
            assert carers.invite(record.id, carer, at=NOON, ends_at=NOON + timedelta(days=7))

    def accepting(record: RecordId) -> int:
        """How many people this carer had when they accepted."""
        with within(record, exclusive=True):
            known = carers.count_persons(carer, at=NOON)
            assert carers.accept(record, carer, at=NOON, until=NOON + timedelta(days=365))
        return known

    counted = at_once([lambda: accepting(camille.id), lambda: accepting(georges.id)])
    assert sorted(counted) == [0, 1]
