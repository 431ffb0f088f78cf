"""A banner is shown on time, and stops one function only while it is under way."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from carnet.core.content.banners import (
    Banner,
    Function,
    Level,
    banner_defects,
    shown_at,
    stopped_at,
)
from carnet.core.content.words import Words

SEVEN = datetime(2018, 10, 23, 5, 0, tzinfo=UTC)
EIGHT = SEVEN + timedelta(hours=1)
MAINTENANCE = Banner(
    id=UUID(int=1),
    version=1,
    level=Level.CAUTION,
    stops=Function.OPENING,
    shown_from=SEVEN - timedelta(days=1),
    begins=SEVEN,
    ends=EIGHT,
    title=Words("Alerte.", "Notice."),
    text=Words("La création est arrêtée de 7 h à 8 h.", "Opening is stopped from 7 to 8."),
)
SECOND = timedelta(seconds=1)
NINE_DAYS = timedelta(days=9)


@pytest.mark.parametrize(
    ("at", "is_shown", "is_stopped"),
    [
        (SEVEN - timedelta(days=1) - SECOND, False, False),
        (SEVEN - timedelta(days=1), True, False),
        (SEVEN - SECOND, True, False),
        (SEVEN, True, True),
        (EIGHT - SECOND, True, True),
        (EIGHT, False, False),
    ],
)
def test_it_is_shown_before_and_stops_on_time(at: datetime, is_shown: bool, is_stopped: bool) -> None:
    assert bool(shown_at([MAINTENANCE], at)) is is_shown
    assert (stopped_at([MAINTENANCE], Function.OPENING, at) is not None) is is_stopped


@pytest.mark.parametrize("function", [Function.DEPOSITS, Function.SIGN_IN, Function.EVERYTHING])
def test_the_maintenance_of_a_function_leaves_the_others(function: Function) -> None:
    assert stopped_at([MAINTENANCE], function, SEVEN) is None


@pytest.mark.parametrize("function", list(Function))
def test_the_maintenance_of_everything_stops_each_function(function: Function) -> None:
    assert stopped_at([replace(MAINTENANCE, stops=Function.EVERYTHING)], function, SEVEN) is not None


def test_a_banner_that_only_informs_stops_nothing() -> None:
    assert stopped_at([replace(MAINTENANCE, stops=None)], Function.OPENING, SEVEN) is None


def test_two_maintenances_of_one_function_end_with_the_later() -> None:
    longer = replace(MAINTENANCE, id=UUID(int=2), ends=EIGHT + timedelta(hours=2))
    stopped = stopped_at([MAINTENANCE, longer], Function.OPENING, SEVEN)
    assert stopped is not None
    assert stopped.until == longer.ends


def test_the_loudest_is_read_first() -> None:
    urgent = replace(MAINTENANCE, id=UUID(int=2), level=Level.URGENT)
    assert shown_at([MAINTENANCE, urgent], SEVEN) == (urgent, MAINTENANCE)


@pytest.mark.parametrize(
    ("banner", "code"),
    [
        (replace(MAINTENANCE, ends=SEVEN), "ends-before-it-begins"),
        (
            replace(MAINTENANCE, shown_from=SEVEN - NINE_DAYS, begins=SEVEN - NINE_DAYS, ends=SEVEN - SECOND),
            "is-over",
        ),
        (replace(MAINTENANCE, ends=SEVEN + timedelta(days=3, seconds=1)), "stops-for-too-long"),
        (replace(MAINTENANCE, shown_from=SEVEN + SECOND), "shown-too-late"),
        (replace(MAINTENANCE, title=Words("", "Notice.")), "text-missing"),
        (replace(MAINTENANCE, text=Words("Arrêt.", " ")), "text-missing"),
        (replace(MAINTENANCE, title=Words("a" * 81, "Notice.")), "text-too-long"),
        (replace(MAINTENANCE, text=Words("Arrêt.", "a" * 301)), "text-too-long"),
    ],
)
def test_a_banner_that_makes_no_sense_is_not_published(banner: Banner, code: str) -> None:
    assert banner_defects(MAINTENANCE, at=SEVEN) == ()
    assert [one.code for one in banner_defects(banner, at=SEVEN)] == [code]


def test_a_banner_that_stops_nothing_may_last() -> None:
    lasting = replace(MAINTENANCE, stops=None, ends=SEVEN + timedelta(days=30))
    assert banner_defects(lasting, at=SEVEN) == ()
