"""Parents, guardians and the desk: who acts for somebody, since when, until when, and what takes both parents."""

from datetime import datetime, timedelta

import pytest

from carnet.core.access.actions import Action
from carnet.core.access.actors import Holder, Representative
from carnet.core.access.decision import Refusal, Told
from carnet.core.emergency.access import EmergencySwitches
from carnet.core.identifiers import RecordId
from carnet.core.record.majority import PARIS
from carnet.core.record.representation import Power, Representation
from carnet.store import consents, records
from carnet.store.context import within
from carnet.usecases.consent.choose_emergency_access import Chosen, choose_emergency_access
from carnet.usecases.family.agree_jointly import Agreed, NeedsNoAgreement, agree_jointly
from carnet.usecases.family.record_representation import (
    PowerDoesNotFit,
    Represented,
    TwoParentsAlready,
    record_representation,
)
from carnet.usecases.family.suspend_representation import (
    NoSuchRepresentative,
    RepresentationSuspended,
    TwoAgentsNeeded,
    suspend_representation,
)
from carnet.usecases.record.close_record import Closed, close_record
from tests.conftest import NOON
from tests.installation import CAMILLE, Installation, refused
from tests.usecases.family.family import (
    DESK,
    FATHER,
    MOTHER,
    SECOND_AGENT,
    acts_read_by,
    is_parent_of,
    listed,
    may_list,
)
from tests.usecases.looking import told, traced

COMES_OF_AGE = datetime(2029, 6, 9, tzinfo=PARIS)
NO_GLASS = EmergencySwitches(samu=True, break_the_glass=False, masked_documents=False)
ALL_ON = EmergencySwitches(samu=True, break_the_glass=True, masked_documents=True)
UNCLE = Representative("uncle-of-lou")


def recorded(here: Installation, record: RecordId, who: Representative, power: Power) -> object:
    return record_representation(record, who.account, power, proof="judgment", actor=DESK, env=here.env)


def test_either_parent_reads_and_acts_and_each_sees_that_the_other_did(
    installation: Installation, lou: RecordId
) -> None:
    assert listed(installation, lou, FATHER) == listed(installation, lou, MOTHER) == []
    assert choose_emergency_access(lou, ALL_ON, actor=FATHER, env=installation.env) == Chosen(ALL_ON)
    assert "choose-emergency-access" in acts_read_by(installation, lou, MOTHER)


def test_a_parents_power_is_written_until_the_very_midnight_of_majority(
    installation: Installation, lou: RecordId
) -> None:
    with within(lou):
        assert {one.valid_until for one in consents.representatives(lou)} == {COMES_OF_AGE}
    installation.at(COMES_OF_AGE - timedelta(seconds=1))
    assert may_list(installation, lou, FATHER)
    installation.at(COMES_OF_AGE)
    assert not may_list(installation, lou, FATHER)
    assert may_list(installation, lou, Holder(lou))


def test_a_minor_has_two_parents_at_most_and_one_may_be_recorded_anew(
    installation: Installation, lou: RecordId
) -> None:
    assert recorded(installation, lou, UNCLE, Power.PARENT) == TwoParentsAlready()
    assert isinstance(recorded(installation, lou, MOTHER, Power.PARENT), Represented)
    assert isinstance(recorded(installation, lou, UNCLE, Power.DELEGATE), Represented)
    assert not may_list(installation, lou, Representative("somebody-else"))
    assert may_list(installation, lou, UNCLE)


@pytest.mark.parametrize(("power", "may_read"), [(Power.CHILD_WELFARE, True), (Power.GUARDIAN_OF_PROPERTY, False)])
def test_what_a_judge_gave_is_what_may_be_used(
    installation: Installation, lou: RecordId, power: Power, may_read: bool
) -> None:
    assert isinstance(recorded(installation, lou, UNCLE, power), Represented)
    assert may_list(installation, lou, UNCLE) is may_read


def test_a_power_begins_on_its_day_and_ends_on_its_day(installation: Installation, lou: RecordId) -> None:
    begins, ends = NOON + timedelta(days=1), NOON + timedelta(days=2)
    answer = record_representation(
        lou,
        UNCLE.account,
        Power.DELEGATE,
        proof="judgment",
        begins_at=begins,
        ends_at=ends,
        actor=DESK,
        env=installation.env,
    )
    assert answer == Represented(Representation(Power.DELEGATE, begins, ends))
    seen = []
    for instant in (NOON, begins, ends):
        installation.at(instant)
        seen.append(may_list(installation, lou, UNCLE))
    assert seen == [False, True, False]


def test_nobody_is_a_parent_of_an_adult_and_a_guardian_comes_with_the_protection(installation: Installation) -> None:
    camille = installation.opens(CAMILLE)
    guardian = Representative("guardian-of-camille")
    assert recorded(installation, camille, guardian, Power.PARENT) == PowerDoesNotFit()
    assert recorded(installation, camille, guardian, Power.GUARDIAN) == PowerDoesNotFit()
    with within(camille, exclusive=True):
        records.protect(camille, at=NOON)
    assert recorded(installation, camille, guardian, Power.PARENT) == PowerDoesNotFit()
    assert isinstance(recorded(installation, camille, guardian, Power.GUARDIAN), Represented)
    assert may_list(installation, camille, guardian)
    assert may_list(installation, camille, Holder(camille))


