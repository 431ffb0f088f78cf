"""What is owed to people: found when its time has come, sent once."""

from datetime import datetime, timedelta
from uuid import UUID

from carnet.core.identifiers import RecordId
from carnet.store import notices
from carnet.store.context import within
from carnet.store.notices import DueNotice
from tests.store.database import Database, point_django_at
from tests.store.world import CHANCE, NOON, OpenRecord


def owed(record: RecordId, *, due_at: datetime = NOON) -> UUID:
    """A notice of a first access."""
    notice = CHANCE.identifier()
    with within(record):
        notices.owe(record, notice=notice, kind="first-access", created_at=NOON, due_at=due_at)
    return notice


def test_the_worker_finds_what_is_due_the_oldest_first(
    database: Database, camille: OpenRecord, georges: OpenRecord
) -> None:
    later, first = owed(camille.id, due_at=NOON + timedelta(hours=1)), owed(georges.id)
    owed(camille.id, due_at=NOON + timedelta(hours=2))
    point_django_at(database.addresses.worker)
    expected = [
        DueNotice(georges.id, first, "first-access", NOON),
        DueNotice(camille.id, later, "first-access", NOON + timedelta(hours=1)),
    ]
    assert notices.due(at=NOON + timedelta(hours=1), most=10) == expected
    assert notices.due(at=NOON + timedelta(hours=1), most=1) == expected[:1]


def test_a_notice_is_sent_once(database: Database, camille: OpenRecord) -> None:
    notice = owed(camille.id)
    point_django_at(database.addresses.worker)
    with within(camille.id):
        assert notices.claim(camille.id, notice) == DueNotice(camille.id, notice, "first-access", NOON)
        assert notices.mark_sent(camille.id, notice, at=NOON)
        assert not notices.mark_sent(camille.id, notice, at=NOON)
        assert notices.claim(camille.id, notice) is None
    assert notices.due(at=NOON, most=10) == []


def test_the_application_finds_the_notices_of_the_open_record_only(camille: OpenRecord, georges: OpenRecord) -> None:
    owed(camille.id)
    mine = owed(georges.id)
    assert notices.due(at=NOON, most=10) == []
    with within(georges.id):
        assert [due.id for due in notices.due(at=NOON, most=10)] == [mine]
