"""When what nobody has announced is shown to the person: thirty days later, and never at night."""

from datetime import datetime, timedelta

import pytest

from carnet.core.access.faulty import Faulty
from carnet.core.documents.announcement import USUAL_DELAY, is_daytime, read_delay, released_at, reminded_at
from carnet.core.record.majority import PARIS


def paris(text: str) -> datetime:
    """An instant by the clocks of Paris."""
    return datetime.fromisoformat(text).replace(tzinfo=PARIS)


@pytest.mark.parametrize(
    ("deposited", "shown"),
    [
        ("2026-11-21T12:00", "2026-12-21T12:00"),
        ("2026-11-21T08:00", "2026-12-21T08:00"),
        ("2026-11-21T19:59", "2026-12-21T19:59"),
        ("2026-11-21T20:00", "2026-12-22T08:00"),
        ("2026-11-21T23:59", "2026-12-22T08:00"),
        ("2026-11-21T03:15", "2026-12-21T08:00"),
    ],
)
def test_what_would_be_shown_in_the_night_waits_for_the_morning(deposited: str, shown: str) -> None:
    assert released_at(paris(deposited), delay=USUAL_DELAY) == paris(shown)


def test_the_night_is_that_of_paris_in_summer_too() -> None:
    end = released_at(paris("2026-03-10T07:30"), delay=USUAL_DELAY)
    assert end == paris("2026-04-09T08:30"), "thirty times 24 hours over the change of the clocks"
    assert [is_daytime(paris(f"2026-07-14T{hour}")) for hour in ("07:59", "08:00", "19:59", "20:00")] == [
        False,
        True,
        True,
        False,
    ]


def test_the_depositor_is_reminded_seven_days_before() -> None:
    end = paris("2026-12-21T12:00")
    assert end - reminded_at(due=end) == timedelta(days=7)


@pytest.mark.parametrize(("written", "days"), [("", 30), ("8", 8), ("21", 21), ("90", 90)])
def test_an_operator_chooses_how_long_what_is_not_announced_waits(written: str, days: int) -> None:
    assert read_delay(written) == timedelta(days=days)


@pytest.mark.parametrize("written", ["0", "7", "91", "-30", "30.5", "trente", "٣٠", " 30"])
def test_a_delay_too_short_for_the_reminder_or_too_long_for_the_person_is_refused(written: str) -> None:
    told = "CARNET_ANNOUNCEMENT_DAYS : il faut un nombre de jours entier, de 8 à 90."
    assert read_delay(written) == Faulty((told,))
