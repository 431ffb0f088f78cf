"""What can be guessed, found or stolen is never enough; guesses are slowed, counted, and told to nobody."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from carnet.core.identifiers import NOBODYS_RECORD
from carnet.demo.insured import MANON, serial_of
from carnet.ports.environment import Environment
from carnet.ports.insured_register import InsuredRegisterUnavailableError
from carnet.usecases.account.counted_try import Blocked, IncorrectCredentials
from carnet.usecases.opening.ask_creation_code import (
    CodeAsked,
    NotOfferedHere,
    NotReadable,
    ask_creation_code,
)
from carnet.usecases.opening.begin_opening import OpeningBegun, begin_opening
from tests.adapters.registers import SilentRegister
from tests.conftest import WrittenJobs
from tests.store.database import Database
from tests.store.statements import counted
from tests.usecases.opening.opening_world import Applying, does_the_jobs, letter_codes, passes, where_people_are_insured
from tests.usecases.sign_in_world import lines_of

NOBODY_HAS_IT = "284034410999975"
ANOTHER_SERIAL = "0123456789"


def test_a_stolen_letter_opens_nothing_without_the_card(manon: Applying) -> None:
    code = manon.receives_a_code()
    assert manon.types(code, serial=ANOTHER_SERIAL) == IncorrectCredentials(2)


def test_a_found_card_opens_nothing_without_the_letter(manon: Applying) -> None:
    manon.receives_a_code()
    assert manon.types("aaaa-bbbb-cccc") == IncorrectCredentials(2)


def test_three_guesses_close_the_number_for_fifteen_minutes_even_to_the_right_code(manon: Applying) -> None:
    code = manon.receives_a_code()
    until = manon.env.clock.now() + timedelta(minutes=15)
    guesses = [manon.types("aaaa-bbbb-cccc") for _ in range(3)]
    assert guesses == [IncorrectCredentials(2), IncorrectCredentials(1), Blocked(until)]
    assert manon.types(code) == Blocked(until)
    passes(manon, timedelta(minutes=15))
    assert isinstance(manon.types(code), OpeningBegun)


def test_a_number_that_nobody_has_answers_the_same_after_the_same_statements(manon: Applying) -> None:
    manon.receives_a_code()
    answers = []
    for number in (manon.number, NOBODY_HAS_IT):
        with counted() as statements:
            answer = begin_opening(number, ANOTHER_SERIAL, "aaaa-bbbb-cccc", env=manon.env)
        answers.append((answer, len(statements)))
    assert answers[0] == answers[1]
    assert answers[0][0] == IncorrectCredentials(2)


def test_asking_for_a_code_says_the_same_of_anybody_after_the_same_statements(manon: Applying) -> None:
    answers = []
    for number, serial in (
        (manon.number, MANON.cards[0]),
        (manon.number, ANOTHER_SERIAL),
        (NOBODY_HAS_IT, serial_of(NOBODY_HAS_IT)),
    ):
        with counted() as statements:
            answer = ask_creation_code(number, serial, env=manon.env)
        answers.append((answer, len(statements)))
    assert {answer for answer, _ in answers} == {CodeAsked()}
    assert len({count for _, count in answers}) == 1
    does_the_jobs(manon.env, manon.database)
    assert len(letter_codes(manon.env)) == 1


def test_a_card_that_is_no_longer_in_force_is_sent_nothing(
    env: Environment, database: Database, tmp_path: Path
) -> None:
    here = where_people_are_insured(env, tmp_path, [replace(MANON, cards=("9999999999",))])
    manon = Applying(here, database, MANON)
    assert ask_creation_code(manon.number, MANON.cards[0], env=here) == CodeAsked()
    assert does_the_jobs(here, database) == []
    assert letter_codes(env) == []


def test_nobodys_letter_box_is_filled_by_somebody_who_asks_all_day(manon: Applying) -> None:
    for _ in range(5):
        manon.asks_for_a_code()
    assert len(letter_codes(manon.env)) == 3
    passes(manon, timedelta(days=1))
    manon.asks_for_a_code()
    assert len(letter_codes(manon.env)) == 1


def test_a_lost_letter_is_replaced_and_the_first_one_still_opens(manon: Applying) -> None:
    first = manon.receives_a_code()
    second = manon.receives_a_code()
    assert first != second
    assert isinstance(manon.types(first), OpeningBegun)
    assert isinstance(manon.types(second), OpeningBegun)


@pytest.mark.parametrize(
    ("number", "serial"), [("12", ANOTHER_SERIAL), (MANON.identifier.value, "12"), ("", "")], ids=["number", "card", ""]
)
def test_what_cannot_be_read_is_told_and_costs_no_try(manon: Applying, number: str, serial: str) -> None:
    assert isinstance(ask_creation_code(number, serial, env=manon.env), NotReadable)
    for _ in range(4):
        assert isinstance(begin_opening(number, serial, "x", env=manon.env), NotReadable)


def test_guesses_stand_in_nobodys_history_and_name_nobody(manon: Applying) -> None:
    manon.types("aaaa-bbbb-cccc")
    line = lines_of(NOBODYS_RECORD, manon.env)[-1]
    assert (line.action.value, line.outcome.value, line.actor.kind, line.detail) == (
        "opening",
        "refused",
        "unidentified",
        "not-together",
    )


def test_without_a_register_nothing_is_offered(env: Environment) -> None:
    assert ask_creation_code(MANON.identifier.value, MANON.cards[0], env=env) == NotOfferedHere()
    assert begin_opening(MANON.identifier.value, MANON.cards[0], "x", env=env) == NotOfferedHere()


def test_a_request_that_the_register_did_not_answer_is_kept_for_later(manon: Applying) -> None:
    silent = replace(manon.env, insured_register=SilentRegister())
    assert ask_creation_code(manon.number, MANON.cards[0], env=silent) == CodeAsked()
    jobs = manon.env.jobs
    assert isinstance(jobs, WrittenJobs)
    promised = list(jobs.promised)
    with pytest.raises(InsuredRegisterUnavailableError):
        does_the_jobs(silent, manon.database)
    jobs.promised[:] = promised
    does_the_jobs(manon.env, manon.database)
    assert len(letter_codes(manon.env)) == 1
