"""When a yes ends: chosen, usual, renewed, taken back; and the status that ends with it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from carnet.core.access.actors import Holder, Professional
from carnet.core.access.decision import Told
from carnet.core.consent.authorization import Authorization
from carnet.core.consent.durations import Durations, read_durations
from carnet.core.consent.ending import end_of_day
from carnet.core.consent.grantee import Grantee
from carnet.core.identifiers import RecordId
from carnet.store import consents, directory
from carnet.store.context import within
from carnet.usecases.consent.authorize_professional import Authorized, EndIsPast, authorize_professional
from carnet.usecases.consent.block_professional import block_professional, unblock_professional
from carnet.usecases.consent.declare_consent import declare_consent
from carnet.usecases.consent.name_treating_physician import Named, name_treating_physician
from carnet.usecases.consent.withdraw_authorization import Withdrawn, give_up_access, withdraw_authorization
from tests.conftest import NOON
from tests.installation import CAMILLE, HADDAD, HOSPITAL, HUGO, KELLER, NURSE, PRACTICE, Installation, refused
from tests.store.database import Database
from tests.usecases.looking import reads, rows, told

DAY = timedelta(days=1)
IN_30_DAYS = end_of_day((NOON + 30 * DAY).date())
IN_60_DAYS = end_of_day((NOON + 60 * DAY).date())
TABLE = """profession,facility_type,days
10,,30
10,SA01,60
,SA01,60
"""


@pytest.fixture
def timed(installation: Installation) -> Installation:
    """The operator lets a yes to a doctor last 30 days, and 60 days in a hospital."""
    durations = read_durations(TABLE)
    assert isinstance(durations, Durations)
    hospital = directory.find_organization(HOSPITAL)
    assert hospital is not None
    directory.save_organization(replace(hospital, facility_type="SA01"))
    return Installation(replace(installation.env, durations=durations))


@pytest.fixture
def camille(installation: Installation) -> RecordId:
    return installation.opens(CAMILLE)


def declares(who: Professional, record: RecordId, here: Installation) -> Authorization:
    answer = declare_consent(record, person_is_present=True, actor=who, env=here.env)
    assert isinstance(answer, Authorized)
    return answer.authorization


def test_a_declared_yes_lasts_for_the_usual_time_of_the_profession_and_the_place(
    timed: Installation, camille: RecordId
) -> None:
    assert declares(KELLER, camille, timed) == Authorization(NOON, IN_30_DAYS)
    assert declares(HADDAD, camille, timed) == Authorization(NOON, IN_60_DAYS)
    assert declares(HUGO, camille, timed) == Authorization(NOON), "no line speaks of pharmacists"
    timed.at(IN_30_DAYS - timedelta(seconds=1))
    assert reads(KELLER, camille, timed)
    timed.at(IN_30_DAYS)
    assert not reads(KELLER, camille, timed)
    assert reads(HUGO, camille, timed)


def test_a_new_declared_presence_renews_it_and_never_shortens_it(timed: Installation, camille: RecordId) -> None:
    declares(HADDAD, camille, timed)
    timed.at(NOON + 10 * DAY)
    at_the_practice = replace(HADDAD, organization=PRACTICE)
    assert declares(at_the_practice, camille, timed) == Authorization(NOON, IN_60_DAYS), "30 days would be less"
    assert declares(HADDAD, camille, timed) == Authorization(NOON, end_of_day((NOON + 70 * DAY).date()))


def test_the_end_that_the_person_chose_is_theirs(timed: Installation, camille: RecordId) -> None:
    chosen = end_of_day((NOON + 3 * DAY).date())
    timed.authorizes(camille, KELLER, until=chosen)
    assert declares(KELLER, camille, timed) == Authorization(NOON, chosen)
    timed.at(chosen)
    assert not reads(KELLER, camille, timed)
    assert declares(KELLER, camille, timed).ends_at == end_of_day((chosen + 30 * DAY).date())


def test_the_person_may_leave_it_to_the_usual_time_or_choose_none(timed: Installation, camille: RecordId) -> None:
    env, holder = timed.env, Holder(camille)

    def gives(grantee: Grantee, *, for_the_usual_time: bool = False) -> Authorization:
        answer = authorize_professional(camille, grantee, for_the_usual_time=for_the_usual_time, actor=holder, env=env)
        assert isinstance(answer, Authorized)
        return answer.authorization

    assert gives(KELLER.identifier, for_the_usual_time=True).ends_at == IN_30_DAYS
    assert gives(HADDAD.identifier, for_the_usual_time=True).ends_at == IN_60_DAYS
    assert gives(HOSPITAL, for_the_usual_time=True).ends_at == IN_60_DAYS
    assert gives(KELLER.identifier).ends_at is None
    timed.at(NOON + DAY)
    assert declares(HADDAD, camille, timed).ends_at == end_of_day((NOON + 61 * DAY).date()), "the usual time is renewed"


def test_an_end_that_is_past_is_told_and_gives_nothing(
    installation: Installation, camille: RecordId, database: Database
) -> None:
    before = told(installation, camille)
    answer = authorize_professional(camille, KELLER.identifier, until=NOON, actor=Holder(camille), env=installation.env)
    assert answer == EndIsPast()
    assert told(installation, camille) == before
    assert rows(database, "access_authorization") == {"access_authorization": 0}


def test_a_yes_taken_back_ends_at_once_and_blocks_nobody(installation: Installation, camille: RecordId) -> None:
    env, holder = installation.env, Holder(camille)
    installation.authorizes(camille, HOSPITAL)
    installation.authorizes(camille, KELLER)
    assert withdraw_authorization(camille, KELLER.identifier, actor=holder, env=env) == Withdrawn(KELLER.identifier)
    assert withdraw_authorization(camille, HOSPITAL, actor=holder, env=env) == Withdrawn(HOSPITAL)
    assert not any(reads(who, camille, installation) for who in (KELLER, NURSE))
    assert refused(withdraw_authorization(camille, HUGO.identifier, actor=KELLER, env=env)).told is Told.NO_ACCESS
    declares(KELLER, camille, installation)
    assert reads(KELLER, camille, installation)


def test_a_professional_gives_up_their_own_access_when_the_person_takes_their_yes_back(
    installation: Installation, camille: RecordId
) -> None:
    env = installation.env
    assert refused(give_up_access(camille, actor=KELLER, env=env)).told is Told.NO_ACCESS
    for who in (KELLER, HADDAD):
        installation.authorizes(camille, who)
    assert give_up_access(camille, actor=KELLER, env=env) == Withdrawn(KELLER.identifier)
    assert not reads(KELLER, camille, installation)
    assert reads(HADDAD, camille, installation)


@pytest.mark.parametrize("how", ["expiry", "withdrawal", "giving up", "block"])
def test_expiry_withdrawal_and_block_end_the_status_for_good(
    how: str, installation: Installation, camille: RecordId
) -> None:
    env, holder = installation.env, Holder(camille)
    installation.authorizes(camille, KELLER, until=NOON + DAY)
    assert name_treating_physician(camille, KELLER.identifier, actor=holder, env=env) == Named(KELLER.identifier)
    match how:
        case "expiry":
            installation.at(NOON + DAY)
        case "withdrawal":
            withdraw_authorization(camille, KELLER.identifier, actor=holder, env=env)
        case "giving up":
            give_up_access(camille, actor=KELLER, env=env)
        case _:
            block_professional(camille, KELLER.identifier, actor=holder, env=env)
            unblock_professional(camille, KELLER.identifier, actor=holder, env=env)
    declares(KELLER, camille, installation)
    with within(camille):
        assert consents.treating_physicians(camille) == []
    answer = block_professional(camille, HUGO.identifier, person_asks=True, actor=KELLER, env=env)
    assert refused(answer).told is Told.NO_ACCESS


def test_a_status_outlives_a_renewal_that_comes_in_time(timed: Installation, camille: RecordId) -> None:
    declares(KELLER, camille, timed)
    name_treating_physician(camille, KELLER.identifier, actor=Holder(camille), env=timed.env)
    timed.at(NOON + 29 * DAY)
    declares(KELLER, camille, timed)
    with within(camille):
        assert consents.treating_physicians(camille) == [KELLER.identifier]


def test_after_a_block_is_lifted_consent_is_asked_anew_and_cannot_be_given_before(
    installation: Installation, camille: RecordId
) -> None:
    env, holder = installation.env, Holder(camille)
    block_professional(camille, KELLER.identifier, actor=holder, env=env)
    early = authorize_professional(camille, KELLER.identifier, actor=holder, env=env)
    assert refused(early).told is Told.LIFT_THE_BLOCK_FIRST
    unblock_professional(camille, KELLER.identifier, actor=holder, env=env)
    assert not reads(KELLER, camille, installation)
    declares(KELLER, camille, installation)
    assert reads(KELLER, camille, installation)


def test_a_care_team_reads_until_the_end_that_was_chosen_for_its_establishment(
    installation: Installation, camille: RecordId
) -> None:
    installation.authorizes(camille, HOSPITAL, until=NOON + DAY)
    assert reads(NURSE, camille, installation)
    assert not reads(KELLER, camille, installation)
    installation.at(NOON + DAY)
    assert not reads(NURSE, camille, installation)
