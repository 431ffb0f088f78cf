"""What professionals are told on their own list: an emergency in a record whose treating physician they are."""

from dataclasses import replace
from datetime import timedelta

import pytest

from carnet.core.access.actors import Holder, Professional
from carnet.core.access.decision import Refusal
from carnet.core.accounts.professional_notices import NoticeKind
from carnet.core.documents.submission import NonOpposition
from carnet.core.identifiers import RecordId
from carnet.core.vocabulary.confidentiality import Confidentiality
from carnet.usecases.consent.block_professional import block_professional
from carnet.usecases.consent.name_treating_physician import name_treating_physician
from carnet.usecases.emergency.break_the_glass import GlassBroken, break_the_glass
from carnet.usecases.feeding.deposit_documents import deposit_documents
from carnet.usecases.professional.list_professional_notices import list_professional_notices
from carnet.usecases.professional.mark_read import mark_read
from tests.conftest import NOON
from tests.installation import (
    CAMILLE,
    HADDAD,
    HOSPITAL_SOFTWARE,
    HUGO,
    KELLER,
    Installation,
    note,
    submission_of,
)


@pytest.fixture
def record(installation: Installation) -> RecordId:
    """The record of Camille, whose treating physician is Dr Keller."""
    record = installation.opens(CAMILLE)
    installation.authorizes(record, KELLER, until=NOON + timedelta(days=30))
    name_treating_physician(record, KELLER.identifier, actor=Holder(record), env=installation.env)
    return record


def breaks_the_glass(someone: Professional, record: RecordId, here: Installation) -> None:
    """Somebody opens the record in an emergency."""
    answer = break_the_glass(record, reason="Personne inconsciente", actor=someone, env=here.env)
    assert isinstance(answer, GlassBroken), answer


def told(someone: Professional, here: Installation) -> list[tuple[NoticeKind, RecordId, bool]]:
    """What stands on somebody's list, and whether it was read."""
    notices = list_professional_notices(actor=someone, env=here.env)
    return [(notice.kind, notice.record, notice.read_at is not None) for notice in notices]


def test_the_treating_physician_is_told_at_once_of_an_emergency(record: RecordId, installation: Installation) -> None:
    breaks_the_glass(HADDAD, record, installation)
    assert told(KELLER, installation) == [(NoticeKind.EMERGENCY, record, False)]
    assert told(HADDAD, installation) == told(HUGO, installation) == []


def test_the_newest_notice_comes_first(record: RecordId, installation: Installation) -> None:
    for minute in range(3):
        installation.at(NOON + timedelta(minutes=minute))
        breaks_the_glass(HADDAD, record, installation)
    notices = list_professional_notices(actor=KELLER, env=installation.env)
    assert [notice.due_at for notice in notices] == [NOON + timedelta(minutes=minute) for minute in (2, 1, 0)]


def test_a_physician_whose_authorisation_has_ended_is_told_nothing(
    record: RecordId, installation: Installation
) -> None:
    installation.at(NOON + timedelta(days=30))
    breaks_the_glass(HADDAD, record, installation)
    assert told(KELLER, installation) == []


def test_a_physician_who_is_shut_out_is_told_nothing(record: RecordId, installation: Installation) -> None:
    block_professional(record, KELLER.identifier, actor=Holder(record), env=installation.env)
    breaks_the_glass(HADDAD, record, installation)
    assert told(KELLER, installation) == []


def test_a_physician_is_not_told_of_their_own_act(record: RecordId, installation: Installation) -> None:
    breaks_the_glass(KELLER, record, installation)
    assert told(KELLER, installation) == []


def test_a_refused_emergency_is_told_to_nobody(record: RecordId, installation: Installation) -> None:
    block_professional(record, HADDAD.identifier, actor=Holder(record), env=installation.env)
    break_the_glass(record, reason="Personne inconsciente", actor=HADDAD, env=installation.env)
    assert told(KELLER, installation) == []


def test_a_notice_is_read_once_and_by_its_own_reader(record: RecordId, installation: Installation) -> None:
    breaks_the_glass(HADDAD, record, installation)
    (notice,) = list_professional_notices(actor=KELLER, env=installation.env)
    assert not mark_read(notice.id, actor=HADDAD, env=installation.env)
    assert told(KELLER, installation) == [(NoticeKind.EMERGENCY, record, False)]
    assert mark_read(notice.id, actor=KELLER, env=installation.env)
    assert not mark_read(notice.id, actor=KELLER, env=installation.env)
    assert told(KELLER, installation) == [(NoticeKind.EMERGENCY, record, True)]


UNANNOUNCED = frozenset({Confidentiality.HIDDEN_FROM_PATIENT})
REMINDED = timedelta(days=23)
"""7 days before the 30 days of product.md, « Masking »."""


def test_whoever_deposits_what_is_to_be_announced_is_reminded_of_it_seven_days_before_the_end(
    record: RecordId, installation: Installation
) -> None:
    installation.receives(CAMILLE, note(CAMILLE, by=HADDAD, hidden=UNANNOUNCED), from_=HADDAD)
    installation.at(NOON + REMINDED - timedelta(seconds=1))
    assert told(HADDAD, installation) == []
    installation.at(NOON + REMINDED)
    assert told(HADDAD, installation) == [(NoticeKind.ANNOUNCEMENT, record, False)]
    (notice,) = list_professional_notices(actor=HADDAD, env=installation.env)
    assert notice.due_at == NOON + REMINDED
    assert told(KELLER, installation) == []


def test_a_deposit_by_software_reminds_whoever_signed_it(record: RecordId, installation: Installation) -> None:
    installation.receives(CAMILLE, note(CAMILLE, by=HADDAD, hidden=UNANNOUNCED), from_=HOSPITAL_SOFTWARE)
    installation.at(NOON + REMINDED)
    assert told(HADDAD, installation) == [(NoticeKind.ANNOUNCEMENT, record, False)]


def test_what_nobody_signed_is_reminded_to_the_treating_physician(record: RecordId, installation: Installation) -> None:
    signed = note(CAMILLE, by=HADDAD, hidden=UNANNOUNCED)
    entry = signed.entry
    by_nobody = replace(
        signed,
        entry=replace(
            entry, authors=tuple(replace(one, person=None) for one in entry.authors), legal_authenticator=None
        ),
    )
    installation.receives(CAMILLE, by_nobody, from_=HOSPITAL_SOFTWARE)
    installation.at(NOON + REMINDED)
    assert told(KELLER, installation) == [(NoticeKind.ANNOUNCEMENT, record, False)]


@pytest.mark.usefixtures("record")
def test_a_deposit_that_the_person_sees_at_once_reminds_nobody(installation: Installation) -> None:
    installation.receives(CAMILLE, note(CAMILLE, by=HADDAD), from_=HADDAD)
    masked = frozenset({Confidentiality.MASKED_TO_PROFESSIONALS})
    installation.receives(CAMILLE, note(CAMILLE, by=HADDAD, number=2, hidden=masked), from_=HADDAD)
    installation.at(NOON + REMINDED)
    assert told(HADDAD, installation) == []


@pytest.mark.usefixtures("record")
def test_a_refused_deposit_reminds_nobody(installation: Installation) -> None:
    waiting = note(CAMILLE, by=HADDAD, hidden=UNANNOUNCED)
    opposed = submission_of(CAMILLE, waiting, non_opposition=NonOpposition.OPPOSED)
    assert isinstance(deposit_documents(opposed, actor=HADDAD, env=installation.env), Refusal)
    installation.at(NOON + REMINDED)
    assert told(HADDAD, installation) == told(KELLER, installation) == []
