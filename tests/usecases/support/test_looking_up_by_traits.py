"""Somebody calls who knows neither identifier nor number: found by name and birth date, masked, and told of it."""

from dataclasses import replace

import pytest

from carnet.core.access.actors import Holder
from carnet.core.identifiers import NOBODYS_RECORD, PatientIdentifier, RecordId
from carnet.core.record.closing import ClosingReason
from carnet.core.support.authority import NotDone
from carnet.ports.environment import Environment
from carnet.store import records
from carnet.store.context import within
from carnet.store.records import RecordPerson
from carnet.usecases.emergency.find_by_traits import MOST, TooMany, Traits
from carnet.usecases.support.look_up_by_traits import MaskedPeople, MaskedPerson, look_up_by_traits
from carnet.usecases.support.show_account import AccountSheet, show_account
from tests.adapters.clocks import StoppedClock
from tests.installation import CAMILLE, KELLER, Installation
from tests.usecases.support.desk import ALI, INES, ODILE, at_the_desk, desk_lines

BORN = CAMILLE.traits.birth_date
HERS = Traits("morel", BORN)


@pytest.fixture
def env(env: Environment) -> Environment:
    return at_the_desk(replace(env, clock=StoppedClock()))


@pytest.fixture
def here(env: Environment) -> Installation:
    made = Installation(env)
    made.knows_everybody()
    return made


@pytest.fixture
def camille(here: Installation) -> RecordId:
    return here.opens(CAMILLE)


def namesake(number: int) -> RecordPerson:
    """Somebody of Camille's name and birth date, and of another first name and number."""
    digits = f"2840344109{number:03d}"
    value = f"{digits}{97 - int(digits) % 97:02d}"
    identifiers = (PatientIdentifier(CAMILLE.identifiers[0].system, value),)
    traits = replace(CAMILLE.traits, given_names=(f"Zoe{'abcdefghijkl'[number]}",))
    return replace(CAMILLE, traits=traits, identifiers=identifiers)


def found(env: Environment, traits: Traits = HERS) -> tuple[MaskedPerson, ...]:
    answer = look_up_by_traits(traits, actor=ALI, env=env)
    assert isinstance(answer, MaskedPeople), answer
    return answer.people


def test_the_agent_sees_no_more_than_on_a_sheet_and_the_person_reads_that_they_were_looked_for(
    camille: RecordId, env: Environment
) -> None:
    (one,) = found(env)
    assert (one.record, one.initials, one.birth_year) == (camille, "C… M…", BORN.year)
    assert one.mail in ("", "c…@example.org")
    assert desk_lines(camille, env) == [("desk-look-up", "done", "support", "traits")]
    assert "Morel" not in repr(one)


def test_whoever_was_listed_may_be_shown_to_this_agent_and_to_no_other(camille: RecordId, env: Environment) -> None:
    assert show_account(camille, actor=ALI, env=env) is NotDone.NOT_SURE_ENOUGH
    found(env)
    assert isinstance(show_account(camille, actor=ALI, env=env), AccountSheet)
    assert show_account(camille, actor=INES, env=env) is NotDone.NOT_SURE_ENOUGH


def test_a_closed_record_and_one_that_refuses_emergencies_are_found_as_any_other(
    camille: RecordId, here: Installation, env: Environment
) -> None:
    before = found(env)
    with within(camille, exclusive=True):
        records.close(camille, reason=ClosingReason.HOLDER_ASKS.value, at=env.clock.now())
        switches = replace(env.policy.initial_switches, samu=False, break_the_glass=False)
        records.choose_switches(camille, switches)
    assert found(here.env) == before


@pytest.mark.parametrize(
    "traits",
    [Traits("moreau", BORN), Traits("morel", BORN.replace(year=BORN.year - 1)), Traits("morel", BORN, "georges")],
    ids=["another name", "another year", "another first name"],
)
def test_nobody_is_told_as_nobody_and_only_nobodys_history_says_so(
    camille: RecordId, env: Environment, traits: Traits
) -> None:
    assert look_up_by_traits(traits, actor=ALI, env=env) is NotDone.NOT_THERE
    assert desk_lines(camille, env) == []
    assert desk_lines(NOBODYS_RECORD, env) == [("desk-look-up", "refused", "support", "traits")]


def test_more_than_ten_name_nobody_until_a_first_name_tells_them_apart(
    camille: RecordId, here: Installation, env: Environment
) -> None:
    for number in range(MOST):
        here.opens(namesake(number))
    assert look_up_by_traits(HERS, actor=ALI, env=env) == TooMany()
    assert desk_lines(camille, env) == []
    (one,) = found(env, replace(HERS, given_name="camille"))
    assert one.record == camille


def test_nobody_but_an_agent_searches(camille: RecordId, env: Environment) -> None:
    for other in (ODILE, KELLER, Holder(camille)):
        assert look_up_by_traits(HERS, actor=other, env=env) is NotDone.NOT_THIS_ROLE
    assert desk_lines(camille, env) == []
