"""Where the lines of a gauge and of a curve stand."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carnet.doors.kit.charts import WIDTH, draw_curve, draw_gauge

FIRST = datetime(2025, 1, 10, tzinfo=UTC)
AMOUNTS = st.decimals(min_value=0, max_value=10_000, places=2)


def days(*later: int) -> list[datetime]:
    return [FIRST + timedelta(days=one) for one in later]


def test_a_figure_above_stands_after_the_band_and_one_below_before_it() -> None:
    low, high = Decimal("0.4"), Decimal("4.0")
    above, below = draw_gauge(Decimal("5.8"), low, high), draw_gauge(Decimal("0.1"), low, high)
    assert float(above.x) > float(above.high_x) > float(above.low_x)
    assert float(below.x) < float(below.low_x)


def test_an_open_end_of_the_usual_values_goes_to_the_edge_and_is_not_written() -> None:
    at_most = draw_gauge(Decimal("1.2"), None, Decimal("5.0"))
    assert (at_most.low_x, at_most.band_x) == ("", "0")
    at_least = draw_gauge(Decimal("0.7"), Decimal("0.4"), None)
    assert at_least.high_x == ""
    assert float(at_least.band_x) + float(at_least.band_width) == WIDTH


def test_without_usual_values_there_is_no_gauge() -> None:
    with pytest.raises(ValueError, match="usual values"):
        draw_gauge(Decimal(1), None, None)


@given(AMOUNTS, AMOUNTS, AMOUNTS)
def test_whatever_the_figure_nothing_is_drawn_outside(value: Decimal, one: Decimal, other: Decimal) -> None:
    gauge = draw_gauge(value, min(one, other), max(one, other))
    assert 0 <= float(gauge.x) <= WIDTH
    assert 0 <= float(gauge.low_x) <= float(gauge.high_x) <= WIDTH


def test_a_curve_rises_with_its_figures_and_knows_the_one_of_its_page() -> None:
    figures = list(zip(days(0, 180, 600), map(Decimal, ("3.1", "3.6", "5.8")), strict=True))
    curve = draw_curve(figures, here=2, low=Decimal("0.4"), high=Decimal("4.0"))
    assert curve is not None
    heights = [float(point.y) for point in curve.points]
    assert heights == sorted(heights, reverse=True)
    assert [point.is_here for point in curve.points] == [False, False, True]
    assert [point.is_dated for point in curve.points] == [True, True, True]


def test_dates_that_would_cover_each_other_are_left_to_the_table() -> None:
    figures = [(at, Decimal(3)) for at in days(0, 5, 300, 595, 600)]
    curve = draw_curve(figures, here=0, low=None, high=None)
    assert curve is not None
    assert [point.is_dated for point in curve.points] == [True, False, True, False, True]
    assert curve.band_y == ""


def test_one_moment_makes_no_curve() -> None:
    assert draw_curve([(FIRST, Decimal(3))], here=0, low=None, high=None) is None
    assert draw_curve([(FIRST, Decimal(3)), (FIRST, Decimal(4))], here=0, low=None, high=None) is None
    assert draw_curve([], here=0, low=None, high=None) is None
