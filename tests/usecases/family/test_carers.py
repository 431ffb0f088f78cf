"""Carers: invited, accepted, reconfirmed each year, ended; what they find, and what they never do."""

from datetime import timedelta

import pytest

from carnet.core.access.actors import Carer, Holder
from carnet.core.access.decision import Refusal, Told
from carnet.core.identifiers import DocumentId, RecordId
from carnet.core.record.carer import (
    CARERS_OF_A_PERSON,
    INVITATION_LASTS,
    PERSONS_OF_A_CARER,
    RECONFIRMED_EVERY,
    TooManyCarers,
    TooManyPersons,
)
from carnet.core.vocabulary.confidentiality import Confidentiality
from carnet.usecases.confidentiality.mask_document import mask_document
from carnet.usecases.family.accept_invitation import CaringBegins, NoInvitation, accept_invitation
from carnet.usecases.family.end_carer import CarerEnded, end_carer
from carnet.usecases.family.hide_from_carers import CarersSee, hide_from_carers, show_to_carers
from carnet.usecases.family.invite_carer import CarerInvited, CaresAlready, invite_carer
from carnet.usecases.family.reconfirm_carer import CarerReconfirmed, NoSuchCarer, reconfirm_carer
from carnet.usecases.feeding.deposit_documents import Deposited, deposit_documents
from carnet.usecases.reading.read_document import OpenedDocument, read_document
from tests.conftest import NOON
from tests.installation import (
    CAMILLE,
    GEORGES,
    HADDAD,
    HOSPITAL_SOFTWARE,
    KELLER,
    Installation,
    note,
    refused,
    submission_of,
)
from tests.usecases.family.family import LOU, acts_read_by, listed, may_list, somebody

pytestmark = pytest.mark.usefixtures("georges")

NADIA = Carer("nadia")


@pytest.fixture
def georges(installation: Installation) -> RecordId:
    return installation.opens(GEORGES)


def invited(here: Installation, record: RecordId, who: Carer = NADIA) -> object:
    return invite_carer(record, who.account, actor=Holder(record), env=here.env)


def cares(here: Installation, record: RecordId, who: Carer = NADIA) -> None:
    assert isinstance(invited(here, record, who), CarerInvited)
    assert isinstance(accept_invitation(record, actor=who, env=here.env), CaringBegins)


@pytest.fixture
def report(installation: Installation) -> DocumentId:
    return installation.receives(GEORGES, note(GEORGES, by=HADDAD), from_=HOSPITAL_SOFTWARE)


def test_a_carer_reads_and_adds_from_the_day_they_accept(
    installation: Installation, georges: RecordId, report: DocumentId
) -> None:
    assert invited(installation, georges) == CarerInvited(NOON + INVITATION_LASTS)
    assert not may_list(installation, georges, NADIA)
    answer = accept_invitation(georges, actor=NADIA, env=installation.env)
    assert answer == CaringBegins(NOON + RECONFIRMED_EVERY)
    assert listed(installation, georges, NADIA) == [report]
    assert isinstance(read_document(georges, report, actor=NADIA, env=installation.env), OpenedDocument)
    own = submission_of(GEORGES, note(GEORGES, number=2, type_code="EXPPAT_2", class_code="90"))
    assert isinstance(deposit_documents(own, actor=NADIA, env=installation.env), Deposited)
    anothers = submission_of(GEORGES, note(GEORGES, number=3))
    assert refused(deposit_documents(anothers, actor=NADIA, env=installation.env)).told is Told.NOT_ALLOWED


def test_a_carer_manages_nothing_and_is_told_so(
    installation: Installation, georges: RecordId, report: DocumentId
) -> None:
    cares(installation, georges)
    answer = mask_document(georges, report, actor=NADIA, env=installation.env)
    assert refused(answer).told is Told.NOT_ALLOWED


def test_to_a_carer_what_is_masked_or_not_announced_is_not_there(
    installation: Installation, georges: RecordId, report: DocumentId
) -> None:
    cares(installation, georges)
    mask_document(georges, report, actor=Holder(georges), env=installation.env)
    unannounced = frozenset({Confidentiality.HIDDEN_FROM_PATIENT})
    waits = installation.receives(
        GEORGES, note(GEORGES, by=HADDAD, number=9, hidden=unannounced), from_=HOSPITAL_SOFTWARE
    )
    assert listed(installation, georges, NADIA) == []
    for document in (report, waits):
        assert refused(read_document(georges, document, actor=NADIA, env=installation.env)).told is Told.NOT_FOUND


def test_a_carer_reads_of_their_own_acts_only(
    installation: Installation, georges: RecordId, report: DocumentId
) -> None:
    cares(installation, georges)
    installation.authorizes(georges, KELLER)
    read_document(georges, report, actor=KELLER, env=installation.env)
    assert acts_read_by(installation, georges, NADIA) == []
    assert "accept-invitation" in acts_read_by(installation, georges, Holder(georges))


