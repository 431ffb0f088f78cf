"""HL7 points in time, from a year to a fraction of a second, as Python datetimes that know their zone."""

import math
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from enum import IntEnum
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")

_TS = re.compile(
    r"(?P<year>\d{4})(?:(?P<month>\d{2})(?:(?P<day>\d{2})(?:(?P<hour>\d{2})(?:(?P<minute>\d{2})"
    r"(?:(?P<second>\d{2})(?:\.(?P<fraction>\d{1,6})\d*)?)?)?)?)?)?(?P<zone>[+-]\d{4})?",
    re.ASCII,
)


class Precision(IntEnum):
    """How much of a point in time was written."""

    YEAR = 1
    MONTH = 2
    DAY = 3
    HOUR = 4
    MINUTE = 5
    SECOND = 6


@dataclass(frozen=True, slots=True)
class Timestamp:
    """``at``: the first instant of what was written, with its zone."""

    at: datetime
    precision: Precision

    def agrees_with(self, other: datetime) -> bool:
        """Whether another instant is the same, as far as this one was written; fractions of a second do not count."""
        if self.precision <= Precision.DAY:
            # A date without hour has no zone of its own: « 20210104 » is that day, here or in universal time.
            days = {str(other.astimezone(zone).date()) for zone in (PARIS, self.at.tzinfo, UTC)}
            written = (4, 7, 10)[self.precision - 1]
            return str(self.at.date())[:written] in {day[:written] for day in days}
        lasts = {Precision.HOUR: 3600, Precision.MINUTE: 60, Precision.SECOND: 1}[self.precision]
        return timedelta() <= other - self.at.replace(microsecond=0) < timedelta(seconds=lasts)


def parse(value: str) -> Timestamp | None:
    """Read an HL7 ``TS``: ``YYYY[MM[DD[hh[mm[ss[.f…]]]]]][+zzzz]``.

    What is not written is the beginning (January, the 1st, midnight). Without a zone, the time is that of
    Europe/Paris. Returns nothing for what is not a point in time (a 30th of February, a month 00), here or in
    universal time (the first day of the year 1).
    """
    match = _TS.fullmatch(value)
    if match is None:
        return None
    parts = [match[name] for name in ("year", "month", "day", "hour", "minute", "second")]
    written = [int(part) for part in parts if part is not None]
    precision = Precision(len(written))
    year, month, day, hour, minute, second = written + [0, 1, 1, 0, 0, 0][len(written) :]
    fraction = int((match["fraction"] or "0").ljust(6, "0"))
    zone = _zone(match["zone"])
    if zone is None:
        return None
    try:
        at = datetime(year, month, day, hour, minute, second, fraction, tzinfo=zone)
        # The first and the last hours of the calendar have no instant elsewhere: no page could write them.
        at.astimezone(UTC), at.astimezone(PARIS)
    except (ValueError, OverflowError):
        return None
    return Timestamp(at, precision)


def latest_first(when: Timestamp | None) -> float:
    """Give the key by which what is dated is sorted, the latest first, and what nobody dated last."""
    return math.inf if when is None else -when.at.timestamp()


def parse_day(value: str) -> date | None:
    """Read the date of a birth, with or without its hour; nothing where the day is not known."""
    read = parse(value)
    return None if read is None or read.precision < Precision.DAY else read.at.date()


def write(moment: datetime) -> str:
    """Write an instant as an HL7 ``TS`` to the second, in the time of Europe/Paris. ``moment`` knows its zone."""
    return moment.astimezone(PARIS).strftime("%Y%m%d%H%M%S%z")


def _zone(written: str | None) -> ZoneInfo | timezone | None:
    if written is None:
        return PARIS
    hours, minutes = int(written[1:3]), int(written[3:])
    if hours > 14 or minutes > 59:
        return None
    shift = timedelta(hours=hours, minutes=minutes)
    return timezone(-shift if written[0] == "-" else shift)
