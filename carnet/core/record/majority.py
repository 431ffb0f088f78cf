"""The day somebody comes of age."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

MAJORITY = 18
PARIS = ZoneInfo("Europe/Paris")
"""Birthdays begin at midnight where the law is French."""


def comes_of_age_on(birth_date: date) -> date:
    """Tell the day of the eighteenth birthday; for somebody born on 29 February, 1 March of a common year."""
    year = birth_date.year + MAJORITY
    try:
        return birth_date.replace(year=year)
    except ValueError:
        return date(year, 3, 1)


def is_minor(birth_date: date | None, *, at: datetime) -> bool:
    """Tell whether somebody is a minor at an instant. An unknown birth date makes nobody a minor."""
    return birth_date is not None and at.astimezone(PARIS).date() < comes_of_age_on(birth_date)
