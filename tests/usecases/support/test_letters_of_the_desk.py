"""People without a screen: what they are owed goes by neutral letter, printed by the desk, and perhaps comes back."""

from dataclasses import replace
from datetime import timedelta

import pytest

from carnet.core.identifiers import NOBODYS_RECORD, RecordId
from carnet.core.letters import read_reference, reference_of
from carnet.core.support.authority import NotDone
from carnet.ports.environment import Environment
from carnet.store import letters
from carnet.usecases.letters.post_letters import Posted
from carnet.usecases.letters.print_letters import NothingToPrint, PrintedLetters
from carnet.usecases.notices.send_notice import send_due_notices
from carnet.usecases.support.letters_at_desk import (
    LettersWaiting,
    list_letters,
    post_at_desk,
    print_at_desk,
    return_at_desk,
)
from tests.adapters.clocks import NOON, StoppedClock
from tests.installation import GEORGES, HADDAD, HOSPITAL_SOFTWARE, Installation, note
from tests.store.database import Database
from tests.usecases.sign_in_world import lines_of
from tests.usecases.support.desk import ALI, ODILE, at_the_desk, the_worker

ON_PAPER = replace(GEORGES, mail="", phone="", address=("12 quai de la Fosse", "44000 NANTES"))


@pytest.fixture
def env(env: Environment) -> Environment:
    return at_the_desk(replace(env, clock=StoppedClock()))


@pytest.fixture
def here(env: Environment) -> Installation:
    made = Installation(env)
    made.knows_everybody()
    return made


def hears_of_a_document(here: Installation, database: Database, times: int = 1) -> RecordId:
    """Somebody without mail or telephone is owed a notice; the worker does what it can."""
    record = here.opens(ON_PAPER)
    for number in range(1, times + 1):
        here.receives(ON_PAPER, note(ON_PAPER, by=HADDAD, number=number), from_=HOSPITAL_SOFTWARE)
    with the_worker(database):
        send_due_notices(env=here.env)
    return record


def waiting(env: Environment) -> LettersWaiting:
    found = list_letters(actor=ALI, env=env)
    assert isinstance(found, LettersWaiting)
    return found


def prints(env: Environment) -> PrintedLetters:
    made = print_at_desk(actor=ALI, env=env)
    assert isinstance(made, PrintedLetters)
    return made


def test_a_notice_without_a_channel_goes_by_neutral_letter_within_three_working_days(
    here: Installation, env: Environment, database: Database
) -> None:
    hears_of_a_document(here, database)
    (letter,) = waiting(env).to_print
    assert letter.kind == "notice-new-document"
    assert NOON < letter.post_by <= NOON + timedelta(days=5)


def test_two_notices_that_say_the_same_make_one_letter(
    here: Installation, env: Environment, database: Database
) -> None:
    hears_of_a_document(here, database, times=2)
    assert len(waiting(env).to_print) == 1


def test_without_any_address_no_letter_is_owed(here: Installation, env: Environment, database: Database) -> None:
    here.opens(replace(ON_PAPER, address=()))
    here.receives(ON_PAPER, note(ON_PAPER, by=HADDAD), from_=HOSPITAL_SOFTWARE)
    with the_worker(database):
        send_due_notices(env=env)
    assert waiting(env) == LettersWaiting((), ())


def test_a_batch_is_printed_posted_and_wiped(here: Installation, env: Environment, database: Database) -> None:
    hears_of_a_document(here, database)
    made = prints(env)
    assert (made.count, made.pdf[:5]) == (1, b"%PDF-")
    assert waiting(env) == LettersWaiting((), ((made.batch, 1),))
    assert isinstance(print_at_desk(made.batch, actor=ALI, env=env), PrintedLetters)
    assert post_at_desk(made.batch, actor=ALI, env=env) == Posted(1)
    assert post_at_desk(made.batch, actor=ALI, env=env) == Posted(0)
    assert print_at_desk(made.batch, actor=ALI, env=env) == NothingToPrint()
    assert waiting(env) == LettersWaiting((), ())


def test_a_letter_that_came_back_is_told_by_the_reference_it_bears(
    here: Installation, env: Environment, database: Database
) -> None:
    record = hears_of_a_document(here, database)
    (letter,) = waiting(env).to_print
    reference = reference_of(letter.id)
    assert return_at_desk(reference, actor=ALI, env=env) is False
    post_at_desk(prints(env).batch, actor=ALI, env=env)
    assert return_at_desk(f" {reference.lower()} ", actor=ALI, env=env) is True
    assert return_at_desk(reference, actor=ALI, env=env) is False
    acts = [line.action.value for line in lines_of(record, env)][-3:]
    assert acts == ["letter-printed", "letter-posted", "letter-returned"]


def test_what_is_no_reference_finds_nothing(env: Environment) -> None:
    for typed in ("", "1234", "zzzz-zzzz", "1A2B-3C4D-5E6F"):
        assert read_reference(typed) is None
        assert return_at_desk(typed, actor=ALI, env=env) is False
    assert letters.posted_under("0" * 8) is None


def test_the_reviewer_sees_no_letter(env: Environment) -> None:
    assert list_letters(actor=ODILE, env=env) is NotDone.NOT_THIS_ROLE
    assert print_at_desk(actor=ODILE, env=env) is NotDone.NOT_THIS_ROLE
    assert post_at_desk(NOBODYS_RECORD, actor=ODILE, env=env) is NotDone.NOT_THIS_ROLE
    assert return_at_desk("1A2B-3C4D", actor=ODILE, env=env) is NotDone.NOT_THIS_ROLE
