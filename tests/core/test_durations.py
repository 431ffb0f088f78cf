"""How long a yes lasts when nobody chose, as the operator wrote it; and the days on which a yes ends."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carnet.core.access.faulty import Faulty
from carnet.core.consent.authorization import Authorization, AuthorizationStatus, status_of
from carnet.core.consent.durations import Durations, our_durations, read_durations
from carnet.core.consent.ending import end_of_day, last_day, renewed
from carnet.core.consent.ending import given as given_for

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
DOCTOR, NURSE, HOSPITAL, PRACTICE = "10", "60", "SA01", "SA08"
TABLE = """profession,facility_type,days
10,SA01,30
10,,365
,SA01,7
,,1000
"""


def read(table: str) -> Durations:
    found = read_durations(table)
    assert isinstance(found, Durations), found
    return found


def test_without_a_line_a_yes_is_without_end() -> None:
    assert our_durations().of(DOCTOR, HOSPITAL) is None
    assert read("profession,facility_type,days\n60,,30").of(DOCTOR, HOSPITAL) is None


def test_the_line_that_says_most_counts() -> None:
    table = read(TABLE)
    found = [table.of(*one) for one in ((DOCTOR, HOSPITAL), (DOCTOR, PRACTICE), (NURSE, HOSPITAL), (NURSE, PRACTICE))]
    assert found == [timedelta(days=days) for days in (30, 365, 7, 1000)]
    assert table.of("", HOSPITAL) == timedelta(days=7), "a whole establishment has no profession"


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ("", "les colonnes doivent être profession, facility_type, days."),
        ("profession,days\n10,3", "les colonnes doivent être profession, facility_type, days."),
        ("profession,facility_type,days\n4,,3", "ligne 2 : cette profession n’existe pas."),
        ("profession,facility_type,days\n10,,3\n10,,4", "ligne 3 : ce couple a déjà sa durée."),
        ("profession,facility_type,days\n10,,0", "ligne 2 : il faut un nombre de jours entier, de 1 à 3650."),
        ("profession,facility_type,days\n10,,3651", "ligne 2 : il faut un nombre de jours entier, de 1 à 3650."),
        ("profession,facility_type,days\n10,,un an", "ligne 2 : il faut un nombre de jours entier, de 1 à 3650."),
        ("profession,facility_type,days\n10", "ligne 2 : il faut un nombre de jours entier, de 1 à 3650."),
    ],
)
def test_a_table_that_says_nothing_clear_is_told_line_by_line(table: str, told: str) -> None:
    found = read_durations(table)
    assert isinstance(found, Faulty)
    (fault,) = found.faults
    assert fault.removeprefix("CARNET_DURATIONS, ").removeprefix("CARNET_DURATIONS : ") == told


def test_a_yes_until_a_day_is_worth_all_of_that_day_in_paris() -> None:
    ends = end_of_day(date(2026, 3, 29))  # the day has 23 hours
    yes = Authorization(NOON - timedelta(days=400), ends)
    assert ends == datetime(2026, 3, 29, 22, 0, tzinfo=UTC)
    assert status_of(yes, at=ends - timedelta(microseconds=1)) is AuthorizationStatus.VALID
    assert status_of(yes, at=ends) is AuthorizationStatus.EXPIRED
    assert last_day(ends) == date(2026, 3, 29)


def test_a_yes_for_a_time_is_worth_its_last_day_to_the_end() -> None:
    yes = given_for(at=NOON, lasts=timedelta(days=30))
    assert yes.ends_at is not None
    assert last_day(yes.ends_at) == date(2026, 12, 21)
    assert given_for(at=NOON, lasts=None).ends_at is None


@given(st.one_of(st.none(), st.integers(-400, 400)), st.one_of(st.none(), st.integers(1, 400)), st.integers(0, 400))
def test_a_new_declared_presence_never_shortens_a_yes(left: int | None, days: int | None, ago: int) -> None:
    """``left``: days left of the present yes, or none; ``ago``: since when it was given."""
    given_at = NOON - timedelta(days=ago + 401)
    current = Authorization(given_at, NOON + timedelta(days=left) if left is not None else None)
    lasts = timedelta(days=days) if days is not None else None
    after = renewed(current, at=NOON, lasts=lasts)
    assert status_of(after, at=NOON) is AuthorizationStatus.VALID
    assert after.ends_at is None or (current.ends_at is not None and after.ends_at >= current.ends_at)
    if status_of(current, at=NOON) is AuthorizationStatus.VALID:
        assert after.given_at == given_at
    else:
        assert after == given_for(at=NOON, lasts=lasts)
