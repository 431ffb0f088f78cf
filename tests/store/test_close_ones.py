"""What ties representatives, carers and the professionals of a secret visit to a record, and what they agreed on."""

from dataclasses import replace
from datetime import timedelta

import pytest

from carnet.core.access.actions import Action
from carnet.core.access.actors import Carer, Holder, Representative
from carnet.core.access.facts import NO_TIE, BlockedBy, Tie
from carnet.core.consent.authorization import Authorization
from carnet.core.record.carer import Caring
from carnet.core.record.representation import Power, Representation
from carnet.store import carers, consents, facts, joint_agreements, secret_visits
from carnet.store.context import within
from tests.store.asking import A_PARENT, LATER, facts_of, tie_of
from tests.store.world import CHANCE, DR_HADDAD, DR_KELLER, HOSPITAL, KELLER, NOON, POLICY, OpenRecord

A_DAY = timedelta(days=1)
THE_OTHER = consents.Representation("the-other-parent", NOON - A_DAY, None)
A_CARER = Carer("a-carer")


# Representatives


@pytest.mark.parametrize("power", [*Power])
def test_a_representative_is_told_with_their_power(camille: OpenRecord, power: Power) -> None:
    with within(camille.id, exclusive=True):
        consents.add_representative(camille.id, consents.Representation("a-parent", NOON, None, power))
    assert tie_of(camille, A_PARENT).representation == Representation(power, NOON)
    with within(camille.id):
        assert consents.representatives(camille.id) == [consents.Representation("a-parent", NOON, None, power)]


def test_a_suspended_representative_is_told_since_when_until_they_act_again(camille: OpenRecord) -> None:
    with within(camille.id, exclusive=True):
        assert not consents.suspend_representative(camille.id, "a-parent", at=LATER)
        consents.add_representative(camille.id, consents.Representation("a-parent", NOON, None))
        assert consents.suspend_representative(camille.id, "a-parent", at=LATER)
    assert tie_of(camille, A_PARENT).representation == Representation(Power.PARENT, NOON, None, LATER)
    with within(camille.id, exclusive=True):
        assert consents.resume_representative(camille.id, "a-parent")
        assert not consents.resume_representative(camille.id, "a-parent")
    assert tie_of(camille, A_PARENT).representation == Representation(Power.PARENT, NOON)


def test_a_power_ends_when_it_is_ended_unless_it_ends_before(camille: OpenRecord) -> None:
    with within(camille.id, exclusive=True):
        consents.add_representative(camille.id, consents.Representation("a-parent", NOON, LATER + A_DAY))
        assert consents.end_representative(camille.id, "a-parent", at=LATER)
        assert not consents.end_representative(camille.id, "a-parent", at=LATER + A_DAY)
    assert tie_of(camille, A_PARENT).representation == Representation(Power.PARENT, NOON, LATER)


@pytest.mark.parametrize(
    ("other", "parents"),
    [
        (THE_OTHER, 2),
        (replace(THE_OTHER, power=Power.GUARDIAN), 1),
        (replace(THE_OTHER, valid_from=LATER + A_DAY), 1),
        (replace(THE_OTHER, valid_until=LATER), 1),
        (replace(THE_OTHER, suspended_at=LATER), 1),
    ],
)
def test_the_parents_of_a_record_are_those_whose_power_is_in_force(
    camille: OpenRecord, other: consents.Representation, parents: int
) -> None:
    with within(camille.id, exclusive=True):
        consents.add_representative(camille.id, consents.Representation("a-parent", NOON, None))
        consents.add_representative(camille.id, other)
    assert facts_of(camille, Holder(camille.id)).record.parents == parents


# Acts that need both parents


def asked_to_close(record: OpenRecord, actor: Representative, action: Action = Action.CLOSE_RECORD) -> bool:
    """Whether the other parent is told to have agreed, when this one asks an hour after noon."""
    with within(record.id):
        gathered = facts.about_record(record.id, action=action, actor=actor, at=LATER, policy=POLICY)
    return gathered.facts.tie.is_agreed_by_the_other_parent


def test_what_one_parent_asked_is_agreed_when_the_other_asks_it_and_for_nobody_else(camille: OpenRecord) -> None:
    with within(camille.id, exclusive=True):
        consents.add_representative(camille.id, consents.Representation("a-parent", NOON, None))
        consents.add_representative(camille.id, THE_OTHER)
        joint_agreements.agree(camille.id, Action.CLOSE_RECORD, "a-parent", at=NOON)
    assert asked_to_close(camille, Representative("the-other-parent"))
    assert not asked_to_close(camille, A_PARENT), "nobody agrees with themselves"
    assert not asked_to_close(camille, Representative("the-other-parent"), Action.CHOOSE_EMERGENCY_ACCESS)
    assert not facts_of(camille, Holder(camille.id)).tie.is_agreed_by_the_other_parent


