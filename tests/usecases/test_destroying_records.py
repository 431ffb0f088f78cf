"""What remains of a closed record once its time is over: a certificate, and lines that nobody can read."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from django.db import DatabaseError

from carnet.core.access.actors import Holder
from carnet.core.access.decision import Told
from carnet.core.access.policy import load_policy
from carnet.core.audit.events import Door, SecurityAct
from carnet.core.identifiers import RecordId
from carnet.core.record.ending import WhyDestroyed
from carnet.infra.blobs.disk import DiskStore
from carnet.infra.blobs.encrypted import EncryptedBlobStore
from carnet.ports.keyring import KeyUnavailableError, WrappedKey
from carnet.store import endings, records
from carnet.store.context import within
from carnet.usecases.record.check_record import CheckedRecord, check_record
from carnet.usecases.record.close_record import Closed, close_record
from carnet.usecases.record.destroy_records import destroy_records
from carnet.usecases.record.erase_record import ErasureAsked, RecordKept, erase_record, keep_record
from carnet.usecases.record.find_record import find_record
from carnet.usecases.record.read_certificate import Certificate, NoSuchCertificate, read_certificate
from carnet.usecases.record.reopen_record import RecordClosure, Reopened, read_closure, reopen_record
from carnet.usecases.transparency.seal_trace import seal_trace
from carnet.usecases.transparency.verify_trace import TraceVerified, verify_trace
from tests.conftest import NOON
from tests.installation import CAMILLE, GEORGES, KELLER, Installation, note, refused
from tests.store.database import Database, point_django_at
from tests.usecases.looking import owed, sent, traced

TEN_YEARS_LATER = datetime(2036, 11, 21, 12, 0, tzinfo=UTC)


@pytest.fixture
def camille(installation: Installation) -> RecordId:
    """Her record: a doctor let in, a document, a block, and closed by herself."""
    record = installation.opens(CAMILLE)
    installation.authorizes(record, KELLER)
    installation.receives(CAMILLE, note(CAMILLE), from_=KELLER)
    assert isinstance(close_record(record, reason="no-use", actor=Holder(record), env=installation.env), Closed)
    return record


@pytest.fixture
def of_2026(installation: Installation) -> Installation:
    """The law under which a record can be erased."""
    installation.env = replace(installation.env, policy=load_policy("2026"))
    return installation


def worker(here: Installation, database: Database, *, at: datetime) -> int:
    """The worker's turn of that night."""
    here.at(at)
    point_django_at(database.addresses.worker)
    try:
        return destroy_records(env=replace(here.env, door=Door.TIMER))
    finally:
        point_django_at(database.addresses.app)


def where_it_is_named(database: Database, record: RecordId) -> dict[str, int]:
    """Every table that still names a record, as a superuser whom no wall stops sees them."""
    with database.admin() as admin:
        tables = admin.execute(
            "select table_name, column_name from information_schema.columns where table_schema = 'public' "
            "and (column_name = 'record_id' or (table_name = 'record' and column_name = 'id'))"
        ).fetchall()
        found = {}
        for table, column in tables:
            (count,) = admin.execute(f"select count(*) from {table} where {column} = %s", [record]).fetchone() or (0,)
            if count:
                found[str(table)] = int(str(count))
    return found


def files(here: Installation) -> list[Path]:
    """Whatever bytes lie in the store."""
    blobs = here.env.blobs
    assert isinstance(blobs, EncryptedBlobStore)
    assert isinstance(blobs._raw, DiskStore)
    return [path for path in blobs._raw._folder.rglob("*") if path.is_file()]


def certificate_of(record: RecordId, database: Database) -> Certificate:
    with database.admin() as admin:
        (number,) = admin.execute("select id from destruction where record_id = %s", [record]).fetchone() or (None,)
    found = read_certificate(UUID(str(number)))
    assert isinstance(found, Certificate)
    return found


