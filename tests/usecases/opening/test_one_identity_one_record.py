"""One identity, one record: twins, namesakes, Corsica, provisional numbers, a second opening."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from threading import Thread

import pytest
from django.db import connections

from carnet.core.access.decision import Refusal, Told
from carnet.core.identifiers import NOBODYS_RECORD, PatientIdentifier, PatientIdentifierSystem, nir_key
from carnet.core.record.online_opening import Rollout, RolloutLine
from carnet.demo.insured import AMINA, HENRI, JEANNE, JULIE, LOUIS, LOUIS_OF_RENNES, MANON, NOE, PAOLO
from carnet.ports.environment import Environment
from carnet.ports.insured_register import Insured
from carnet.store.records import RecordPerson
from carnet.usecases.account.counted_try import IncorrectCredentials
from carnet.usecases.opening.ask_creation_code import NotReadable
from carnet.usecases.opening.finish_opening import RecordOpenedOnline
from carnet.usecases.opening.insured_person import as_record_person
from carnet.usecases.record.find_record import find_record
from tests.installation import Installation
from tests.store.database import Database
from tests.usecases.opening.opening_world import Applying, letter_codes, where_people_are_insured

Open = Callable[[Insured], Applying]


@pytest.fixture
def applies(env: Environment, database: Database, tmp_path: Path) -> Open:
    """Somebody of the demonstration, with their card."""
    here = where_people_are_insured(env, tmp_path)
    return lambda person: Applying(here, database, person)


def opens(applying: Applying) -> None:
    applying.reaches_the_terms()
    assert applying.finishes() == RecordOpenedOnline()


def of_the_record(person: Insured) -> RecordPerson:
    return as_record_person(person, mail="", phone="")


@pytest.mark.parametrize("pair", [(JEANNE, JULIE), (LOUIS, LOUIS_OF_RENNES)], ids=["twins", "namesakes"])
def test_two_people_born_on_one_day_have_two_records(applies: Open, pair: tuple[Insured, Insured]) -> None:
    for one in pair:
        opens(applies(one))
    first, second = (find_record(one.identifier, env=applies(one).env) for one in pair)
    assert NOBODYS_RECORD not in (first, second)
    assert first != second


def test_a_twin_does_not_open_with_the_code_of_the_other(applies: Open) -> None:
    jeanne, julie = applies(JEANNE), applies(JULIE)
    code = jeanne.receives_a_code()
    julie.asks_for_a_code()
    assert julie.types(code) == IncorrectCredentials(2)


def test_a_number_of_corsica_opens_however_it_is_typed(applies: Open) -> None:
    paolo = applies(PAOLO)
    code = paolo.receives_a_code()
    number = paolo.number
    typed = (
        f"{number[0]} {number[1:3]} {number[3:5]} {number[5:7].lower()} {number[7:10]} {number[10:13]} {number[13:]}"
    )
    paolo.types(code, number=typed)
    paolo.verifies()
    paolo.leaves_the_boxes()
    assert paolo.finishes() == RecordOpenedOnline()


def test_a_mistyped_number_is_told_before_anything_is_looked_up_and_costs_no_try(applies: Open) -> None:
    manon = applies(MANON)
    code = manon.receives_a_code()
    wrong = manon.number[:-3] + str((int(manon.number[-3]) + 1) % 10) + manon.number[-2:]
    for _ in range(4):
        answer = manon.types(code, number=wrong)
        assert isinstance(answer, NotReadable)
        assert answer.number is not None
        assert answer.number.code == "wrong-ins-key"
    manon.types(code)
    assert manon.shows().given == "Manon"


def test_somebody_whose_number_is_provisional_opens_with_it(applies: Open) -> None:
    opens(applies(AMINA))
    assert find_record(AMINA.identifier, env=applies(AMINA).env) != NOBODYS_RECORD


def test_the_number_that_replaces_a_provisional_one_leads_to_the_same_record(
    applies: Open, env: Environment, database: Database, tmp_path: Path
) -> None:
    opens(applies(AMINA))
    nir = "2810599350123"
    definitive = PatientIdentifier(PatientIdentifierSystem.INS_NIR_DEMO, nir + nir_key(nir))
    amina_now = replace(AMINA, identifier=definitive, former=(AMINA.identifier,))
    later = Applying(where_people_are_insured(env, tmp_path, [amina_now]), database, amina_now)
    assert later.asks_for_a_code() == []
    assert letter_codes(env) == []


def test_nobody_is_sent_a_code_who_has_a_record(applies: Open, installation: Installation) -> None:
    installation.opens(of_the_record(MANON))
    assert applies(MANON).asks_for_a_code() == []
    assert letter_codes(installation.env) == []


def test_a_record_opened_at_the_pharmacy_meanwhile_is_not_opened_twice(
    applies: Open, installation: Installation
) -> None:
    manon = applies(MANON)
    code = manon.receives_a_code()
    manon.types(code)
    manon.verifies()
    manon.leaves_the_boxes()
    installation.opens(of_the_record(MANON))
    answer = manon.finishes()
    assert isinstance(answer, Refusal)
    assert answer.told is Told.ALREADY_OPEN
    refused = manon.types(code)
    assert isinstance(refused, Refusal)
    assert refused.told is Told.ALREADY_OPEN


def test_two_openings_of_one_person_at_the_same_moment_make_one_record(applies: Open) -> None:
    browsers = [applies(MANON), applies(MANON)]
    code = browsers[0].receives_a_code()
    for one in browsers:
        one.types(code)
        one.verifies()
        one.leaves_the_boxes()
    answers: list[object] = []

    def finishes(one: Applying) -> None:
        answers.append(one.finishes())
        connections.close_all()

    threads = [Thread(target=finishes, args=(one,)) for one in browsers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(type(answer).__name__ for answer in answers) == ["RecordOpenedOnline", "Refusal"]


def test_the_same_form_twice_at_the_same_moment_opens_one_record(applies: Open) -> None:
    manon = applies(MANON)
    manon.reaches_the_terms()
    answers: list[object] = []

    def finishes() -> None:
        answers.append(manon.finishes())
        connections.close_all()

    threads = [Thread(target=finishes) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [RecordOpenedOnline()] * 2


@pytest.mark.parametrize("somebody", [NOE, HENRI], ids=["a minor", "a regime not on the list"])
def test_no_code_is_sent_to_somebody_who_may_not_open_online(applies: Open, somebody: Insured) -> None:
    one = applies(somebody)
    assert one.asks_for_a_code() == []
    assert letter_codes(one.env) == []


def rolled_out_in(applying: Applying, department: str) -> Applying:
    lines = (RolloutLine("*", department, applying.env.clock.now().date()),)
    return replace(applying, env=replace(applying.env, rollout=Rollout(lines)))


def test_no_code_is_sent_where_opening_is_not_offered_yet(applies: Open) -> None:
    assert rolled_out_in(applies(MANON), "35").asks_for_a_code() == []
    assert letter_codes(applies(MANON).env) == []
    rolled_out_in(applies(LOUIS_OF_RENNES), "35").asks_for_a_code()
    assert len(letter_codes(applies(MANON).env)) == 1


def test_somebody_who_moved_where_it_is_not_offered_is_told_so(applies: Open) -> None:
    manon = applies(MANON)
    code = manon.receives_a_code()
    answer = rolled_out_in(manon, "35").types(code)
    assert isinstance(answer, Refusal)
    assert answer.told is Told.NOT_OFFERED_YET


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        (replace(MANON, regime="05"), Told.REGIME_NOT_ONLINE),
        (replace(MANON, traits=replace(MANON.traits, birth_date=NOE.traits.birth_date)), Told.ADULTS_ONLY),
    ],
    ids=["regime", "age"],
)
def test_somebody_who_proved_who_they_are_is_told_why_they_may_not(
    applies: Open, env: Environment, database: Database, tmp_path: Path, changed: Insured, told: Told
) -> None:
    code = applies(MANON).receives_a_code()
    later = Applying(where_people_are_insured(env, tmp_path, [changed]), database, changed)
    answer = later.types(code)
    assert isinstance(answer, Refusal)
    assert answer.told is told
