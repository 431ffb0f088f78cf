"""Somebody who has no record here calls the desk about their own account: as a holder does, and no more."""

from dataclasses import replace

import pytest
from django.db import transaction

from carnet.core.identifiers import NOBODYS_RECORD
from carnet.core.support.authority import Assurance, DeskAct, NotDone
from carnet.core.support.identity_script import Secret
from carnet.core.support.requests import Proof
from carnet.core.support.second_pair import NotConfirmed
from carnet.ports.environment import Environment
from carnet.ports.messages import Channel
from carnet.store import account_people, letters
from carnet.usecases.account.counted_try import Blocked
from carnet.usecases.account.recognize_session import recognize_session
from carnet.usecases.account.show_attempt import CodeSent
from carnet.usecases.support.check_identity import IdentityChecked, ask_secrets, see_documents
from carnet.usecases.support.confirm_proposal import Confirmed, confirm_proposal
from carnet.usecases.support.end_sessions_at_desk import SessionsEnded, end_sessions_at_desk
from carnet.usecases.support.list_representatives import list_representatives
from carnet.usecases.support.look_up_account import LookedUp, look_up_by_identifier
from carnet.usecases.support.propose_act import Proposed, propose_act, propose_channel
from carnet.usecases.support.read_desk_journal import DeskLine, read_desk_journal
from carnet.usecases.support.reissue_credentials import CredentialsOnTheirWay, NoLetter, reissue_credentials
from carnet.usecases.support.show_account import AccountSheet, show_account
from carnet.usecases.support.suspend_account import AccountSuspended, suspend_account
from carnet.usecases.support.unlock_account import Unlocked, unlock_account
from tests.adapters.clocks import StoppedClock
from tests.installation import Installation
from tests.usecases.sign_in_world import Person, lines_of
from tests.usecases.support.desk import ALI, INES, ODILE, at_the_desk, desk_lines
from tests.usecases.support.relatives import IDENTIFIER, PASSWORD, SACHA, settles

RIGHT = {Secret.IDENTIFIER: IDENTIFIER, Secret.CHANNEL: "sacha@example.org"}


@pytest.fixture
def env(env: Environment) -> Environment:
    return at_the_desk(replace(env, clock=StoppedClock()))


@pytest.fixture
def sacha(env: Environment) -> Person:
    """Sacha, who represents a child and has no record here."""
    Installation(env).knows_everybody()
    return settles(env)


def finds(env: Environment) -> LookedUp:
    found = look_up_by_identifier(f" {IDENTIFIER.upper()}", actor=ALI, env=env)
    assert isinstance(found, LookedUp), found
    return found


def recognizes(sacha: Person, env: Environment) -> None:
    finds(env)
    assert ask_secrets(sacha.record, RIGHT, actor=ALI, env=env) == IdentityChecked(Assurance.KNOWLEDGE)


def proves(sacha: Person, env: Environment) -> None:
    finds(env)
    seen = [Proof.IN_PERSON, Proof.IDENTITY_DOCUMENT]
    assert see_documents(sacha.record, seen, actor=ALI, env=env) == IdentityChecked(Assurance.PROVED)


def test_a_relative_is_found_by_their_identifier_and_shown_masked(sacha: Person, env: Environment) -> None:
    assert finds(env) == LookedUp(sacha.record)
    shown = show_account(sacha.record, actor=ALI, env=env)
    assert isinstance(shown, AccountSheet)
    assert (shown.initials, shown.birth_year, shown.mail, shown.has_address) == ("S… M…", None, "s…@example.org", True)
    assert shown.account is not None
    assert shown.account.sessions == 1
    assert show_account(sacha.record, actor=INES, env=env) is NotDone.NOT_SURE_ENOUGH


@pytest.mark.parametrize("left_out", RIGHT)
def test_of_a_relative_both_answers_must_be_right_and_a_birth_place_counts_for_nothing(
    sacha: Person, env: Environment, left_out: Secret
) -> None:
    finds(env)
    said = {one: text for one, text in RIGHT.items() if one is not left_out} | {Secret.BIRTH_PLACE: "44109"}
    assert ask_secrets(sacha.record, said, actor=ALI, env=env) == IdentityChecked(Assurance.NONE)
    assert unlock_account(sacha.record, actor=ALI, env=env) is NotDone.NOT_SURE_ENOUGH


