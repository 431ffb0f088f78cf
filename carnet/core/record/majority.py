"""The day somebody comes of age."""

from calendar import monthrange
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

MAJORITY, EMANCIPATION = 18, 16
PARIS = ZoneInfo("Europe/Paris")
"""Birthdays begin at midnight where the law is French."""


def comes_of_age_on(birth_date: date) -> date:
    """Tell the day of the eighteenth birthday; for somebody born on 29 February, 1 March of a common year."""
    return _turns(birth_date, MAJORITY)


def may_be_emancipated(birth_date: date | None, *, at: datetime) -> bool:
    """Tell whether a judge may have let somebody act alone: a minor of sixteen or more (Code civil 413-2)."""
    if birth_date is None or not is_minor(birth_date, at=at):
        return False
    return at.astimezone(PARIS).date() >= _turns(birth_date, EMANCIPATION)


def has_turned(birth_date: date | None, age: int, *, at: datetime) -> bool:
    """Tell whether somebody has had a birthday, ``age`` in years. An unknown birth date makes nobody too young."""
    return birth_date is None or at.astimezone(PARIS).date() >= _turns(birth_date, age)


def _turns(birth_date: date, age: int) -> date:
    year = birth_date.year + age
    try:
        return birth_date.replace(year=year)
    except ValueError:
        return date(year, 3, 1)


def is_minor(birth_date: date | None, *, at: datetime) -> bool:
    """Tell whether somebody is a minor at an instant. An unknown birth date makes nobody a minor."""
    return birth_date is not None and at.astimezone(PARIS).date() < comes_of_age_on(birth_date)


def majority_begins(birth_date: date) -> datetime:
    """Tell the instant at which somebody comes of age: that midnight, in Paris."""
    return datetime.combine(comes_of_age_on(birth_date), time(0), tzinfo=PARIS)


def majority_is_told(birth_date: date) -> datetime:
    """Tell when whoever represents a minor is told that their access will end: one month before, in Paris.

    The same day of the month before, or the last of a shorter month (FAQ dmp.fr 2018: « un mois avant »).
    """
    day = comes_of_age_on(birth_date)
    year, month = (day.year, day.month - 1) if day.month > 1 else (day.year - 1, 12)
    shortened = min(day.day, monthrange(year, month)[1])
    return datetime.combine(date(year, month, shortened), time(0), tzinfo=PARIS)
