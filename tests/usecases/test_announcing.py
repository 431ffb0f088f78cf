"""What waits for its announcement: shown by day when its delay has passed, put off once, never when for safety."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from carnet.core.access.actors import Holder, Professional
from carnet.core.access.decision import Refusal, Told
from carnet.core.documents.selection import Criteria
from carnet.core.identifiers import DocumentId, RecordId
from carnet.core.vocabulary.confidentiality import Confidentiality
from carnet.doors.timer.schedule import SCHEDULE
from carnet.usecases.confidentiality.announce_document import Announced, announce_document
from carnet.usecases.confidentiality.choose_hidden_categories import choose_hidden_categories
from carnet.usecases.confidentiality.extend_announcement import Extended, NoReasonGiven, extend_announcement
from carnet.usecases.confidentiality.release_announcements import RELEASE_ANNOUNCEMENTS, release_announcements
from carnet.usecases.consent.block_professional import block_professional
from carnet.usecases.professional.list_professional_notices import list_professional_notices
from carnet.usecases.reading.list_documents import ListedDocuments, list_documents
from carnet.usecases.record.close_record import close_record
from tests.conftest import NOON
from tests.installation import CAMILLE, GEORGES, HADDAD, HOSPITAL_SOFTWARE, KELLER, Installation, note
from tests.store.database import Database, point_django_at
from tests.usecases.looking import owed, traced

UNANNOUNCED = frozenset({Confidentiality.HIDDEN_FROM_PATIENT})
MONTH = timedelta(days=30)
WHY = "Le scanner de contrôle est prévu la semaine prochaine."


@pytest.fixture
def record(installation: Installation) -> RecordId:
    """Camille's record, which Dr Keller may read."""
    record = installation.opens(CAMILLE)
    installation.authorizes(record, KELLER, until=NOON + timedelta(days=300))
    return record


def waits(here: Installation, *, number: int = 1, for_safety: bool = False, by: Professional = HADDAD) -> DocumentId:
    """A report that Camille must not see yet, deposited by whoever wrote it."""
    written = replace(note(CAMILLE, by=by, number=number, hidden=UNANNOUNCED), is_hidden_for_safety=for_safety)
    return here.receives(CAMILLE, written, from_=by)


def seen(here: Installation, record: RecordId, by: Professional | None = None) -> list[DocumentId]:
    """What somebody has on their list: the person, unless another is named."""
    listed = list_documents(record, criteria=Criteria(), actor=by or Holder(record), env=here.env)
    assert isinstance(listed, ListedDocuments)
    return [one.document for one in listed.documents]


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
        return release_announcements(env=here.env)


def extends(here: Installation, record: RecordId, document: DocumentId, by: Professional, reason: str = WHY) -> object:
    """Somebody asks for more time."""
    return extend_announcement(record, document, reason=reason, actor=by, env=here.env)


def test_after_thirty_days_the_record_shows_what_nobody_has_announced_and_tells_the_person(
    record: RecordId, installation: Installation, database: Database
) -> None:
    document = waits(installation)
    assert turn(installation, database, NOON + MONTH - timedelta(seconds=1)) == 0
    assert seen(installation, record) == []
    assert turn(installation, database, NOON + MONTH) == 1
    assert seen(installation, record) == [document]
    assert [(kind, due) for kind, due, _ in owed(database)] == [("new-document", NOON + MONTH)]
    line = next(one for one in traced(installation, record) if one.action.value == "announce-document")
    assert (line.actor.kind, line.actor.identifier, line.rules) == ("clockwork", RELEASE_ANNOUNCEMENTS, ("ANN-03",))
    assert turn(installation, database, NOON + MONTH + timedelta(hours=1)) == 0, "once"


def test_nobody_learns_it_at_night(record: RecordId, installation: Installation, database: Database) -> None:
    waits(installation)
    night = (NOON + MONTH).replace(hour=22)
    assert turn(installation, database, night) == 0
    assert turn(installation, database, night + timedelta(hours=9)) == 1
    assert len(seen(installation, record)) == 1


def test_the_schedule_never_turns_in_the_night_of_paris() -> None:
    (job,) = [job for job in SCHEDULE if job.name == RELEASE_ANNOUNCEMENTS]
    assert job.cron == "12 7-17 * * *", "in UTC: from 8 h 12 in winter, 9 h 12 in summer, to 19 h 12 at the latest"


def test_each_record_that_waits_is_served(record: RecordId, installation: Installation, database: Database) -> None:
    waits(installation)
    waits(installation, number=2)
    georges = installation.opens(GEORGES)
    installation.receives(GEORGES, note(GEORGES, by=HADDAD, hidden=UNANNOUNCED), from_=HOSPITAL_SOFTWARE)
    assert turn(installation, database, NOON + MONTH) == 3
    assert (len(seen(installation, record)), len(seen(installation, georges))) == (2, 1)


def test_whoever_masks_everything_sees_it_masked(
    record: RecordId, installation: Installation, database: Database
) -> None:
    choose_hidden_categories(record, [], masks_by_default=True, actor=Holder(record), env=installation.env)
    document = waits(installation)
    assert turn(installation, database, NOON + MONTH) == 1
    assert seen(installation, record) == [document]
    assert seen(installation, record, KELLER) == []


def test_a_closed_record_shows_nothing_by_itself(
    record: RecordId, installation: Installation, database: Database
) -> None:
    waits(installation)
    close_record(record, reason="holder-asks", actor=Holder(record), env=installation.env)
    before = len(traced(installation, record))
    assert turn(installation, database, NOON + MONTH) == 0
    assert len(traced(installation, record)) == before


