"""Compares the dates and times of FHIR, which may be as vague as a year (hl7.org/fhir/R4/datatypes.html#dateTime)."""

import re
from calendar import monthrange
from datetime import date
from fractions import Fraction
from typing import Final

_MOMENT: Final = re.compile(
    r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01])(?:T(\d\d):(\d\d):(\d\d)(\.\d{1,30})?(?:Z|([+-])(\d\d):(\d\d)))?)?)?",
    re.ASCII,
)
_DAY: Final = 86_400
_FARTHEST_EAST: Final = 14 * 3600
_FARTHEST_WEST: Final = -12 * 3600


def earliest(moment: object) -> Fraction | None:
    """The first second that a date, dateTime or instant may mean, counted from year 1; None for anything else.

    A date without a time begins where the day begins first, at +14:00.
    """
    bounds = _bounds(moment)
    return bounds[0] if bounds else None


def latest(moment: object) -> Fraction | None:
    """The end of what a date, dateTime or instant may mean, in seconds from year 1; None for anything else.

    A date without a time ends where the day ends last, at -12:00.
    """
    bounds = _bounds(moment)
    return bounds[1] if bounds else None


def _bounds(moment: object) -> tuple[Fraction, Fraction] | None:
    match = _MOMENT.fullmatch(moment) if isinstance(moment, str) else None
    if match is None or match[1] == "0000":
        return None
    year = int(match[1])
    first_month, last_month = (int(match[2]), int(match[2])) if match[2] else (1, 12)
    last_day = int(match[3]) if match[3] else monthrange(year, last_month)[1]
    if last_day > monthrange(year, last_month)[1]:
        return None
    begins = date(year, first_month, int(match[3] or 1)).toordinal() * _DAY
    ends = (date(year, last_month, last_day).toordinal() + 1) * _DAY
    if match[4] is None:
        return Fraction(begins - _FARTHEST_EAST), Fraction(ends - _FARTHEST_WEST)
    offset = (int(match[9]) * 3600 + int(match[10]) * 60) * (-1 if match[8] == "-" else 1) if match[8] else 0
    second = begins + int(match[4]) * 3600 + int(match[5]) * 60 + int(match[6]) - offset
    exact = second + Fraction(match[7] or 0)
    return exact, exact
