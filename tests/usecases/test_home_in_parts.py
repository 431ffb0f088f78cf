"""A part of the home page that cannot be read leaves the others, and is told to be missing."""

import pytest

from carnet.core.access.actions import Action
from carnet.core.access.actors import Holder
from carnet.core.audit.events import AuditEvent, Door, Outcome, Party
from carnet.core.identifiers import DocumentId, RecordId
from carnet.formats.sealing import SealBrokenError
from carnet.store import access_log
from carnet.store.context import within
from carnet.usecases.reading.home_parts import HomePart, read_part
from carnet.usecases.reading.read_access_history import read_access_history
from carnet.usecases.reading.read_home import Home, read_home
from tests.conftest import NOON
from tests.installation import CAMILLE, Installation

ANOTHER_KEY = bytes(32)


@pytest.fixture
def camille(installation: Installation) -> RecordId:
    return installation.opens(CAMILLE)


def a_line_that_does_not_open(here: Installation, camille: RecordId) -> None:
    """As after a copy was put back beside the keys of another day."""
    line = AuditEvent(
        here.env.chance.identifier(),
        camille,
        NOON,
        Action.READ_DOCUMENT,
        Outcome.DONE,
        Party("holder"),
        Door.PATIENT_SITE,
    )
    with within(camille):
        access_log.append(line, record_key=ANOTHER_KEY, salt=bytes(16), nonce=bytes(12))


def test_news_that_do_not_open_are_missing_and_documents_stay(
    installation: Installation, camille: RecordId, report: DocumentId
) -> None:
    a_line_that_does_not_open(installation, camille)
    home = read_home(camille, since=None, actor=Holder(camille), env=installation.env)
    assert isinstance(home, Home)
    assert home.missing == {HomePart.NEWS}
    assert home.news == ()
    assert [one.document for one in home.latest] == [report]
    assert home.given_name == "Camille"


def test_a_home_page_that_reads_well_misses_nothing(installation: Installation, camille: RecordId) -> None:
    home = read_home(camille, since=None, actor=Holder(camille), env=installation.env)
    assert isinstance(home, Home)
    assert home.missing == frozenset()


def test_the_history_itself_is_never_shown_without_a_line_that_does_not_open(
    installation: Installation, camille: RecordId
) -> None:
    a_line_that_does_not_open(installation, camille)
    with pytest.raises(SealBrokenError):
        read_access_history(camille, actor=Holder(camille), env=installation.env)


def test_whatever_else_goes_wrong_is_no_affair_of_one_part() -> None:
    def read() -> str:
        raise LookupError("something else")

    missing: set[HomePart] = set()
    with pytest.raises(LookupError):
        read_part(HomePart.DOCUMENTS, read, without="", missing=missing)
    assert missing == set()
