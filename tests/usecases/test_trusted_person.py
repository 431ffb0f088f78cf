"""The unconscious person: whom they trust may confirm the care team, for that stay only, and they are told at once."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from carnet.core.access.actors import Holder, Professional
from carnet.core.access.decision import Told
from carnet.core.accounts.lockout import CLOSED_FOR
from carnet.core.identifiers import RecordId
from carnet.usecases.consent.authorize_professional import Authorized
from carnet.usecases.consent.block_professional import block_professional
from carnet.usecases.consent.choose_trusted_person import (
    NoSuchName,
    TrustedPerson,
    choose_trusted_person,
    read_trusted_person,
)
from carnet.usecases.consent.confirm_care_team import StayTooLong, TooManyNames, confirm_care_team
from carnet.usecases.consent.withdraw_authorization import withdraw_authorization
from carnet.usecases.record.close_record import close_record
from tests.conftest import NOON
from tests.installation import CAMILLE, HADDAD, HOSPITAL, KELLER, NURSE, Installation, refused
from tests.store.database import Database
from tests.usecases.family.family import LOU
from tests.usecases.looking import NOBODY, owed, reads, traced

SACHA = "Sacha Morel-Lefèvre"
STAY = NOON + timedelta(days=10)


@pytest.fixture
def camille(installation: Installation) -> RecordId:
    """Camille's record, which names Sacha."""
    record = installation.opens(CAMILLE)
    named = choose_trusted_person(record, SACHA, actor=Holder(record), env=installation.env)
    assert isinstance(named, TrustedPerson)
    return record


def confirms(
    here: Installation,
    record: RecordId,
    *,
    by: Professional = HADDAD,
    name: str = SACHA,
    until: datetime = STAY,
    cannot_answer: bool = True,
) -> object:
    """A professional of the hospital writes down what the one at the bedside says."""
    return confirm_care_team(
        record, cannot_answer=cannot_answer, confirmed_by=name, until=until, actor=by, env=here.env
    )


def test_her_care_team_reads_until_the_stay_ends_and_nobody_else_does(
    installation: Installation, camille: RecordId
) -> None:
    answer = confirms(installation, camille)
    assert isinstance(answer, Authorized)
    assert answer.authorization.ends_at == STAY
    assert reads(HADDAD, camille, installation)
    elsewhere = replace(HADDAD, organization=None)
    assert not reads(elsewhere, camille, installation)
    installation.at(STAY - timedelta(seconds=1))
    assert reads(HADDAD, camille, installation)
    installation.at(STAY)
    assert not reads(HADDAD, camille, installation)


def test_she_is_told_at_once_on_every_channel_and_her_history_says_who_wrote_it_down(
    installation: Installation, camille: RecordId, database: Database
) -> None:
    confirms(installation, camille)
    assert ("stay-confirmed", NOON, False) in owed(database)
    (line,) = [one for one in traced(installation, camille) if one.action.value == "confirm-care-team"]
    assert line.concerned is not None
    assert (line.actor.identifier, line.concerned.identifier) == (HADDAD.identifier.value, HOSPITAL.value)
    assert line.detail.endswith(STAY.isoformat())
    assert "Sacha" not in repr(line)


def test_she_ends_it_at_once_whenever_she_wants(installation: Installation, camille: RecordId) -> None:
    confirms(installation, camille)
    withdraw_authorization(camille, HOSPITAL, actor=Holder(camille), env=installation.env)
    assert not reads(HADDAD, camille, installation)


@pytest.mark.parametrize("name", ["sacha morel-lefevre", "MOREL LEFEVRE Sacha"])
def test_the_name_counts_and_not_the_way_it_is_written(
    installation: Installation, camille: RecordId, name: str
) -> None:
    assert isinstance(confirms(installation, camille, name=name), Authorized)


