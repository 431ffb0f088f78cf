"""A minor sees a professional and keeps it from those who represent her: nothing of it reaches them."""

from datetime import timedelta

import pytest

from carnet.core.access.actors import Holder
from carnet.core.access.decision import Refusal, Told
from carnet.core.identifiers import RecordId
from carnet.core.record.secret_visit import PERIOD_IN_DAYS, VISIT_LASTS, PeriodOutOfBounds
from carnet.core.vocabulary.confidentiality import Confidentiality
from carnet.usecases.consent.block_professional import Blocked, block_professional
from carnet.usecases.consent.declare_consent import declare_consent
from carnet.usecases.emergency.break_the_glass import GlassBroken, break_the_glass
from carnet.usecases.family.end_secret_visit import SecretVisitEnded, end_secret_visit
from carnet.usecases.family.open_secret_visit import SecretVisitOpened, open_secret_visit
from carnet.usecases.feeding.deposit_documents import deposit_documents
from tests.conftest import NOON
from tests.installation import HADDAD, KELLER, SECRETARY, Installation, note, refused, submission_of
from tests.store.database import Database
from tests.usecases.family.family import FATHER, LOU, acts_read_by, listed, may_list, visits
from tests.usecases.looking import owed, traced

KEPT = frozenset({Confidentiality.HIDDEN_FROM_REPRESENTATIVES})


def test_with_the_minors_consent_the_professional_reads_until_the_visit_ends(
    installation: Installation, lou: RecordId
) -> None:
    assert refused(end_secret_visit(lou, actor=KELLER, env=installation.env)).told is Told.NO_ACCESS
    visits(installation, lou)
    assert listed(installation, lou, KELLER) == []
    assert end_secret_visit(lou, actor=KELLER, env=installation.env) == SecretVisitEnded()
    assert not may_list(installation, lou, KELLER)


def test_a_visit_that_nobody_ends_ends_by_itself(installation: Installation, lou: RecordId) -> None:
    opened = visits(installation, lou)
    assert (opened.until, opened.held_until) == (NOON + VISIT_LASTS, NOON + timedelta(days=PERIOD_IN_DAYS))
    installation.at(opened.until)
    assert not may_list(installation, lou, KELLER)


def test_without_the_minors_consent_there_is_no_visit(installation: Installation, lou: RecordId) -> None:
    for who, consents in ((KELLER, False), (SECRETARY, True)):
        answer = open_secret_visit(lou, minor_consents=consents, actor=who, env=installation.env)
        assert isinstance(answer, Refusal)
    assert acts_read_by(installation, lou, FATHER) == ["open-record", "record-representation", "record-representation"]


@pytest.mark.parametrize("days", [0, 366])
def test_the_period_is_a_number_of_days_within_the_year(installation: Installation, lou: RecordId, days: int) -> None:
    answer = open_secret_visit(lou, minor_consents=True, days=days, actor=KELLER, env=installation.env)
    assert answer == PeriodOutOfBounds()


def test_opening_a_visit_again_changes_its_period_and_nothing_else(installation: Installation, lou: RecordId) -> None:
    first = visits(installation, lou)
    installation.at(NOON + timedelta(hours=1))
    again = open_secret_visit(lou, minor_consents=True, days=10, actor=KELLER, env=installation.env)
    expected = SecretVisitOpened(lou, first.visit, first.until, NOON + timedelta(hours=1, days=10))
    assert again == expected


def test_a_parents_block_does_not_stop_the_visit_and_the_minors_own_does(
    installation: Installation, lou: RecordId
) -> None:
    env = installation.env
    assert isinstance(block_professional(lou, KELLER.identifier, actor=FATHER, env=env), Blocked)
    visits(installation, lou)
    assert listed(installation, lou, KELLER) == []
    block_professional(lou, KELLER.identifier, actor=Holder(lou), env=env)
    answer = open_secret_visit(lou, minor_consents=True, actor=KELLER, env=env)
    assert refused(answer).told is Told.NO_ACCESS