def test_a_carer_whom_nobody_reconfirms_sleeps_after_a_year_and_wakes_when_reconfirmed(
    installation: Installation, georges: RecordId
) -> None:
    cares(installation, georges)
    installation.at(NOON + RECONFIRMED_EVERY)
    assert not may_list(installation, georges, NADIA)
    answer = reconfirm_carer(georges, NADIA.account, actor=Holder(georges), env=installation.env)
    assert answer == CarerReconfirmed(NOON + 2 * RECONFIRMED_EVERY)
    assert may_list(installation, georges, NADIA)


@pytest.mark.parametrize("by", ["the person", "the carer"])
def test_either_of_them_ends_it_at_once(installation: Installation, georges: RecordId, by: str) -> None:
    cares(installation, georges)
    actor = NADIA if by == "the carer" else Holder(georges)
    assert end_carer(georges, NADIA.account, actor=actor, env=installation.env) == CarerEnded()
    assert not may_list(installation, georges, NADIA)
    env, holder = installation.env, Holder(georges)
    assert reconfirm_carer(georges, NADIA.account, actor=holder, env=env) == NoSuchCarer()
    assert end_carer(georges, NADIA.account, actor=holder, env=env) == NoSuchCarer()


def test_a_carer_ends_nobody_elses_access(installation: Installation, georges: RecordId) -> None:
    other = Carer("omar")
    cares(installation, georges)
    cares(installation, georges, other)
    assert end_carer(georges, other.account, actor=NADIA, env=installation.env) == CarerEnded()
    assert (may_list(installation, georges, NADIA), may_list(installation, georges, other)) == (False, True)


def test_an_invitation_ends_after_a_week_and_is_taken_back_at_once(
    installation: Installation, georges: RecordId
) -> None:
    env = installation.env
    invited(installation, georges)
    assert invited(installation, georges) == CaresAlready()
    end_carer(georges, NADIA.account, actor=Holder(georges), env=env)
    assert accept_invitation(georges, actor=NADIA, env=env) == NoInvitation()
    assert isinstance(invited(installation, georges), CarerInvited)
    installation.at(NOON + INVITATION_LASTS)
    assert accept_invitation(georges, actor=NADIA, env=env) == NoInvitation()
    assert isinstance(invited(installation, georges), CarerInvited)
    installation.at(NOON + INVITATION_LASTS + timedelta(days=1))
    assert isinstance(accept_invitation(georges, actor=NADIA, env=env), CaringBegins)


def test_a_person_has_three_carers_at_most_invitations_included(installation: Installation, georges: RecordId) -> None:
    for number in range(CARERS_OF_A_PERSON - 1):
        cares(installation, georges, Carer(f"carer-{number}"))
    invited(installation, georges)
    assert invited(installation, georges, Carer("one-too-many")) == TooManyCarers()
    end_carer(georges, NADIA.account, actor=Holder(georges), env=installation.env)
    assert isinstance(invited(installation, georges, Carer("one-too-many")), CarerInvited)


def test_a_carer_who_slept_finds_their_place_taken(installation: Installation, georges: RecordId) -> None:
    cares(installation, georges)
    installation.at(NOON + RECONFIRMED_EVERY)
    for number in range(CARERS_OF_A_PERSON):
        cares(installation, georges, Carer(f"carer-{number}"))
    answer = reconfirm_carer(georges, NADIA.account, actor=Holder(georges), env=installation.env)
    assert answer == TooManyCarers()


def test_a_carer_has_five_persons_at_most(installation: Installation) -> None:
    people = [installation.opens(somebody(number)) for number in range(PERSONS_OF_A_CARER + 1)]
    for record in people[:-1]:
        cares(installation, record)
    last = people[-1]
    invited(installation, last)
    assert accept_invitation(last, actor=NADIA, env=installation.env) == TooManyPersons()
    end_carer(people[0], NADIA.account, actor=NADIA, env=installation.env)
    assert isinstance(accept_invitation(last, actor=NADIA, env=installation.env), CaringBegins)


def test_a_minor_has_no_carer(installation: Installation) -> None:
    lou = installation.opens(LOU)
    assert isinstance(invited(installation, lou), Refusal)


def test_what_nobody_invited_is_accepted_by_nobody(installation: Installation) -> None:
    camille = installation.opens(CAMILLE)
    assert accept_invitation(camille, actor=NADIA, env=installation.env) == NoInvitation()


def test_what_the_person_does_not_show_to_their_carers_is_not_there_for_them_until_they_show_it(
    installation: Installation, georges: RecordId, report: DocumentId
) -> None:
    env, holder = installation.env, Holder(georges)
    assert hide_from_carers(georges, report, actor=holder, env=env) == CarersSee(report, is_shown=False)
    cares(installation, georges)
    assert listed(installation, georges, NADIA) == []
    assert listed(installation, georges, holder) == [report]
    assert show_to_carers(georges, report, actor=holder, env=env) == CarersSee(report, is_shown=True)
    assert listed(installation, georges, NADIA) == [report]
    assert refused(hide_from_carers(georges, report, actor=NADIA, env=env)).told is Told.NOT_ALLOWED