@pytest.mark.parametrize(("days", "agreed"), [(29, True), (30, False)])
def test_an_agreement_lasts_thirty_days(camille: OpenRecord, days: int, agreed: bool) -> None:
    with within(camille.id, exclusive=True):
        consents.add_representative(camille.id, THE_OTHER)
        joint_agreements.agree(camille.id, Action.CLOSE_RECORD, THE_OTHER.account, at=LATER - timedelta(days=days))
    assert asked_to_close(camille, A_PARENT) == agreed


@pytest.mark.parametrize(
    "other",
    [
        replace(THE_OTHER, power=Power.GUARDIAN),
        replace(THE_OTHER, valid_until=LATER),
        replace(THE_OTHER, suspended_at=LATER),
    ],
)
def test_whoever_is_no_parent_now_agrees_to_nothing(camille: OpenRecord, other: consents.Representation) -> None:
    with within(camille.id, exclusive=True):
        consents.add_representative(camille.id, other)
        joint_agreements.agree(camille.id, Action.CLOSE_RECORD, other.account, at=NOON)
    assert not asked_to_close(camille, A_PARENT)


def test_an_agreement_serves_once_and_may_be_asked_again(camille: OpenRecord) -> None:
    with within(camille.id, exclusive=True):
        consents.add_representative(camille.id, THE_OTHER)
        joint_agreements.agree(camille.id, Action.CLOSE_RECORD, THE_OTHER.account, at=NOON)
        assert joint_agreements.mark_used(camille.id, Action.CLOSE_RECORD, at=LATER) == 1
        used = joint_agreements.JointAgreement(Action.CLOSE_RECORD, THE_OTHER.account, NOON, LATER)
        assert joint_agreements.agreements(camille.id) == [used]
    assert not asked_to_close(camille, A_PARENT)
    with within(camille.id, exclusive=True):
        joint_agreements.agree(camille.id, Action.CLOSE_RECORD, THE_OTHER.account, at=LATER)
    assert asked_to_close(camille, A_PARENT)


# Blocks


def test_a_block_set_by_a_representative_is_told_as_theirs(camille: OpenRecord) -> None:
    with within(camille.id, exclusive=True):
        consents.block(camille.id, KELLER, at=NOON, set_by=BlockedBy.REPRESENTATIVE)
        assert consents.blocks(camille.id) == [consents.Block(KELLER, NOON, BlockedBy.REPRESENTATIVE)]
    assert tie_of(camille, DR_KELLER) == Tie(blocked_by=BlockedBy.REPRESENTATIVE)


def test_the_holders_own_block_counts_first(camille: OpenRecord) -> None:
    with within(camille.id, exclusive=True):
        consents.block(camille.id, KELLER, at=NOON, set_by=BlockedBy.REPRESENTATIVE)
        consents.block(camille.id, HOSPITAL, at=NOON)
    assert tie_of(camille, DR_KELLER).blocked_by is BlockedBy.HOLDER


def test_a_representative_does_not_make_the_holders_living_block_theirs(camille: OpenRecord) -> None:
    with within(camille.id, exclusive=True):
        consents.block(camille.id, KELLER, at=NOON)
        consents.block(camille.id, KELLER, at=LATER, set_by=BlockedBy.REPRESENTATIVE)
    assert tie_of(camille, DR_KELLER).blocked_by is BlockedBy.HOLDER
    with within(camille.id, exclusive=True):
        consents.unblock(camille.id, KELLER, at=LATER)
        consents.block(camille.id, KELLER, at=LATER, set_by=BlockedBy.REPRESENTATIVE)
    assert tie_of(camille, DR_KELLER).blocked_by is BlockedBy.REPRESENTATIVE


# Carers


def accepted(record: OpenRecord, *, until_days: int = 365) -> Caring:
    """A carer is invited at noon and accepts a minute later."""
    at = NOON + timedelta(minutes=1)
    with within(record.id, exclusive=True):
        assert carers.invite(record.id, A_CARER.account, at=NOON, ends_at=NOON + 7 * A_DAY)
        assert carers.accept(record.id, A_CARER.account, at=at, until=at + until_days * A_DAY)
    return Caring(at, at + until_days * A_DAY)


def test_a_carer_is_told_from_the_day_they_accept(camille: OpenRecord) -> None:
    with within(camille.id, exclusive=True):
        carers.invite(camille.id, A_CARER.account, at=NOON, ends_at=NOON + 7 * A_DAY)
    assert tie_of(camille, A_CARER) == NO_TIE
    caring = accepted(camille)
    assert tie_of(camille, A_CARER) == Tie(caring=caring)
    assert tie_of(camille, Representative(A_CARER.account)) == NO_TIE, "a carer represents nobody"


def test_an_invitation_that_has_expired_cannot_be_accepted(camille: OpenRecord) -> None:
    with within(camille.id, exclusive=True):
        carers.invite(camille.id, A_CARER.account, at=NOON, ends_at=LATER)
        assert not carers.accept(camille.id, A_CARER.account, at=LATER, until=LATER + 365 * A_DAY)
        assert carers.count_carers(camille.id, at=LATER) == 0