def test_a_relative_is_unlocked_and_their_sessions_end_once_they_were_recognised(
    sacha: Person, env: Environment
) -> None:
    browser = sacha.browser()
    assert isinstance(sacha.fails_on(browser, 3), Blocked)
    recognizes(sacha, env)
    assert unlock_account(sacha.record, actor=ALI, env=env) == Unlocked()
    assert isinstance(browser.tries(IDENTIFIER, PASSWORD), CodeSent)
    assert end_sessions_at_desk(sacha.record, actor=ALI, env=env) == SessionsEnded(1)


def test_the_access_of_a_relative_is_shut_and_knowledge_alone_never_reissues_it(
    sacha: Person, env: Environment
) -> None:
    session = sacha.usual_browser().session
    assert session is not None
    recognizes(sacha, env)
    assert suspend_account(sacha.record, actor=ALI, env=env) == AccountSuspended()
    assert recognize_session(session, env=sacha.env) is None
    answer = reissue_credentials(sacha.record, has_lost_means=True, actor=ALI, env=env)
    assert answer is NotDone.NOT_SURE_ENOUGH
    assert letters.still_there(most=9) == ()


def test_a_relative_whose_documents_were_seen_gets_credentials_by_letter_to_the_address_of_the_opening(
    sacha: Person, env: Environment
) -> None:
    proves(sacha, env)
    assert reissue_credentials(sacha.record, has_lost_means=True, actor=ALI, env=env) == CredentialsOnTheirWay()
    assert not isinstance(sacha.browser().tries(IDENTIFIER, PASSWORD), CodeSent)
    batch = env.chance.identifier()
    with transaction.atomic():
        letters.take_for_printing(batch, most=9, at=env.clock.now())
    (printed,) = letters.in_batch(batch, keyring=env.keyring)
    assert printed.content.lines == ("Sacha Martin", "5 quai des Plantes", "44000 NANTES")
    values = printed.content.values
    assert isinstance(sacha.browser().tries(values["identifier"], values["password"]), CodeSent)


def test_a_relative_without_an_address_gets_no_letter_and_no_agent_chooses_one(env: Environment) -> None:
    sacha = settles(env, who=replace(SACHA, address=()))
    proves(sacha, env)
    answer = reissue_credentials(sacha.record, has_lost_means=False, actor=ALI, env=env)
    assert answer is NoLetter.NO_POSTAL_ADDRESS


def test_the_codes_of_a_relative_go_elsewhere_under_four_eyes(sacha: Person, env: Environment) -> None:
    proves(sacha, env)
    answer = propose_channel(sacha.record, Channel.MAIL, "neuf@example.org", actor=ALI, env=env)
    assert isinstance(answer, Proposed)
    assert confirm_proposal(answer.proposal.id, actor=ALI, env=env) is NotConfirmed.SAME_PERSON
    assert isinstance(confirm_proposal(answer.proposal.id, actor=INES, env=env), Confirmed)
    kept = account_people.find(sacha.account, keyring=env.keyring)
    assert kept == replace(SACHA, mail="neuf@example.org")


def test_nothing_that_is_done_to_records_is_done_to_an_account_without_one(sacha: Person, env: Environment) -> None:
    finds(env)
    for act in (DeskAct.RECORD_DEATH, DeskAct.RECORD_PROTECTION, DeskAct.SUSPEND_REPRESENTATIVE):
        assert propose_act(sacha.record, act, {"proof": "x"}, actor=ALI, env=env) is NotDone.NOT_THERE
    assert list_representatives(sacha.record, actor=ALI, env=env) is NotDone.NOT_THERE


def test_every_act_of_the_desk_stands_in_the_history_of_the_relative_alone(sacha: Person, env: Environment) -> None:
    recognizes(sacha, env)
    unlock_account(sacha.record, actor=ALI, env=env)
    assert [line[:3] for line in desk_lines(sacha.record, env)] == [
        ("desk-look-up", "done", "support"),
        ("desk-identity-check", "done", "support"),
        ("desk-unlock", "done", "support"),
    ]
    assert not [line for line in lines_of(NOBODYS_RECORD, env) if line.actor.identifier == "ali"]
    journal = read_desk_journal(sacha.record, actor=ALI, env=env)
    assert isinstance(journal, tuple)
    assert {one.by for one in journal if isinstance(one, DeskLine)} == {"ali"}


def test_neither_the_reviewer_nor_a_stranger_touches_the_account_of_a_relative(sacha: Person, env: Environment) -> None:
    assert look_up_by_identifier(IDENTIFIER, actor=ODILE, env=env) is NotDone.NOT_THIS_ROLE
    assert suspend_account(sacha.record, actor=ODILE, env=env) is NotDone.NOT_THIS_ROLE
    assert show_account(sacha.record, actor=INES, env=env) is NotDone.NOT_SURE_ENOUGH