def test_what_a_blocked_professional_has_deposited_raises_no_alert(
    record: RecordId, installation: Installation, database: Database
) -> None:
    block_professional(record, HADDAD.identifier, actor=Holder(record), env=installation.env)
    waits(installation)
    assert turn(installation, database, NOON + MONTH) == 1
    assert owed(database) == []


def test_a_new_version_waits_no_longer_than_the_old_one(
    record: RecordId, installation: Installation, database: Database
) -> None:
    first = waits(installation)
    installation.at(NOON + timedelta(days=20))
    newer = installation.receives(CAMILLE, note(CAMILLE, by=HADDAD, number=2, replaces=first), from_=HADDAD)
    assert seen(installation, record) == []
    assert turn(installation, database, NOON + MONTH) == 2
    assert newer in seen(installation, record)


def test_what_is_hidden_for_her_safety_is_never_shown_by_itself_and_reminds_nobody(
    record: RecordId, installation: Installation, database: Database
) -> None:
    waits(installation, for_safety=True)
    assert turn(installation, database, NOON + 20 * MONTH) == 0
    assert not list_professional_notices(actor=HADDAD, env=installation.env)
    assert seen(installation, record) == []
    deposited = next(one for one in traced(installation, record) if one.action.value == "deposit-documents")
    assert deposited.detail == "hidden-for-safety", "her agreement is written down"


def test_not_even_its_author_shows_it_without_her(record: RecordId, installation: Installation) -> None:
    document = waits(installation, for_safety=True)
    refused = announce_document(record, document, actor=HADDAD, env=installation.env)
    assert isinstance(refused, Refusal)
    assert refused.told is Told.PRESENCE_NEEDED
    assert announce_document(record, document, person_is_present=True, actor=HADDAD, env=installation.env) == Announced(
        document
    )
    assert seen(installation, record) == [document]


def test_a_new_version_of_what_is_hidden_for_her_safety_is_too(
    record: RecordId, installation: Installation, database: Database
) -> None:
    first = waits(installation, for_safety=True)
    installation.receives(CAMILLE, note(CAMILLE, by=HADDAD, number=2, hidden=UNANNOUNCED, replaces=first), from_=HADDAD)
    assert turn(installation, database, NOON + 20 * MONTH) == 0
    assert seen(installation, record) == []


def test_its_author_puts_the_day_off_once_with_a_reason_and_is_reminded_again(
    record: RecordId, installation: Installation, database: Database
) -> None:
    document = waits(installation)
    installation.at(NOON + timedelta(days=25))
    assert extends(installation, record, document, HADDAD) == Extended(document, NOON + 2 * MONTH)
    again = extends(installation, record, document, HADDAD)
    assert isinstance(again, Refusal)
    assert again.told is Told.EXTENDED_ALREADY
    line = next(one for one in traced(installation, record) if one.action.value == "extend-announcement")
    assert (line.outcome.value, line.reason, line.documents) == ("done", WHY, (document,))
    assert turn(installation, database, NOON + MONTH) == 0
    installation.at(NOON + 2 * MONTH - timedelta(days=7))
    assert [one.due_at for one in list_professional_notices(actor=HADDAD, env=installation.env)] == [
        NOON + timedelta(days=53),
        NOON + timedelta(days=23),
    ]
    assert turn(installation, database, NOON + 2 * MONTH) == 1
    assert seen(installation, record) == [document]


def test_a_new_version_is_not_put_off_a_second_time(record: RecordId, installation: Installation) -> None:
    first = waits(installation)
    assert isinstance(extends(installation, record, first, HADDAD), Extended)
    newer = installation.receives(CAMILLE, note(CAMILLE, by=HADDAD, number=2, replaces=first), from_=HADDAD)
    refused = extends(installation, record, newer, HADDAD)
    assert isinstance(refused, Refusal)
    assert refused.told is Told.EXTENDED_ALREADY


@pytest.mark.parametrize("reason", ["", "   ", "attendre  "])
def test_without_a_written_reason_nothing_is_asked(record: RecordId, installation: Installation, reason: str) -> None:
    document = waits(installation)
    before = len(traced(installation, record))
    assert extends(installation, record, document, HADDAD, reason) == NoReasonGiven()
    assert len(traced(installation, record)) == before


def test_a_doctor_who_neither_wrote_nor_deposited_it_puts_nothing_off(
    record: RecordId, installation: Installation
) -> None:
    assert isinstance(extends(installation, record, waits(installation), KELLER), Refusal)


def test_what_is_hidden_for_her_safety_has_no_delay_to_put_off(record: RecordId, installation: Installation) -> None:
    document = waits(installation, for_safety=True)
    assert isinstance(extends(installation, record, document, HADDAD), Refusal)


def test_where_the_operator_says_ten_days_it_waits_ten_days_and_ten_more_when_extended(
    record: RecordId, installation: Installation, database: Database
) -> None:
    here, days = Installation(replace(installation.env, announcement_delay=timedelta(days=10))), timedelta(days=1)
    document, other = waits(here), waits(here, number=2)
    assert extends(here, record, document, HADDAD) == Extended(document, NOON + 20 * days)
    told = list_professional_notices(actor=HADDAD, env=here.env)
    assert told == (), "none before the third day"
    assert turn(here, database, NOON + 10 * days) == 1
    assert seen(here, record) == [other]
    assert turn(here, database, NOON + 20 * days) == 1
    assert set(seen(here, record)) == {document, other}
