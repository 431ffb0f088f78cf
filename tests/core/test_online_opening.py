"""What opens a record online: numbers as people type them, where and for whom it is offered, how long codes last."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from carnet.core.access.faulty import Faulty
from carnet.core.defects import Defect
from carnet.core.identifiers import nir_key
from carnet.core.people import Gender, IdentityTraits
from carnet.core.record.online_opening import (
    Application,
    Rollout,
    is_listed,
    may_be_sent_another,
    our_rollout,
    read_card_serial,
    read_creation_code,
    read_number,
    read_rollout,
    regimes,
    shown_for_confirmation,
)

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
NIR = "2920344109066" + nir_key("2920344109066")
CORSICAN = "175062A004012" + nir_key("175062A004012")
PROVISIONAL = "7810599109077" + nir_key("7810599109077")


@pytest.mark.parametrize("number", [NIR, CORSICAN, PROVISIONAL])
def test_a_number_is_read_however_it_is_spaced(number: str) -> None:
    spaced = " ".join((number[0], number[1:3], number[3:5], number[5:7], number[7:10], number[10:13], number[13:]))
    assert {read_number(one) for one in (number, spaced, number.lower(), spaced.replace(" ", "-"))} == {number}


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        (NIR[:13], "malformed-ins"),
        ("", "malformed-ins"),
        ("175062C004012" + "00", "malformed-ins"),
        (NIR[:12] + "7" + NIR[13:], "wrong-ins-key"),
        (CORSICAN.replace("2A", "2B"), "wrong-ins-key"),
        ("9" * 500, "malformed-ins"),
    ],
)
def test_a_number_that_cannot_be_says_what_is_wrong(typed: str, code: str) -> None:
    read = read_number(typed)
    assert isinstance(read, Defect)
    assert read.code == code
    assert typed == "" or typed not in read.problem


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("4400000000", "4400000000"),
        ("44 000 000-00", "4400000000"),
        ("440000000", None),
        ("44000000000", None),
        ("44000000A0", None),
        ("٤٤٠٠٠٠٠٠٠٠", None),
    ],
)
def test_the_serial_number_of_a_card_has_ten_digits(typed: str, read: str | None) -> None:
    assert read_card_serial(typed) == read


def test_a_creation_code_is_the_same_in_capitals_and_without_its_hyphens() -> None:
    assert read_creation_code("K7M2 XQ9W–P4RT") == read_creation_code("k7m2-xq9w-p4rt") == "k7m2xq9wp4rt"


def test_what_is_shown_of_somebody_is_a_first_name_an_initial_and_a_year() -> None:
    traits = IdentityTraits("LE GOFF", ("MANON", "ANNE"), Gender.FEMALE, date(1992, 3, 3), "44109", "KERVELLA")
    assert shown_for_confirmation(traits) == ("Manon", "K", 1992)
    unnamed = IdentityTraits("LE GOFF", (), Gender.UNKNOWN, date(1992, 3, 3), "44109")
    assert shown_for_confirmation(unnamed) == ("", "L", 1992)


def test_only_the_regimes_of_the_list_open_online() -> None:
    assert is_listed("01")
    assert not is_listed("05")
    assert not is_listed("99")
    assert len({one.code for one in regimes()}) == len(regimes())


def test_opening_is_offered_everywhere_since_november_2018() -> None:
    the_day = datetime(2018, 11, 5, 23, 0, tzinfo=UTC)
    assert our_rollout().reaches(regime="01", department="2A", at=the_day), "midnight in Paris"
    assert not our_rollout().reaches(regime="01", department="2A", at=the_day - timedelta(seconds=1))


def test_an_operator_offers_it_by_regime_and_departement() -> None:
    rollout = read_rollout("regime,department,from\n01,44,2026-11-21\n*,974,2026-12-01\n")
    assert isinstance(rollout, Rollout)
    assert rollout.reaches(regime="01", department="44", at=NOON)
    assert not rollout.reaches(regime="02", department="44", at=NOON)
    assert not rollout.reaches(regime="01", department="974", at=NOON)
    assert rollout.reaches(regime="02", department="974", at=NOON + timedelta(days=10))


@pytest.mark.parametrize(
    ("table", "faults"),
    [
        ("a,b\n", ("CARNET_ROLLOUT : les colonnes doivent être regime, department, from.",)),
        ("regime,department,from\n77,44,2026-01-01\n", ("CARNET_ROLLOUT, ligne 2 : ce régime n’existe pas.",)),
        (
            "regime,department,from\n01,,demain\n",
            (
                "CARNET_ROLLOUT, ligne 2 : il manque le département.",
                "CARNET_ROLLOUT, ligne 2 : il faut un jour, comme 2018-11-06.",
            ),
        ),
    ],
)
def test_a_table_that_cannot_be_read_says_every_fault(table: str, faults: tuple[str, ...]) -> None:
    assert read_rollout(table) == Faulty(faults)


def test_three_codes_leave_in_a_day_for_one_number() -> None:
    sent = [NOON - timedelta(hours=23), NOON - timedelta(hours=1), NOON]
    assert not may_be_sent_another(sent, at=NOON)
    assert may_be_sent_another(sent[:2], at=NOON)
    assert may_be_sent_another(sent, at=NOON + timedelta(hours=1))


def test_it_is_offered_to_an_adult_of_a_listed_regime_where_it_has_come() -> None:
    nothing_shown = Application(False, False, False, False, is_adult=True, regime_is_listed=True, is_rolled_out=True)
    assert nothing_shown.is_offered
    assert not replace(nothing_shown, is_adult=False).is_offered
    assert not replace(nothing_shown, regime_is_listed=False).is_offered
    assert not replace(nothing_shown, is_rolled_out=False).is_offered
