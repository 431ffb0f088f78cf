"""What is new since the last visit: who came for the first time is told, and what is older is opened no further."""

from datetime import timedelta

import pytest

from carnet.core.access.actors import Holder, Professional, Representative
from carnet.core.identifiers import DocumentId, RecordId
from carnet.core.vocabulary.confidentiality import Confidentiality
from carnet.usecases.reading.read_document import OpenedDocument, read_document
from carnet.usecases.reading.read_home import MOST_NEWS, Home, read_home
from tests.conftest import NOON
from tests.installation import CAMILLE, HADDAD, KELLER, Installation, note
from tests.store.statements import counted
from tests.usecases.family.family import LOU, MOTHER, is_parent_of
from tests.usecases.test_home_in_parts import a_line_that_does_not_open

LAST_VISIT = NOON + timedelta(days=1)
SINCE_THEN = LAST_VISIT + timedelta(days=1)
NEWCOMER, KNOWN = True, False


@pytest.fixture
def camille(installation: Installation) -> RecordId:
    record = installation.opens(CAMILLE)
    installation.authorizes(record, KELLER)
    installation.authorizes(record, HADDAD)
    return record


def reads(here: Installation, record: RecordId, document: DocumentId, who: Professional) -> None:
    """A doctor reads a document."""
    assert isinstance(read_document(record, document, actor=who, env=here.env), OpenedDocument)


def who_came(here: Installation, record: RecordId, by: Holder | Representative | None = None) -> list[tuple[str, bool]]:
    """Who has read something since the last visit, and whether each is told to have come for the first time."""
    home = read_home(record, since=LAST_VISIT, actor=by or Holder(record), env=here.env)
    assert isinstance(home, Home)
    assert home.missing == frozenset()
    read = [one.event for one in home.news if one.event.action.value == "read-document"]
    return [(one.actor.identifier, one.id in home.firsts) for one in read]


def test_a_doctor_who_was_never_here_is_told_to_have_come_first_and_another_is_not(
    installation: Installation, camille: RecordId, report: DocumentId
) -> None:
    reads(installation, camille, report, KELLER)
    installation.at(SINCE_THEN)
    reads(installation, camille, report, KELLER)
    reads(installation, camille, report, HADDAD)
    assert sorted(who_came(installation, camille)) == sorted(
        [(KELLER.identifier.value, KNOWN), (HADDAD.identifier.value, NEWCOMER)]
    )


def test_only_the_first_of_several_readings_of_a_newcomer_is_the_first(
    installation: Installation, camille: RecordId, report: DocumentId
) -> None:
    installation.at(SINCE_THEN)
    reads(installation, camille, report, HADDAD)
    installation.at(SINCE_THEN + timedelta(hours=1))
    reads(installation, camille, report, HADDAD)
    assert who_came(installation, camille) == [
        (HADDAD.identifier.value, NEWCOMER),
        (HADDAD.identifier.value, KNOWN),
    ]


def test_to_a_parent_what_a_minor_keeps_from_them_never_was_a_visit(installation: Installation) -> None:
    lou = installation.opens(LOU)
    is_parent_of(installation, lou, MOTHER)
    installation.authorizes(lou, KELLER)
    kept = frozenset({Confidentiality.HIDDEN_FROM_REPRESENTATIVES})
    secret = installation.receives(LOU, note(LOU, hidden=kept), from_=KELLER)
    shown = installation.receives(LOU, note(LOU, number=2), from_=KELLER)
    reads(installation, lou, secret, KELLER)
    installation.at(SINCE_THEN)
    reads(installation, lou, shown, KELLER)
    assert who_came(installation, lou) == [(KELLER.identifier.value, KNOWN)]
    assert who_came(installation, lou, MOTHER) == [(KELLER.identifier.value, NEWCOMER)]


def test_a_line_of_before_that_nothing_new_depends_on_is_not_opened(
    installation: Installation, camille: RecordId, report: DocumentId
) -> None:
    a_line_that_does_not_open(installation, camille)
    installation.at(NOON + timedelta(hours=1))
    reads(installation, camille, report, KELLER)
    installation.at(SINCE_THEN)
    assert who_came(installation, camille) == []
    reads(installation, camille, report, KELLER)
    assert who_came(installation, camille) == [(KELLER.identifier.value, KNOWN)]


def test_what_she_may_not_know_of_costs_no_statement_more(
    installation: Installation, camille: RecordId, report: DocumentId
) -> None:
    reads(installation, camille, report, KELLER)
    installation.at(SINCE_THEN)
    with counted() as without:
        who_came(installation, camille)
    unannounced = frozenset({Confidentiality.HIDDEN_FROM_PATIENT})
    kept = installation.receives(CAMILLE, note(CAMILLE, by=HADDAD, number=7, hidden=unannounced), from_=HADDAD)
    reads(installation, camille, kept, HADDAD)
    with counted() as with_it:
        who_came(installation, camille)
    assert len(with_it) == len(without)


def test_after_a_long_absence_the_rest_is_counted_and_not_named(
    installation: Installation, camille: RecordId, report: DocumentId
) -> None:
    installation.at(SINCE_THEN)
    for _ in range(MOST_NEWS + 3):
        reads(installation, camille, report, KELLER)
    home = read_home(camille, since=LAST_VISIT, actor=Holder(camille), env=installation.env)
    assert isinstance(home, Home)
    assert (len(home.news), home.further) == (MOST_NEWS, 3)