def test_only_what_is_hidden_from_representatives_is_deposited_in_it_and_the_refusal_says_so(
    installation: Installation, lou: RecordId
) -> None:
    visits(installation, lou)
    seen = submission_of(LOU, note(LOU, type_code="11488-4"))
    assert refused(deposit_documents(seen, actor=KELLER, env=installation.env)).told is Told.SECRET_VISIT
    kept = installation.receives(LOU, note(LOU, number=2, type_code="11488-4", hidden=KEPT), from_=KELLER)
    assert listed(installation, lou, KELLER) == [kept]
    assert listed(installation, lou, Holder(lou)) == [kept]
    assert listed(installation, lou, FATHER) == []


def test_nothing_that_the_visit_makes_reaches_a_parent(
    installation: Installation, lou: RecordId, database: Database
) -> None:
    before = acts_read_by(installation, lou, FATHER)
    visits(installation, lou)
    listed(installation, lou, KELLER)
    installation.receives(LOU, note(LOU, hidden=KEPT), from_=KELLER)
    assert isinstance(
        break_the_glass(lou, reason="Malaise au cabinet.", actor=KELLER, env=installation.env), GlassBroken
    )
    end_secret_visit(lou, actor=KELLER, env=installation.env)
    assert acts_read_by(installation, lou, FATHER) == before
    assert owed(database) == []
    secret = [one.action.value for one in traced(installation, lou) if one.secret_visit is not None]
    assert secret == [
        "open-secret-visit",
        "list-documents",
        "deposit-documents",
        "break-the-glass",
        "end-secret-visit",
    ]


def test_the_minor_reads_all_of_it(installation: Installation, lou: RecordId) -> None:
    visits(installation, lou)
    listed(installation, lou, KELLER)
    end_secret_visit(lou, actor=KELLER, env=installation.env)
    assert acts_read_by(installation, lou, Holder(lou))[-3:] == [
        "open-secret-visit",
        "list-documents",
        "end-secret-visit",
    ]


def test_a_first_visit_in_secret_leaves_the_first_open_one_to_be_told(
    installation: Installation, lou: RecordId, database: Database
) -> None:
    visits(installation, lou)
    listed(installation, lou, KELLER)
    end_secret_visit(lou, actor=KELLER, env=installation.env)
    installation.authorizes(lou, KELLER)
    listed(installation, lou, KELLER)
    assert [kind for kind, _, _ in owed(database)] == ["first-access"]


def test_an_emergency_opened_in_the_visit_ends_with_it(installation: Installation, lou: RecordId) -> None:
    opened = visits(installation, lou)
    broken = break_the_glass(lou, reason="Malaise au cabinet.", actor=KELLER, env=installation.env)
    assert isinstance(broken, GlassBroken)
    assert broken.access.until == opened.until
    end_secret_visit(lou, actor=KELLER, env=installation.env)
    assert not may_list(installation, lou, KELLER)


def test_an_emergency_of_before_the_visit_goes_on(installation: Installation, lou: RecordId) -> None:
    break_the_glass(lou, reason="Malaise au cabinet.", actor=KELLER, env=installation.env)
    installation.at(NOON + timedelta(hours=1))
    visits(installation, lou)
    end_secret_visit(lou, actor=KELLER, env=installation.env)
    assert listed(installation, lou, KELLER) == []


def test_during_the_visit_nothing_changes_that_parents_would_see(installation: Installation, lou: RecordId) -> None:
    visits(installation, lou)
    answer = declare_consent(lou, person_is_present=True, actor=KELLER, env=installation.env)
    assert refused(answer).told is Told.VISIT_FIRST


def test_the_visit_is_one_professionals_and_nobody_elses(installation: Installation, lou: RecordId) -> None:
    visits(installation, lou)
    assert not may_list(installation, lou, HADDAD)
