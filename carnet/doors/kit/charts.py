"""Where the lines of a gauge and of a curve stand: geometry alone, which a template draws as SVG (interface.md 2.4)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

WIDTH = 600
"""Of both drawings, in their own units: the style sheet makes them as wide as the page lets."""
LEFT, RIGHT = 20.0, 580.0
CURVE_LEFT, CURVE_RIGHT, CURVE_TOP, CURVE_BOTTOM = 70.0, 560.0, 34.0, 140.0
APART = 130
"""Room of a label, in the large letters of a phone: two labels that are closer would cover each other."""


@dataclass(frozen=True, slots=True)
class Gauge:
    """The point, and the band of the usual values; all along 600 units. ``low_x``, ``high_x``: none where open."""

    x: str
    band_x: str
    band_width: str
    low_x: str
    high_x: str
    middle_x: str
    is_narrow: bool
    """Whether the ends of the band are too close to be written apart."""


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """A point of a curve. ``is_dated``: whether there is room for its date below; ``is_here``: of the page itself."""

    x: str
    y: str
    at: datetime
    label_y: str
    is_dated: bool
    is_here: bool


@dataclass(frozen=True, slots=True)
class Curve:
    """The points in order, the line through them, and the band of usual values where there is one."""

    points: tuple[CurvePoint, ...]
    line: str
    band_y: str
    band_height: str
    low_y: str
    high_y: str
    left: str = str(int(CURVE_LEFT))


def draw_gauge(value: Decimal, low: Decimal | None, high: Decimal | None) -> Gauge:
    """Place a figure beside its usual values, of which one end may be open; ``ValueError`` where both are."""
    if low is None and high is None:
        raise ValueError("a gauge needs usual values")
    first = float(low if low is not None else min(Decimal(0), value))
    last = float(high if high is not None else max(value, (low or Decimal(0)) * 2))
    span = (last - first) or abs(last) or 1.0
    start = first if low is None else min(first - span / 2, float(value) - span / 10)
    end = last if high is None else max(last + span / 2, float(value) + span / 10)
    start, end = min(start, float(value)), max(end, float(value))
    scale = (RIGHT - LEFT) / ((end - start) or 1.0)

    def along(amount: float) -> float:
        return LEFT + (amount - start) * scale

    band_start, band_end = along(first) if low is not None else 0.0, along(last) if high is not None else float(WIDTH)
    return Gauge(
        x=_number(along(float(value))),
        band_x=_number(band_start),
        band_width=_number(band_end - band_start),
        low_x=_number(band_start) if low is not None else "",
        high_x=_number(band_end) if high is not None else "",
        middle_x=_number(min(max((band_start + band_end) / 2, APART), WIDTH - APART)),
        is_narrow=low is not None and high is not None and band_end - band_start < APART,
    )


def draw_curve(
    figures: Sequence[tuple[datetime, Decimal]], *, here: int, low: Decimal | None, high: Decimal | None
) -> Curve | None:
    """Draw figures over time; nothing for fewer than two moments. ``here``: the place of the one of this page.

    ``figures``: oldest first. ``low``, ``high``: the usual values to draw behind, either may be missing.
    """
    if len({at for at, _figure in figures}) <= 1:
        return None
    seconds = [at.timestamp() for at, _figure in figures]
    known = [float(one) for one in (*(figure for _at, figure in figures), low, high) if one is not None]
    least, most = min(known), max(known)
    room = (most - least) or abs(most) or 1.0
    least, most = least - room / 10, most + room / 10

    def across(second: float) -> float:
        return CURVE_LEFT + (second - seconds[0]) / (seconds[-1] - seconds[0]) * (CURVE_RIGHT - CURVE_LEFT)

    def up(amount: float) -> float:
        return CURVE_BOTTOM - (amount - least) / (most - least) * (CURVE_BOTTOM - CURVE_TOP)

    places = [(across(second), up(float(figure))) for second, (_at, figure) in zip(seconds, figures, strict=True)]
    dated = _dated([x for x, _y in places])
    band_top = up(float(high)) if high is not None else CURVE_TOP
    band_bottom = up(float(low)) if low is not None else CURVE_BOTTOM
    has_band = low is not None or high is not None
    return Curve(
        points=tuple(
            CurvePoint(_number(x), _number(y), at, _number(y - 14), place in dated, place == here)
            for place, ((x, y), (at, _figure)) in enumerate(zip(places, figures, strict=True))
        ),
        line=" ".join(f"{_number(x)},{_number(y)}" for x, y in places),
        band_y=_number(band_top) if has_band else "",
        band_height=_number(band_bottom - band_top) if has_band else "",
        low_y=_number(band_bottom + 5) if low is not None else "",
        high_y=_number(band_top + 5) if high is not None else "",
    )


def _dated(places: Sequence[float]) -> frozenset[int]:
    """Choose which points are dated below: the first and the last, and those between that leave room to both."""
    kept = [0]
    for place in range(1, len(places) - 1):
        if places[place] - places[kept[-1]] >= APART and places[-1] - places[place] >= APART:
            kept.append(place)
    return frozenset({*kept, len(places) - 1})


def _number(amount: float) -> str:
    """Write a length as SVG reads it, whatever the language of the page."""
    return f"{amount:.1f}".removesuffix(".0")