def test_who_cares_already_is_reconfirmed_and_not_invited_anew(camille: OpenRecord) -> None:
    caring = accepted(camille)
    with within(camille.id, exclusive=True):
        assert not carers.invite(camille.id, A_CARER.account, at=LATER, ends_at=LATER + 7 * A_DAY)
        assert carers.reconfirm(camille.id, A_CARER.account, until=caring.until + 365 * A_DAY)
        assert not carers.reconfirm(camille.id, "a-stranger", until=caring.until)
    assert tie_of(camille, A_CARER).caring == replace(caring, until=caring.until + 365 * A_DAY)


def test_an_ended_carer_is_told_ended_and_may_be_invited_again(camille: OpenRecord) -> None:
    caring = accepted(camille)
    with within(camille.id, exclusive=True):
        assert carers.end(camille.id, A_CARER.account, at=LATER)
        assert not carers.end(camille.id, A_CARER.account, at=LATER)
        assert not carers.reconfirm(camille.id, A_CARER.account, until=caring.until + A_DAY)
        (listed,) = carers.carers(camille.id)
        assert (listed.account, listed.caring, listed.ended_at) == ("a-carer", replace(caring, ended_at=LATER), LATER)
    assert tie_of(camille, A_CARER).caring == replace(caring, ended_at=LATER)
    with within(camille.id, exclusive=True):
        assert carers.invite(camille.id, A_CARER.account, at=LATER, ends_at=LATER + A_DAY)
    assert tie_of(camille, A_CARER) == NO_TIE


def test_carers_are_counted_for_the_person_and_for_the_carer(camille: OpenRecord, georges: OpenRecord) -> None:
    caring = accepted(camille)
    accepted(georges)
    with within(camille.id, exclusive=True):
        carers.invite(camille.id, "another", at=NOON, ends_at=LATER + A_DAY)
        assert carers.count_carers(camille.id, at=LATER) == 2, "an invitation counts while it waits"
        assert carers.count_carers(camille.id, at=LATER + A_DAY) == 1
        assert carers.count_persons(A_CARER.account, at=LATER) == 2
        assert carers.count_persons(A_CARER.account, at=caring.until) == 0
    assert set(carers.persons(A_CARER.account, at=LATER)) == {camille.id, georges.id}
    with within(georges.id, exclusive=True):
        assert carers.end_all(georges.id, at=LATER) == 1
    assert carers.persons(A_CARER.account, at=LATER) == [camille.id]


# Secret visits


def visited(record: OpenRecord, *, opened_minutes: int = 0, lasting: timedelta = A_DAY) -> secret_visits.SecretVisit:
    """A secret visit to Dr Keller begins so many minutes after noon."""
    at = NOON + timedelta(minutes=opened_minutes)
    visit = secret_visits.SecretVisit(
        CHANCE.identifier(), KELLER, Authorization(at, at + lasting), NOON + timedelta(days=60)
    )
    with within(record.id, exclusive=True):
        secret_visits.open_visit(
            record.id, KELLER, visit=visit.id, at=at, until=at + lasting, period_until=visit.period_until
        )
    return visit


def test_the_professional_of_a_secret_visit_is_told_the_authorisation_that_it_gave(camille: OpenRecord) -> None:
    visit = visited(camille)
    assert tie_of(camille, DR_KELLER) == Tie(secret_visit=visit.authorization, secret_visit_id=visit.id)
    assert tie_of(camille, DR_HADDAD) == NO_TIE
    with within(camille.id):
        assert secret_visits.visits(camille.id) == [visit]


def test_a_visit_ends_when_it_is_ended_and_its_period_goes_on(camille: OpenRecord) -> None:
    visit = visited(camille)
    end = NOON + timedelta(minutes=30)
    with within(camille.id, exclusive=True):
        assert secret_visits.end_visit(camille.id, visit.id, at=end)
        assert not secret_visits.end_visit(camille.id, visit.id, at=end)
        assert secret_visits.period_in_force(camille.id, at=LATER) == visit.period_until
    assert tie_of(camille, DR_KELLER).secret_visit == Authorization(NOON, end)


def test_the_living_visit_is_told_rather_than_a_later_one_that_was_ended(camille: OpenRecord) -> None:
    living, ended = visited(camille), visited(camille, opened_minutes=10)
    with within(camille.id, exclusive=True):
        secret_visits.end_visit(camille.id, ended.id, at=NOON + timedelta(minutes=20))
    assert tie_of(camille, DR_KELLER).secret_visit_id == living.id


def test_what_follows_a_visit_is_held_until_its_period_has_ended(camille: OpenRecord) -> None:
    def is_held() -> bool:
        with within(camille.id):
            gathered = facts.about_record(
                camille.id, action=Action.DEPOSIT_DOCUMENTS, actor=DR_HADDAD, at=LATER, policy=POLICY
            )
        return gathered.standing.holds_what_follows

    assert not is_held()
    visit = visited(camille)
    assert is_held()
    with within(camille.id, exclusive=True):
        assert secret_visits.choose_period(camille.id, visit.id, period_until=LATER)
        assert secret_visits.period_in_force(camille.id, at=LATER) is None
    assert not is_held()
