"""Dates as people read them (interface.md 6.6, rule 11)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.template import Context, Template
from django.utils import translation

from carnet.doors.kit import dates

NIGHT = datetime(2026, 11, 19, 1, 41, tzinfo=UTC)
"""2 h 41 in France, in winter."""


def read(expression: str, when: date, language: str = "fr", **others: object) -> str:
    with translation.override(language):
        return Template(f"{{{{ when|{expression} }}}}").render(Context({"when": when, **others}))


@pytest.mark.parametrize(
    ("expression", "language", "text"),
    [
        ("datetime_fr", "fr", "jeudi 19 novembre 2026 à 2 h 41"),
        ("datetime_fr", "en", "Thursday 19 November 2026 at 2:41 am"),
        ("date_fr", "fr", "jeudi 19 novembre 2026"),
        ("plain_date", "fr", "19 novembre 2026"),
        ("plain_date", "en", "19 November 2026"),
        ("short_date", "fr", "19 nov. 2026"),
        ("short_date", "en", "19 Nov 2026"),
        ("time_fr", "fr", "2 h 41"),
        ("date_pro", "fr", "19/11/2026"),
        ("datetime_pro", "fr", "19/11/2026 02:41"),
    ],
)
def test_an_emergency_of_the_night_is_dated_by_the_clocks_of_france(expression: str, language: str, text: str) -> None:
    assert read(expression, NIGHT, language) == f'<time datetime="2026-11-19T02:41:00+01:00">{text}</time>'


def test_the_first_of_a_month_is_said_first() -> None:
    assert read("date_fr", date(2026, 5, 1)) == '<time datetime="2026-05-01">vendredi 1er mai 2026</time>'


def test_a_summer_evening_is_two_hours_ahead_of_utc() -> None:
    assert read("time_fr", datetime(2026, 7, 14, 22, 5, tzinfo=UTC)).endswith(">0 h 05</time>")


@pytest.mark.parametrize(
    ("later", "text"),
    [
        (timedelta(seconds=20), "à l’instant"),
        (timedelta(minutes=1), "il y a 1 minute"),
        (timedelta(minutes=12), "il y a 12 minutes"),
        (timedelta(hours=3), "il y a 3 heures"),
        (timedelta(hours=23, minutes=20), "il y a 23 heures"),
        (timedelta(hours=24), "jeudi 19 novembre 2026 à 2 h 41"),
        (timedelta(minutes=-12), "dans 12 minutes"),
    ],
)
def test_a_date_is_relative_for_a_day_and_always_keeps_its_exact_time(later: timedelta, text: str) -> None:
    assert (
        read("relative_date:now", NIGHT, now=NIGHT + later)
        == f'<time datetime="2026-11-19T02:41:00+01:00">{text}</time>'
    )


def test_a_time_without_a_zone_is_a_bug() -> None:
    with pytest.raises(ValueError, match="without a zone"):
        dates.in_france(datetime(2026, 11, 19, 1, 41))  # noqa: DTZ001  what is tested