def test_a_day_before_the_ten_years_nothing_is_destroyed(
    installation: Installation, camille: RecordId, database: Database
) -> None:
    assert worker(installation, database, at=TEN_YEARS_LATER - timedelta(days=1)) == 0
    assert isinstance(reopen_record(camille, actor=Holder(camille), env=installation.env), Reopened)


def test_ten_years_after_its_closing_nothing_of_a_record_can_be_read_and_the_trace_still_verifies(
    installation: Installation, camille: RecordId, database: Database
) -> None:
    georges = installation.opens(GEORGES)
    seal_trace_as_worker(installation, database)
    with database.admin() as admin:
        (wrapped,) = admin.execute("select record_key from record where id = %s", [camille]).fetchone() or (b"",)
    assert files(installation) != []
    assert worker(installation, database, at=TEN_YEARS_LATER) == 1
    assert set(where_it_is_named(database, camille)) == {"audit_event", "destruction"}
    assert files(installation) == []
    assert find_record(CAMILLE.identifiers[0], env=installation.env) != camille
    with within(camille):
        assert records.wrapped_key(camille) is None
    with pytest.raises(KeyUnavailableError):
        installation.env.keyring.open_record_key(WrappedKey(b""), record=camille.bytes)
    with database.admin() as admin:
        dump = admin.execute("select count(*) from record where record_key = %s", [wrapped]).fetchone()
    assert dump == (0,)
    assert georges == find_record(GEORGES.identifiers[0], env=installation.env)
    seal_trace_as_worker(installation, database)
    point_django_at(database.addresses.worker)
    assert isinstance(verify_trace(env=installation.env), TraceVerified)
    point_django_at(database.addresses.app)
    found = certificate_of(camille, database)
    assert (found.destruction.why, found.destruction.documents) == (WhyDestroyed.TEN_YEARS, 1)
    assert found.destruction.destroyed_at == TEN_YEARS_LATER
    assert found.position is not None
    last = [one for one in traced(installation) if one.action is SecurityAct.DESTRUCTION]
    assert [one.detail for one in last] == [str(found.destruction.id)]


def seal_trace_as_worker(here: Installation, database: Database) -> None:
    point_django_at(database.addresses.worker)
    seal_trace(env=here.env)
    point_django_at(database.addresses.app)


def test_a_destroyed_record_is_absent_for_everybody(
    installation: Installation, camille: RecordId, database: Database
) -> None:
    worker(installation, database, at=TEN_YEARS_LATER)
    for who in (KELLER, Holder(camille)):
        answer = check_record(camille, actor=who, env=installation.env)
        assert isinstance(answer, CheckedRecord)
        assert not answer.glimpse.exists
    assert refused(reopen_record(camille, actor=Holder(camille), env=installation.env)).told is Told.NO_ACCESS


def test_a_second_turn_destroys_nothing_twice(
    installation: Installation, camille: RecordId, database: Database
) -> None:
    assert worker(installation, database, at=TEN_YEARS_LATER) == 1
    before = certificate_of(camille, database)
    assert worker(installation, database, at=TEN_YEARS_LATER + timedelta(days=1)) == 0
    assert certificate_of(camille, database).destruction == before.destruction


def test_bytes_that_an_interrupted_turn_left_are_removed_by_the_next(
    installation: Installation, camille: RecordId, database: Database
) -> None:
    blobs = installation.env.blobs

    class PowerCut:
        """The machine stops before the bytes are removed."""

        def __getattr__(self, name: str) -> object:
            if name == "destroy":
                raise OSError("no power")
            return getattr(blobs, name)

    installation.env = replace(installation.env, blobs=PowerCut())  # type: ignore[arg-type]  # all but one of its verbs
    with pytest.raises(OSError, match="no power"):
        worker(installation, database, at=TEN_YEARS_LATER)
    assert set(where_it_is_named(database, camille)) == {"audit_event", "destruction"}, "the key went first"
    left = certificate_of(camille, database).destruction
    assert (len(left.addresses), left.bytes_gone_at) == (1, None)
    installation.env = replace(installation.env, blobs=blobs)
    assert files(installation) != []
    assert worker(installation, database, at=TEN_YEARS_LATER + timedelta(days=1)) == 0
    assert files(installation) == []
    assert certificate_of(camille, database).destruction.bytes_gone_at is not None


