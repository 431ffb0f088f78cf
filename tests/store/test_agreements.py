"""Agreements asked for by a code: the worker sends it, the application checks it, and neither does the other's work."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import ProgrammingError

from carnet.ports.messages import Channel
from carnet.store import agreements
from carnet.store.agreements import AgreementRequest, DueAgreement
from carnet.store.context import within
from tests.store.database import Database, point_django_at
from tests.store.walls import execute
from tests.store.world import CHANCE, HADDAD, KELLER, NOON, OpenRecord

LATER = NOON + timedelta(minutes=10)


@pytest.fixture
def request_id(camille: OpenRecord) -> UUID:
    """Dr Keller has asked for Dr Haddad."""
    asked = AgreementRequest(CHANCE.identifier(), KELLER, HADDAD, Channel.SMS, NOON)
    with within(camille.id):
        agreements.ask(camille.id, asked)
    return asked.id


def test_the_worker_takes_a_code_once_and_in_its_own_record(
    database: Database, camille: OpenRecord, georges: OpenRecord, request_id: UUID
) -> None:
    point_django_at(database.addresses.worker)
    with within(georges.id):
        assert agreements.hold_due(georges.id, request_id) is None
    with within(camille.id):
        assert agreements.hold_due(camille.id, request_id) == DueAgreement(Channel.SMS, NOON)
        agreements.set_code(camille.id, request_id, b"a digest", expires_at=LATER)
        assert agreements.hold_due(camille.id, request_id) is None
    point_django_at(database.addresses.app)
    with within(camille.id):
        held = agreements.hold(camille.id, request_id)
    assert held is not None
    assert (held.code, held.code_expires_at, held.practitioner, held.successor) == (b"a digest", LATER, KELLER, HADDAD)


@pytest.mark.parametrize("column", ["practitioner", "successor", "tries"])
def test_the_worker_learns_neither_who_asks_nor_for_whom(database: Database, column: str) -> None:
    point_django_at(database.addresses.worker)
    with pytest.raises(ProgrammingError, match="permission denied"):
        execute(f"select {column} from agreement_request")


def test_a_used_request_is_held_no_more(camille: OpenRecord, request_id: UUID) -> None:
    with within(camille.id):
        held = agreements.hold(camille.id, request_id)
        assert held is not None
        agreements.count_try(camille.id, held)
        again = agreements.hold(camille.id, request_id)
        assert again is not None
        assert again.tries == 1
        agreements.use(camille.id, again, at=LATER)
        assert agreements.hold(camille.id, request_id) is None


def test_what_was_asked_since_an_instant_is_counted_in_its_own_record(
    camille: OpenRecord, georges: OpenRecord, request_id: UUID
) -> None:
    assert request_id
    with within(camille.id):
        assert agreements.asked_since(camille.id, NOON - timedelta(seconds=1)) == [NOON]
        assert agreements.asked_since(camille.id, NOON) == []
    with within(georges.id):
        assert agreements.asked_since(georges.id, NOON - timedelta(days=1)) == []
