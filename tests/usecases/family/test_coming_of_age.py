"""The day somebody turns eighteen: told a month before, and from that midnight on nobody represents them."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from carnet.core.access.actors import Holder
from carnet.core.identifiers import RecordId
from carnet.core.record.majority import PARIS
from carnet.store import records
from carnet.store.context import within
from carnet.usecases.family.come_of_age import come_of_age, come_of_age_of_all
from tests.installation import CAMILLE, Installation
from tests.store.database import Database, point_django_at
from tests.usecases.family.family import FATHER, acts_read_by, may_list
from tests.usecases.looking import owed, record_key, traced

MONTH_BEFORE = datetime(2029, 5, 9, tzinfo=PARIS)
THE_DAY = datetime(2029, 6, 9, tzinfo=PARIS)


@contextmanager
def the_worker(database: Database) -> Iterator[None]:
    """What the clock triggers runs as the worker does."""
    point_django_at(database.addresses.worker)
    yield
    point_django_at(database.addresses.app)


def turn(here: Installation, database: Database, at: datetime) -> int:
    """The clock runs the job at an instant."""
    here.at(at)
    with the_worker(database):
        return come_of_age_of_all(env=here.env)


def test_a_month_before_whoever_represents_the_minor_is_told_once(
    installation: Installation, lou: RecordId, database: Database
) -> None:
    assert lou
    assert turn(installation, database, MONTH_BEFORE - timedelta(minutes=1)) == 0
    assert turn(installation, database, MONTH_BEFORE) == 1
    assert turn(installation, database, MONTH_BEFORE + timedelta(days=1)) == 0
    assert owed(database) == [("majority-near", MONTH_BEFORE.replace(hour=8), False)]
    assert may_list(installation, lou, FATHER)


def test_on_the_day_the_access_has_ended_the_line_is_written_and_no_channel_is_inherited(
    installation: Installation, lou: RecordId, database: Database
) -> None:
    assert turn(installation, database, THE_DAY - timedelta(seconds=1)) == 1, "the month before was missed"
    assert turn(installation, database, THE_DAY) == 1
    assert turn(installation, database, THE_DAY + timedelta(hours=1)) == 0
    assert not may_list(installation, lou, FATHER)
    assert acts_read_by(installation, lou, Holder(lou))[-2:] == ["representation-end", "list-documents"]
    line = next(one for one in traced(installation, lou) if one.action.value == "representation-end")
    assert (line.actor.kind, line.actor.identifier, line.at) == ("clockwork", "come-of-age", THE_DAY)
    with within(lou):
        person = records.person(lou, record_key=record_key(installation, lou))
    assert person is not None
    assert (person.mail, person.phone) == ("", "")
    assert sorted(kind for kind, _, _ in owed(database)) == ["majority", "majority-near", "representation-ended"]


def test_a_worker_that_stood_still_for_a_week_misses_nobody(
    installation: Installation, lou: RecordId, database: Database
) -> None:
    assert lou
    assert turn(installation, database, THE_DAY + timedelta(days=7)) == 1


def test_whom_nobody_represents_comes_of_age_without_us(installation: Installation, database: Database) -> None:
    installation.opens(CAMILLE)
    assert turn(installation, database, THE_DAY) == 0


def test_a_record_that_is_not_there_comes_of_no_age(installation: Installation) -> None:
    assert not come_of_age(RecordId(installation.env.chance.identifier()), env=installation.env)
