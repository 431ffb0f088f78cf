"""The first visit: what is done is told by the record, and what is put off comes back when it is wanted."""

from datetime import timedelta

import pytest

from carnet.core.access.actors import Actor, Carer, Holder
from carnet.core.access.decision import Told
from carnet.core.health.kinds import Answer
from carnet.core.identifiers import RecordId
from carnet.core.record.first_visit import FirstVisit, Step, StepState
from carnet.store import carers
from carnet.store.context import within
from carnet.usecases.alerts.choose_alerts import AlertsChosen, choose_alerts
from carnet.usecases.alerts.show_alerts import Alerts, show_alerts
from carnet.usecases.consent.block_professional import block_professional
from carnet.usecases.consent.choose_trusted_person import TrustedPerson, choose_trusted_person
from carnet.usecases.first_visit.put_off_steps import StepsKept, put_off_steps, take_up_steps
from carnet.usecases.first_visit.show_first_visit import show_first_visit
from carnet.usecases.health.add_health_entry import add_health_entry, answer_health_block
from carnet.usecases.health.write_health import HealthWritten
from carnet.usecases.reading.read_home import Home, read_home
from carnet.usecases.record.close_record import close_record
from tests.conftest import NOON
from tests.installation import CAMILLE, KELLER, Installation, refused
from tests.store.statements import counted
from tests.usecases.account_world import session_of
from tests.usecases.family.family import FATHER, LOU, MOTHER, is_parent_of
from tests.usecases.looking import told
from tests.usecases.sign_in_world import settles_in

SACHA = Carer("sacha")
SOMEBODY = {"name": "Sacha Morel", "tie": "frère", "phone": "06 39 98 00 01"}


@pytest.fixture
def camille(installation: Installation) -> RecordId:
    """Camille's record, opened at the pharmacy a moment ago."""
    return installation.opens(CAMILLE)


def visit(here: Installation, record: RecordId, *, by: Actor | None = None) -> FirstVisit:
    """What somebody is shown."""
    found = show_first_visit(record, actor=by or Holder(record), env=here.env)
    assert isinstance(found, FirstVisit), found
    return found


def state(here: Installation, record: RecordId, step: Step, *, by: Actor | None = None) -> StepState:
    """One step of it."""
    (found,) = [one for one in visit(here, record, by=by).steps if one.step is step]
    return found


def home(here: Installation, record: RecordId, *, by: Actor | None = None) -> Home:
    found = read_home(record, since=None, actor=by or Holder(record), env=here.env)
    assert isinstance(found, Home), found
    return found


def later(here: Installation, record: RecordId, *steps: Step, by: Actor | None = None) -> None:
    assert put_off_steps(record, steps, actor=by or Holder(record), env=here.env) == StepsKept()


def test_a_new_record_asks_for_everything_but_what_its_opening_explained(
    installation: Installation, camille: RecordId
) -> None:
    shown = visit(installation, camille)
    assert [one.step for one in shown.steps] == list(Step)
    assert shown.waiting == (Step.CONTACTS, Step.TRUSTED_PERSON, Step.ALERTS, Step.ACCESS)
    assert shown.done == 1


def test_each_step_is_done_as_soon_as_it_is_done_where_it_is_done(
    installation: Installation, camille: RecordId
) -> None:
    camille_in = settles_in(installation, camille, identifier="camille.morel", password="les cerises de juin")
    holder, env = Holder(camille), camille_in.env
    written = add_health_entry(camille, "contact", SOMEBODY, is_sure=False, actor=holder, env=env)
    assert isinstance(written, HealthWritten)
    assert isinstance(choose_trusted_person(camille, "Sacha Morel", actor=holder, env=env), TrustedPerson)
    session = session_of(camille_in)
    usual = show_alerts(session, env=env)
    assert isinstance(usual, Alerts)
    assert choose_alerts(session, usual.grid, env=env) == AlertsChosen()
    installation.authorizes(camille, KELLER)
    shown = visit(installation, camille)
    assert shown.waiting == ()
    assert shown.done == len(Step)


def test_nobody_to_call_is_an_answer_too(installation: Installation, camille: RecordId) -> None:
    answer_health_block(camille, "contact", Answer.NONE, actor=Holder(camille), env=installation.env)
    assert state(installation, camille, Step.CONTACTS).is_done


def test_whoever_shuts_somebody_out_has_looked_at_who_reads(installation: Installation, camille: RecordId) -> None:
    block_professional(camille, KELLER.identifier, actor=Holder(camille), env=installation.env)
    assert state(installation, camille, Step.ACCESS).is_done


