"""Whoever has an account and no record here acts under their own name, and reads what was done to the account."""

from dataclasses import replace

import pytest

from carnet.core.identifiers import NOBODYS_RECORD
from carnet.ports.environment import Environment
from carnet.usecases.account.prove_again import ProvedAgain, prove_by_password
from carnet.usecases.account.read_own_acts import InOwnRecord, OwnActs, read_own_acts
from carnet.usecases.account.who_is_here import NobodyHere
from carnet.usecases.support.look_up_account import look_up_by_identifier
from tests.adapters.clocks import StoppedClock
from tests.installation import CAMILLE, Installation
from tests.usecases.sign_in_world import Person, history_of, lines_of, settles_in
from tests.usecases.support.desk import ALI, at_the_desk
from tests.usecases.support.relatives import PASSWORD, settles


@pytest.fixture
def env(env: Environment) -> Environment:
    return replace(env, clock=StoppedClock())


@pytest.fixture
def sacha(env: Environment) -> Person:
    """Sacha, who represents a child and has no record here."""
    Installation(env).knows_everybody()
    return settles(env)


def acts(session: str | None, env: Environment) -> list[tuple[str, bool]]:
    """What the page tells, oldest first: the act, and whether it was the reader's own."""
    assert session is not None
    answer = read_own_acts(session, env=env)
    assert isinstance(answer, OwnActs), answer
    return [(line.event.action.value, line.is_own) for line in reversed(answer.lines)]


def test_sacha_reads_every_sign_in_and_what_the_desk_did(sacha: Person, env: Environment) -> None:
    look_up_by_identifier(sacha.identifier, actor=ALI, env=at_the_desk(env))
    browser = sacha.usual_browser()
    assert acts(browser.session, sacha.env) == [
        ("account-opening", False),
        ("sign-in-code", True),
        ("sign-in", True),
        ("password-change", True),
        ("desk-look-up", False),
        ("sign-in-code", True),
        ("sign-in", True),
    ]


def test_what_somebody_does_to_their_account_is_theirs_and_never_a_holders(sacha: Person) -> None:
    session = sacha.usual_browser().session
    assert session is not None
    assert isinstance(prove_by_password(session, PASSWORD, env=sacha.env), ProvedAgain)
    own = [one for one in lines_of(sacha.record, sacha.env) if one.action.value == "proof-again"]
    assert [(one.actor.kind, one.actor.identifier) for one in own] == [("representative", str(sacha.account))]


def test_a_wrong_password_is_told_to_the_one_whose_account_it_is(sacha: Person) -> None:
    sacha.fails_on(sacha.browser())
    assert history_of(sacha.record, sacha.env)[-1] == ("sign-in", "refused", "unidentified", "wrong-password")
    assert history_of(NOBODYS_RECORD, sacha.env) == []


def test_the_holder_of_a_record_reads_theirs_in_the_record(sacha: Person, env: Environment) -> None:
    here = Installation(env)
    camille = settles_in(here, here.opens(CAMILLE), identifier="camille.morel", password="les cerises de juin")
    session = camille.usual_browser().session
    assert session is not None
    assert read_own_acts(session, env=camille.env) == InOwnRecord()
    assert read_own_acts("nobody's", env=sacha.env) == NobodyHere()
