"""Dates and times as people read them, in France's time, in the language of the page (interface.md 6.6, rule 11)."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import dateformat
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

FRANCE = ZoneInfo("Europe/Paris")
"""Where the clocks of the pages are. What is stored, and what the API says, is in UTC."""

DAY = timedelta(hours=24)
"""Beyond it, a relative date says less than the date."""
FIRST_DAY, LAST_DAY = date(1800, 1, 1), date(2999, 12, 31)
"""Between which lies every day that somebody means: no clock knows what comes before the year 1 or after 9999."""


def in_france(when: date | datetime) -> date | datetime:
    """Give an instant as the clocks of France show it; a day without a time stays that day.

    ``ValueError`` for a time without a zone: nobody could say which instant it is.
    """
    if isinstance(when, datetime):
        if when.tzinfo is None:
            raise ValueError("a time without a zone cannot be shown")
        return when.astimezone(FRANCE)
    return when


def read_day(typed: str) -> date | None:
    """Read the day that a date field sends, « 2026-11-19 »; None for what is no day, or one that nobody means."""
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        return None
    return day if FIRST_DAY <= day <= LAST_DAY else None


def long_date(when: date | datetime) -> str:
    """« mercredi 19 novembre 2026 » ; the first of a month is « 1er »."""
    local = in_france(when)
    day = _("1er") if local.day == 1 else str(local.day)
    return _("{weekday} {day} {month} {year}").format(
        weekday=dateformat.format(local, "l"), day=day, month=dateformat.format(local, "F"), year=local.year
    )


def plain_date(when: date | datetime) -> str:
    """« 19 novembre 2026 », where the day of the week says nothing: a birth, a vaccination."""
    local = in_france(when)
    day = _("1er") if local.day == 1 else str(local.day)
    return _("{day} {month} {year}").format(day=day, month=dateformat.format(local, "F"), year=local.year)


def short_date(when: date | datetime) -> str:
    """« 19 nov. 2026 », in lists."""
    local = in_france(when)
    month = dateformat.format(local, "N").lower() if get_language() == "fr" else dateformat.format(local, "M")
    return _("{day} {month} {year}").format(day=local.day, month=month, year=local.year)


def long_month(when: date | datetime) -> str:
    """« novembre 2026 », the head of a group."""
    local = in_france(when)
    return _("{month} {year}").format(month=dateformat.format(local, "F"), year=local.year)


def short_month(when: date | datetime) -> str:
    """« nov. 2026 », below a curve."""
    local = in_france(when)
    month = dateformat.format(local, "N").lower() if get_language() == "fr" else dateformat.format(local, "M")
    return _("{month} {year}").format(month=month, year=local.year)


def time_of_day(when: datetime) -> str:
    """« 2 h 41 » ; « 2:41 am » in English."""
    local = in_france(when)
    return _("{hour} h {minute}").format(
        hour=dateformat.format(local, "G"),
        minute=dateformat.format(local, "i"),
        clock=dateformat.format(local, "g:i"),
        half="am" if local.strftime("%H") < "12" else "pm",
    )


def long_datetime(when: datetime) -> str:
    """« mercredi 19 novembre 2026 à 2 h 41 »."""
    return _("{date} à {time}").format(date=long_date(when), time=time_of_day(when))


def dense_date(when: date | datetime) -> str:
    """« 19/11/2026 », for professionals."""
    return in_france(when).strftime("%d/%m/%Y")


def dense_datetime(when: datetime) -> str:
    """« 19/11/2026 02:41 », for professionals."""
    return in_france(when).strftime("%d/%m/%Y %H:%M")


def relative(when: datetime, now: datetime) -> str:
    """« il y a 3 heures » or « dans 12 minutes » under 24 hours from ``now``, else the long date with its time."""
    distance = when - now
    if abs(distance) >= DAY:
        return long_datetime(when)
    minutes = round(abs(distance).total_seconds() / 60)
    if minutes == 0:
        return _("à l’instant")
    if minutes < 60:
        amount = ngettext("{count} minute", "{count} minutes", minutes).format(count=minutes)
    else:
        hours = round(minutes / 60)
        amount = ngettext("{count} heure", "{count} heures", hours).format(count=hours)
    return (
        _("dans {amount}").format(amount=amount)
        if distance > timedelta()
        else _("il y a {amount}").format(amount=amount)
    )
