"""An identity typed at a counter: written as the INS writes it, or told part by part why it cannot be."""

from dataclasses import replace
from datetime import date

import pytest

from carnet.core.identifiers import PatientIdentifierSystem
from carnet.core.people import Gender, IdentityTraits
from carnet.core.record.typed_identity import (
    ReadIdentity,
    TypedIdentity,
    ins_name,
    is_the_same_person,
    read_identity,
    read_insured_number,
)

TODAY = date(2026, 11, 21)
PAOLO = TypedIdentity("1 75 06 2A 004 012 30", "Casanova", "Paolo Angelo", "M", "1975-06-30", "2a004")
"""Born in Corsica."""


def read(typed: TypedIdentity) -> ReadIdentity | list[str]:
    """The identity, or the parts that are wrong."""
    answer = read_identity(typed, accepts_test=False, today=TODAY)
    return answer if isinstance(answer, ReadIdentity) else [one.where for one in answer]


def test_a_number_of_corsica_is_read_with_its_letter() -> None:
    answer = read(replace(PAOLO, number="284032A004012" + _key("284032A004012")))
    assert isinstance(answer, ReadIdentity)
    assert answer.identifier.value.startswith("284032A004012")
    assert answer.traits == IdentityTraits("CASANOVA", ("PAOLO", "ANGELO"), Gender.MALE, date(1975, 6, 30), "2A004", "")


def _key(nir: str) -> str:
    number = int(nir.replace("2A", "19").replace("2B", "18"))
    return f"{97 - number % 97:02d}"


SOUND = replace(PAOLO, number="175062A004012" + _key("175062A004012"))


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        (replace(SOUND, number=SOUND.number[:-1] + "x"), ["number"]),
        (replace(SOUND, number="17506"), ["number"]),
        (replace(SOUND, birth_name="  "), ["birth_name"]),
        (replace(SOUND, birth_name="Casan0va"), ["birth_name"]),
        (replace(SOUND, given_names=""), ["given_names"]),
        (replace(SOUND, given_names="Paolo 7"), ["given_names"]),
        (replace(SOUND, used_name="?"), ["used_name"]),
        (replace(SOUND, birth_date="1975-02-30"), ["birth_date"]),
        (replace(SOUND, birth_date="2026-11-22"), ["birth_date"]),
        (replace(SOUND, gender=""), ["gender"]),
        (replace(SOUND, birth_place="Ajaccio"), ["birth_place"]),
        (TypedIdentity("", "", "", "", "", ""), "all"),
    ],
)
def test_each_wrong_part_is_named_and_never_quoted(typed: TypedIdentity, wrong: list[str] | str) -> None:
    found = read(typed)
    everything = ["number", "birth_name", "given_names", "birth_date", "gender", "birth_place"]
    assert found == (everything if wrong == "all" else wrong)


def test_who_was_born_today_may_have_a_record() -> None:
    assert isinstance(read(replace(SOUND, birth_date=TODAY.isoformat())), ReadIdentity)


def test_a_provisional_number_is_read_under_its_own_authority() -> None:
    waiting = "7810599109077" + _key("7810599109077")
    answer = read_insured_number(waiting, accepts_test=False)
    assert getattr(answer, "system", None) is PatientIdentifierSystem.INS_NIA
    of_the_demonstration = read_insured_number(waiting, accepts_test=True)
    assert getattr(of_the_demonstration, "system", None) is PatientIdentifierSystem.INS_NIR_DEMO
    said = read_insured_number(waiting, accepts_test=True, system=PatientIdentifierSystem.INS_NIR_TEST)
    assert getattr(said, "system", None) is PatientIdentifierSystem.INS_NIR_TEST


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("Le Bihan", "LE BIHAN"),
        ("  le   bihan ", "LE BIHAN"),
        ("d’Œuvre", "D'OEUVRE"),
        ("Zoé", "ZOE"),
        ("Garcia–Hammadi", "GARCIA-HAMMADI"),
        ("'t Hooft", "'T HOOFT"),
        ("Durand--Petit", "DURAND--PETIT"),
        ("-Durand", None),
        ("Durand '", None),
        ("Łukasz", None),
        ("A" * 101, None),
        ("", None),
    ],
)
def test_a_name_is_written_in_the_letters_of_the_ins_or_refused(typed: str, written: str | None) -> None:
    assert ins_name(typed) == written


KNOWN = IdentityTraits("KERVELLA", ("JEANNE", "ROSE"), Gender.FEMALE, date(1995, 8, 21), "44109", "LE GALL")


@pytest.mark.parametrize(
    ("said", "is_the_same"),
    [
        (KNOWN, True),
        (replace(KNOWN, given_names=("Jeanne",)), True),
        (replace(KNOWN, birth_name="Le Gall"), True),
        (replace(KNOWN, given_names=("JULIE",)), False),
        (replace(KNOWN, given_names=()), False),
        (replace(KNOWN, birth_name="MARTIN"), False),
        (replace(KNOWN, birth_date=date(1995, 8, 22)), False),
        (replace(KNOWN, gender=Gender.MALE), False),
    ],
)
def test_a_twin_and_a_namesake_are_not_the_person_of_that_number(said: IdentityTraits, is_the_same: bool) -> None:
    assert is_the_same_person(said, KNOWN) is is_the_same