def test_she_is_told_once_a_month_before(installation: Installation, camille: RecordId, database: Database) -> None:
    for days in (31, 30, 29):
        worker(installation, database, at=TEN_YEARS_LATER - timedelta(days=days))
    assert [kind for kind, _, _ in owed(database)].count("destruction-near") == 1
    assert isinstance(reopen_record(camille, actor=Holder(camille), env=installation.env), Reopened)
    assert worker(installation, database, at=TEN_YEARS_LATER + timedelta(days=9)) == 0


def test_in_2018_nothing_is_erased_earlier_and_that_is_said_plainly(
    installation: Installation, camille: RecordId
) -> None:
    answer = erase_record(camille, actor=Holder(camille), env=installation.env)
    assert refused(answer).told is Told.KEPT_TEN_YEARS


def test_in_2026_what_she_asked_to_erase_is_destroyed_after_a_month_to_think(
    of_2026: Installation, camille: RecordId, database: Database
) -> None:
    holder = Holder(camille)
    asked = erase_record(camille, actor=holder, env=of_2026.env)
    assert asked == ErasureAsked(NOON + timedelta(days=30))
    of_2026.at(NOON + timedelta(days=5))
    assert erase_record(camille, actor=holder, env=of_2026.env) == asked, "asked again, it changes nothing"
    closure = read_closure(camille, actor=holder, env=of_2026.env)
    assert isinstance(closure, RecordClosure)
    assert closure.erased_at == asked.at
    assert worker(of_2026, database, at=NOON + timedelta(days=29)) == 0
    assert worker(of_2026, database, at=NOON + timedelta(days=30)) == 1
    assert set(where_it_is_named(database, camille)) == {"audit_event", "destruction"}
    found = certificate_of(camille, database)
    assert found.destruction.why is WhyDestroyed.ASKED
    channel, address, words = sent(of_2026)[-1]
    assert (channel, address) == ("mail", CAMILLE.mail)
    assert str(found.destruction.id) in words


@pytest.mark.parametrize("way", ["kept", "reopened"])
def test_until_then_she_may_keep_it(way: str, of_2026: Installation, camille: RecordId, database: Database) -> None:
    holder = Holder(camille)
    erase_record(camille, actor=holder, env=of_2026.env)
    of_2026.at(NOON + timedelta(days=29))
    if way == "kept":
        assert keep_record(camille, actor=holder, env=of_2026.env) == RecordKept()
    else:
        assert isinstance(reopen_record(camille, actor=holder, env=of_2026.env), Reopened)
    assert worker(of_2026, database, at=NOON + timedelta(days=31)) == 0
    assert endings_erasure(camille) is None


def endings_erasure(record: RecordId) -> endings.Erasure | None:
    with within(record):
        return endings.erasure(record)


def test_the_function_that_destroys_refuses_an_open_record_and_everybody_but_the_worker(
    installation: Installation, camille: RecordId, database: Database
) -> None:
    with pytest.raises(DatabaseError, match="permission denied"), within(camille, exclusive=True):
        endings.destroy_rows(camille)
    georges = installation.opens(GEORGES)
    point_django_at(database.addresses.worker)
    with pytest.raises(DatabaseError, match="only a closed record"), within(georges, exclusive=True):
        endings.destroy_rows(georges)
    with pytest.raises(DatabaseError, match="from within itself"), within(georges, exclusive=True):
        endings.destroy_rows(camille)
    point_django_at(database.addresses.app)
    assert read_certificate(georges) == NoSuchCertificate()