def test_only_the_desk_records_and_every_attempt_is_traced(installation: Installation, lou: RecordId) -> None:
    answer = record_representation(
        lou,
        UNCLE.account,
        Power.DELEGATE,
        proof="judgment",
        actor=FATHER,  # type: ignore[arg-type]  # what a door must never do
        env=installation.env,
    )
    assert isinstance(answer, Refusal)
    assert told(installation, lou)[-1] == ("record-representation", "refused", "delegate judgment")


def test_a_suspended_parent_reads_nothing_from_the_next_request_on_and_the_other_goes_on(
    installation: Installation, lou: RecordId
) -> None:
    env = installation.env
    alone = suspend_representation(lou, FATHER.account, confirmed_by=DESK, proof="order", actor=DESK, env=env)
    assert alone == TwoAgentsNeeded()
    assert may_list(installation, lou, FATHER)
    answer = suspend_representation(lou, FATHER.account, confirmed_by=SECOND_AGENT, proof="order", actor=DESK, env=env)
    assert answer == RepresentationSuspended()
    assert not may_list(installation, lou, FATHER)
    assert may_list(installation, lou, MOTHER)
    line = next(one for one in traced(installation, lou) if one.action is Action.SUSPEND_REPRESENTATION)
    assert (line.actor.identifier, line.detail) == ("agent-1", "order agent-2")
    again = suspend_representation(lou, FATHER.account, confirmed_by=SECOND_AGENT, proof="order", actor=DESK, env=env)
    assert again == NoSuchRepresentative()
    is_parent_of(installation, lou, FATHER)
    assert may_list(installation, lou, FATHER)


def test_closing_takes_both_parents_whoever_agrees_first(installation: Installation, lou: RecordId) -> None:
    env = installation.env
    alone = close_record(lou, reason="holder-asks", actor=FATHER, env=env)
    assert refused(alone).told is Told.BOTH_PARENTS
    assert agree_jointly(lou, Action.CLOSE_RECORD, actor=MOTHER, env=env) == Agreed(Action.CLOSE_RECORD)
    assert isinstance(close_record(lou, reason="holder-asks", actor=FATHER, env=env), Closed)


def test_ones_own_agreement_is_not_the_others(installation: Installation, lou: RecordId) -> None:
    agree_jointly(lou, Action.CLOSE_RECORD, actor=FATHER, env=installation.env)
    answer = close_record(lou, reason="holder-asks", actor=FATHER, env=installation.env)
    assert refused(answer).told is Told.BOTH_PARENTS


def test_an_agreement_to_one_act_is_none_to_another_and_does_not_last(
    installation: Installation, lou: RecordId
) -> None:
    env = installation.env
    agree_jointly(lou, Action.CHOOSE_EMERGENCY_ACCESS, actor=MOTHER, env=env)
    assert isinstance(close_record(lou, reason="holder-asks", actor=FATHER, env=env), Refusal)
    agree_jointly(lou, Action.CLOSE_RECORD, actor=MOTHER, env=env)
    installation.at(NOON + timedelta(days=30))
    assert isinstance(close_record(lou, reason="holder-asks", actor=FATHER, env=env), Refusal)


def test_refusing_emergencies_takes_both_and_allowing_them_again_either(
    installation: Installation, lou: RecordId
) -> None:
    env = installation.env
    assert refused(choose_emergency_access(lou, NO_GLASS, actor=FATHER, env=env)).told is Told.BOTH_PARENTS
    agree_jointly(lou, Action.CHOOSE_EMERGENCY_ACCESS, actor=MOTHER, env=env)
    assert choose_emergency_access(lou, NO_GLASS, actor=FATHER, env=env) == Chosen(NO_GLASS)
    assert choose_emergency_access(lou, ALL_ON, actor=MOTHER, env=env) == Chosen(ALL_ON)
    assert refused(choose_emergency_access(lou, NO_GLASS, actor=FATHER, env=env)).told is Told.BOTH_PARENTS


def test_where_one_parent_is_suspended_the_other_acts_alone(installation: Installation, lou: RecordId) -> None:
    suspend_representation(
        lou, FATHER.account, confirmed_by=SECOND_AGENT, proof="order", actor=DESK, env=installation.env
    )
    assert isinstance(close_record(lou, reason="holder-asks", actor=MOTHER, env=installation.env), Closed)


def test_what_either_may_do_alone_needs_no_agreement(installation: Installation, lou: RecordId) -> None:
    answer = agree_jointly(lou, Action.BLOCK_PROFESSIONAL, actor=FATHER, env=installation.env)
    assert answer == NeedsNoAgreement()


def test_the_agreement_of_one_who_is_no_parent_is_refused(installation: Installation, lou: RecordId) -> None:
    recorded(installation, lou, UNCLE, Power.DELEGATE)
    assert isinstance(agree_jointly(lou, Action.CLOSE_RECORD, actor=UNCLE, env=installation.env), Refusal)