def test_another_name_nobody_named_a_block_a_closed_record_and_no_record_are_answered_alike(
    installation: Installation, camille: RecordId
) -> None:
    env = installation.env
    answers = [refused(confirms(installation, camille, name="Sacha Morel"))]
    answers.append(
        refused(confirm_care_team(NOBODY, cannot_answer=True, confirmed_by=SACHA, until=STAY, actor=HADDAD, env=env))
    )
    choose_trusted_person(camille, "", actor=Holder(camille), env=env)
    answers.append(refused(confirms(installation, camille)))
    choose_trusted_person(camille, SACHA, actor=Holder(camille), env=env)
    block_professional(camille, HADDAD.identifier, actor=Holder(camille), env=env)
    answers.append(refused(confirms(installation, camille)))
    installation.at(NOON + CLOSED_FOR)  # three were refused: a fourth waits
    close_record(camille, reason="holder-asks", actor=Holder(camille), env=env)
    answers.append(refused(confirms(installation, camille)))
    assert {answer.told for answer in answers} == {Told.NOT_CONFIRMED}
    assert not reads(HADDAD, camille, installation)


def test_three_guesses_make_a_professional_wait_however_right_the_fourth_is(
    installation: Installation, camille: RecordId
) -> None:
    for name in ("Sacha", "Sacha Morel", "Claude Morel"):
        assert refused(confirms(installation, camille, name=name)).told is Told.NOT_CONFIRMED
    assert confirms(installation, camille) == TooManyNames(NOON + CLOSED_FOR)
    assert not reads(HADDAD, camille, installation)
    lines = [one for one in traced(installation, camille) if one.action.value == "confirm-care-team"]
    assert [one.outcome.value for one in lines] == ["refused"] * 4
    installation.at(NOON + CLOSED_FOR)
    assert isinstance(confirms(installation, camille), Authorized)


def test_the_guesses_of_one_professional_keep_no_other_waiting(installation: Installation, camille: RecordId) -> None:
    for name in ("Sacha", "Sacha Morel", "Claude Morel"):
        confirms(installation, camille, name=name)
    colleague = replace(HADDAD, identifier=KELLER.identifier)
    assert isinstance(confirms(installation, camille, by=colleague), Authorized)


def test_nobody_confirms_for_somebody_who_can_answer(installation: Installation, camille: RecordId) -> None:
    assert refused(confirms(installation, camille, cannot_answer=False)).told is Told.NOT_CONFIRMED


def test_a_stay_lasts_thirty_days_at_most(installation: Installation, camille: RecordId) -> None:
    for until in (NOON, NOON - timedelta(days=1), NOON + timedelta(days=30, seconds=1)):
        assert confirms(installation, camille, until=until) == StayTooLong(30)
    assert isinstance(confirms(installation, camille, until=NOON + timedelta(days=30)), Authorized)


def test_a_yes_of_her_own_is_not_changed_by_it(installation: Installation, camille: RecordId) -> None:
    installation.authorizes(camille, HOSPITAL)
    answer = confirms(installation, camille)
    assert isinstance(answer, Authorized)
    assert answer.authorization.ends_at is None


def test_she_names_one_person_at_a_time_and_takes_it_back(installation: Installation, camille: RecordId) -> None:
    env, holder = installation.env, Holder(camille)
    choose_trusted_person(camille, "  Dominique   Petit ", actor=holder, env=env)
    assert read_trusted_person(camille, actor=holder, env=env) == TrustedPerson("Dominique Petit")
    refused(confirms(installation, camille, name=SACHA))
    choose_trusted_person(camille, "", actor=holder, env=env)
    assert read_trusted_person(camille, actor=holder, env=env) == TrustedPerson("")
    assert choose_trusted_person(camille, "12", actor=holder, env=env) == NoSuchName()
    assert choose_trusted_person(camille, "x" * 121, actor=holder, env=env) == NoSuchName()


def test_a_minor_and_a_nurse_name_nobody(installation: Installation, camille: RecordId) -> None:
    lou = installation.opens(LOU)
    refused(choose_trusted_person(lou, SACHA, actor=Holder(lou), env=installation.env))
    refused(choose_trusted_person(camille, SACHA, actor=NURSE, env=installation.env))
    refused(read_trusted_person(camille, actor=NURSE, env=installation.env))
