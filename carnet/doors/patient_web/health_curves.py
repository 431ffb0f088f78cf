"""The curves of what people measure themselves, with the table that says the same (interface.md P15)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _

from carnet.core.health.entry import HealthEntry
from carnet.core.health.kinds import Kind, Shape
from carnet.core.record.majority import PARIS
from carnet.doors.kit.charts import Curve, draw_curve
from carnet.doors.patient_web.health_words import COLUMNS, FIELDS

MIDDAY = time(12)
"""A measure has a day and no hour: it is drawn in the middle of its day."""
MOST_ROWS = 10
"""How many rows stand open; the older ones are one tap away."""


@dataclass(frozen=True, slots=True)
class MeasuredCurve:
    """The curve of one figure. ``number``: of the drawing on its page. ``last``: the newest figure, as written."""

    number: str
    title: str
    spoken: str
    curve: Curve
    last: str


@dataclass(frozen=True, slots=True)
class MeasuredDay:
    """A row of the table: the day, then each figure. ``number``: of the entry; ``by``: who wrote it, if another."""

    number: UUID
    at: datetime
    figures: tuple[str, ...]
    by: str


@dataclass(frozen=True, slots=True)
class Measured:
    """Everything shown of one kind. ``columns``: what the figures of a row are. ``curves``: none for one day alone.

    ``rows``: the newest first; ``older``: the rows that are one tap away.
    """

    curves: tuple[MeasuredCurve, ...]
    columns: tuple[str, ...]
    rows: tuple[MeasuredDay, ...]
    older: tuple[MeasuredDay, ...]


def show_measured(kind: Kind, entries: tuple[HealthEntry, ...], by: Mapping[UUID, str]) -> Measured | None:
    """Draw what this reader may see of a measure; nothing for what is not measured, or where nothing is written.

    ``by``: whose words each entry is. No band and no colour: the curve says what was measured, and judges nothing.
    """
    fields = [one for one in kind.fields if one.shape is Shape.NUMBER]
    by_day = sorted(((_day_of(one), one) for one in entries if one.said.of("on")), key=lambda pair: pair[0])
    if not fields or not by_day:
        return None
    titles = [str(FIELDS[kind.key, field.key]) for field in fields]
    curves = []
    for field, title in zip(fields, titles, strict=True):
        figures = [(at, Decimal(one.said.of(field.key))) for at, one in by_day]
        curve = draw_curve(figures, here=len(figures) - 1, low=None, high=None)
        if curve is not None:
            last = _written(figures[-1][1])
            spoken = _("{title} : {count} mesures, la dernière est {last}.").format(
                title=title, count=len(figures), last=last
            )
            curves.append(MeasuredCurve(f"{kind.key}-{field.key}", title, spoken, curve, last))
    rows = tuple(
        MeasuredDay(
            one.id, at, tuple(_written(Decimal(one.said.of(field.key))) for field in fields), by.get(one.id, "")
        )
        for at, one in reversed(by_day)
    )
    columns = tuple(str(COLUMNS[kind.key, field.key]) for field in fields)
    return Measured(tuple(curves), columns, rows[:MOST_ROWS], rows[MOST_ROWS:])


def _day_of(entry: HealthEntry) -> datetime:
    return datetime.combine(date.fromisoformat(entry.said.of("on")), MIDDAY, PARIS)


def _written(figure: Decimal) -> str:
    return f"{figure:f}".replace(".", ",")
