"""The day somebody comes of age, in Paris."""

from datetime import date, datetime, timedelta

import pytest

from carnet.core.record.majority import comes_of_age_on, is_minor, majority_begins, majority_is_told


@pytest.mark.parametrize(
    ("born", "of_age"),
    [
        (date(2008, 11, 21), date(2026, 11, 21)),
        (date(2008, 2, 29), date(2026, 3, 1)),
        (date(2008, 12, 31), date(2026, 12, 31)),
        (date(2002, 2, 28), date(2020, 2, 28)),
    ],
)
def test_somebody_comes_of_age_on_their_eighteenth_birthday(born: date, of_age: date) -> None:
    assert comes_of_age_on(born) == of_age


@pytest.mark.parametrize(
    ("at", "minor"),
    [
        ("2026-11-20T23:59:59+01:00", True),
        ("2026-11-21T00:00:00+01:00", False),
        ("2026-11-20T22:59:59+00:00", True),
        ("2026-11-20T23:00:00+00:00", False),
        ("2026-11-21T11:00:00+12:00", False),
    ],
)
def test_the_birthday_begins_at_midnight_in_paris_wherever_the_clock_is(at: str, minor: bool) -> None:
    assert is_minor(date(2008, 11, 21), at=datetime.fromisoformat(at)) is minor


def test_somebody_of_unknown_birth_is_nobodys_ward() -> None:
    assert not is_minor(None, at=datetime.fromisoformat("2026-11-21T12:00:00+01:00"))


@pytest.mark.parametrize(
    ("born", "told"),
    [
        (date(2008, 11, 21), "2026-10-21T00:00:00+02:00"),
        (date(2008, 3, 31), "2026-02-28T00:00:00+01:00"),
        (date(2008, 2, 29), "2026-02-01T00:00:00+01:00"),
        (date(2008, 1, 15), "2025-12-15T00:00:00+01:00"),
    ],
)
def test_a_majority_is_told_one_month_before(born: date, told: str) -> None:
    assert majority_is_told(born) == datetime.fromisoformat(told)


def test_a_majority_begins_when_being_a_minor_ends() -> None:
    for born in (date(2008, 11, 21), date(2008, 2, 29), date(2008, 6, 9)):
        begins = majority_begins(born)
        assert not is_minor(born, at=begins)
        assert is_minor(born, at=begins - timedelta(microseconds=1))