def test_what_is_undone_is_to_be_done_again(installation: Installation, camille: RecordId) -> None:
    for name in ("Sacha Morel", ""):
        choose_trusted_person(camille, name, actor=Holder(camille), env=installation.env)
    assert state(installation, camille, Step.TRUSTED_PERSON).waits


def test_what_is_put_off_waits_no_more_and_comes_back_when_it_is_wanted(
    installation: Installation, camille: RecordId
) -> None:
    later(installation, camille, Step.ALERTS)
    later(installation, camille, Step.ALERTS, Step.ACCESS)
    assert visit(installation, camille).waiting == (Step.CONTACTS, Step.TRUSTED_PERSON)
    kept = take_up_steps(camille, [Step.ALERTS, Step.CONTACTS], actor=Holder(camille), env=installation.env)
    assert kept == StepsKept()
    assert visit(installation, camille).waiting == (Step.CONTACTS, Step.TRUSTED_PERSON, Step.ALERTS)


def test_a_step_that_was_put_off_and_then_done_is_done(installation: Installation, camille: RecordId) -> None:
    later(installation, camille, Step.ACCESS)
    installation.authorizes(camille, KELLER)
    found = state(installation, camille, Step.ACCESS)
    assert found.is_done
    assert not found.waits


def test_the_home_page_tells_the_same(installation: Installation, camille: RecordId) -> None:
    assert home(installation, camille).first_visit == visit(installation, camille)
    later(installation, camille, *Step)
    assert home(installation, camille).first_visit == visit(installation, camille)


def test_a_parent_has_the_steps_of_a_parent_and_puts_off_their_own(installation: Installation) -> None:
    lou = installation.opens(LOU)
    for parent in (MOTHER, FATHER):
        is_parent_of(installation, lou, parent)
    later(installation, lou, Step.CONTACTS, by=MOTHER)
    assert [one.step for one in visit(installation, lou, by=MOTHER).steps] == [
        Step.CONTACTS,
        Step.ACCESS,
        Step.EMERGENCIES,
    ]
    assert visit(installation, lou, by=MOTHER).waiting == (Step.ACCESS,)
    assert visit(installation, lou, by=FATHER).waiting == (Step.CONTACTS, Step.ACCESS)
    assert visit(installation, lou).waiting == (Step.CONTACTS, Step.ACCESS)
    assert home(installation, lou, by=MOTHER).first_visit == visit(installation, lou, by=MOTHER)


def test_a_carer_has_no_step_and_puts_none_off(installation: Installation, camille: RecordId) -> None:
    with within(camille, exclusive=True):
        carers.invite(camille, SACHA.account, at=NOON, ends_at=NOON + timedelta(days=7))
        assert carers.accept(camille, SACHA.account, at=NOON, until=NOON + timedelta(days=365))
    refused(show_first_visit(camille, actor=SACHA, env=installation.env))
    refused(put_off_steps(camille, list(Step), actor=SACHA, env=installation.env))
    assert home(installation, camille, by=SACHA).first_visit is None
    assert visit(installation, camille).waiting == (Step.CONTACTS, Step.TRUSTED_PERSON, Step.ALERTS, Step.ACCESS)


def test_doctors_see_none_of_it(installation: Installation, camille: RecordId) -> None:
    installation.authorizes(camille, KELLER)
    refused(show_first_visit(camille, actor=KELLER, env=installation.env))


def test_a_closed_record_has_no_first_visit(installation: Installation, camille: RecordId) -> None:
    close_record(camille, reason="no-use", actor=Holder(camille), env=installation.env)
    assert refused(show_first_visit(camille, actor=Holder(camille), env=installation.env)).told is Told.RECORD_CLOSED
    refused(put_off_steps(camille, list(Step), actor=Holder(camille), env=installation.env))


def test_each_act_stands_in_the_history(installation: Installation, camille: RecordId) -> None:
    visit(installation, camille)
    later(installation, camille, Step.ALERTS)
    take_up_steps(camille, [Step.ALERTS], actor=Holder(camille), env=installation.env)
    assert told(installation, camille)[-3:] == [
        ("read-access-rights", "done", "first-visit"),
        ("read-access-rights", "done", "first-visit-later"),
        ("read-access-rights", "done", "first-visit-again"),
    ]


def test_it_costs_the_same_when_nothing_is_done_and_when_all_is(installation: Installation, camille: RecordId) -> None:
    costs = []
    for _turn in range(2):
        with counted() as statements:
            visit(installation, camille)
        costs.append(len(statements))
        installation.authorizes(camille, KELLER)
        choose_trusted_person(camille, "Sacha Morel", actor=Holder(camille), env=installation.env)
        later(installation, camille, *Step)
    assert costs == [5, 5]
