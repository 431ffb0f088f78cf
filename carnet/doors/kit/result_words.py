"""What a page of results receives, on both sites: each figure in words, its gauge, its curve and its table."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import formats
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from carnet.core.identifiers import DocumentId
from carnet.core.results.glossary import glossary, units
from carnet.core.results.measured import Bound, Measured, Standing, standing_of
from carnet.doors.kit.charts import Curve, Gauge, draw_curve, draw_gauge
from carnet.doors.kit.dates import plain_date
from carnet.usecases.reading.explain_results import ExplainedFigure, FigureThen


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table of a curve. ``href``: the document that says it; nothing for that of the page.

    ``standing``: of the figure beside the usual values of its own laboratory; ``by``: that laboratory, or nothing.
    """

    at: datetime
    value: str
    usual: str
    by: str
    standing: str
    is_out: bool
    href: str


@dataclass(frozen=True, slots=True)
class FigureView:
    """A figure on the page. ``curve_title``: the whole curve in a sentence, for whoever does not see it.

    ``before``: the row of the figure before this one, where there is one. ``source``: where its meaning was taken.
    """

    number: int
    name: str
    value: str
    unit: str
    standing: str
    chip: str
    sentence: str
    meaning: str
    source: str
    usual: str
    low: str
    high: str
    gauge: Gauge | None
    gauge_title: str
    curve: Curve | None
    curve_title: str
    rows: tuple[Row, ...]
    before: Row | None
    since: date | datetime | None


Address = Callable[[DocumentId], str]
"""Where the page of a document stands on this site."""
OUT = (Standing.ABOVE, Standing.BELOW)


def show_figures(figures: tuple[ExplainedFigure, ...], address: Address) -> list[FigureView]:
    """Put the figures of a report in words, in its order."""
    return [_show(number, one, address) for number, one in enumerate(figures, 1)]


def tell_in_brief(figures: tuple[ExplainedFigure, ...]) -> dict[str, Any]:
    """Count where the figures stand, for « En bref »: ``total``, ``out`` and ``placed``, those that stand somewhere."""
    stands = [standing_of(one.measured) for one in figures]
    return {
        "total": len(stands),
        "out": sum(one in OUT for one in stands),
        "placed": sum(one is not Standing.UNSAID for one in stands),
    }


def _show(number: int, one: ExplainedFigure, address: Address) -> FigureView:
    measured, standing = one.measured, standing_of(one.measured)
    language = "fr" if get_language() == "fr" else "en"
    known = glossary().get(measured.code)
    name = known.name[language] if known else measured.name
    is_drawn = measured.bound is Bound.EXACT and not (measured.low is None and measured.high is None)
    figures = [(then.at, then.measured.value) for then in one.over_time]
    here = next((place for place, then in enumerate(one.over_time) if then.measured is measured), 0)
    curve = draw_curve(figures, here=here, low=measured.low, high=measured.high)
    rows = [_row(then, address, is_here=then.measured is measured) for then in one.over_time]
    return FigureView(
        number=number,
        name=name,
        value=_value(measured),
        unit=_unit(measured.unit),
        standing=standing.value,
        chip=_chip(standing),
        sentence=_sentence(name, measured, standing),
        meaning=known.meaning[language] if known else "",
        source=known.source if known else "",
        usual=_usual(measured),
        low=_end(measured.low, measured),
        high=_end(measured.high, measured),
        gauge=draw_gauge(measured.value, measured.low, measured.high) if is_drawn else None,
        gauge_title=_sentence(name, measured, standing),
        curve=curve,
        curve_title=_curve_title(name, one.over_time) if curve else "",
        rows=tuple(reversed(rows)) if curve else (),
        before=rows[here - 1] if curve and here else None,
        since=one.over_time[0].at if curve else None,
    )


def _row(then: FigureThen, address: Address, *, is_here: bool) -> Row:
    measured, standing = then.measured, standing_of(then.measured)
    return Row(
        at=then.at,
        value=f"{_value(measured)} {_unit(measured.unit)}".strip(),
        usual=_usual(measured),
        by=then.laboratory,
        standing=standing.value,
        is_out=standing in OUT,
        href="" if is_here else address(then.document),
    )


def _sentence(name: str, measured: Measured, standing: Standing) -> str:
    """Say a figure, where the laboratory puts it, and no more: « TSH : 5,8 mUI/L, au-dessus… »."""
    words = {"name": name, "value": f"{_value(measured)} {_unit(measured.unit)}".strip(), "usual": _usual(measured)}
    if not words["usual"]:
        said = {
            Standing.ABOVE: _("{name} : {value}, au-dessus des valeurs habituelles."),
            Standing.BELOW: _("{name} : {value}, au-dessous des valeurs habituelles."),
            Standing.WITHIN: _("{name} : {value}, dans les valeurs habituelles."),
            Standing.UNSAID: _("{name} : {value}. Le laboratoire n’indique pas de valeurs habituelles."),
        }
    else:
        said = {
            Standing.ABOVE: _("{name} : {value}, au-dessus des valeurs habituelles ({usual})."),
            Standing.BELOW: _("{name} : {value}, au-dessous des valeurs habituelles ({usual})."),
            Standing.WITHIN: _("{name} : {value}, dans les valeurs habituelles ({usual})."),
            Standing.UNSAID: _("{name} : {value}. Valeurs habituelles : {usual}."),
        }
    return said[standing].format(**words)


def _chip(standing: Standing) -> str:
    return {
        Standing.ABOVE: _("Au-dessus"),
        Standing.BELOW: _("Au-dessous"),
        Standing.WITHIN: _("Habituel"),
        Standing.UNSAID: "",
    }[standing]


def _curve_title(name: str, over_time: tuple[FigureThen, ...]) -> str:
    told = [_("{value} le {day}").format(value=_value(one.measured), day=plain_date(one.at)) for one in over_time]
    return _("{name} : {told}.").format(name=name, told=" ; ".join(told))


def _usual(measured: Measured) -> str:
    low, high = _end(measured.low, measured), _end(measured.high, measured)
    if low and high:
        return _("{low} à {high}").format(low=low, high=high)
    if high:
        return _("{high} au plus").format(high=high)
    return _("{low} au moins").format(low=low) if low else ""


def _value(measured: Measured) -> str:
    shown = _figure(measured.value, _decimals(measured.value))
    match measured.bound:
        case Bound.LESS_THAN:
            return _("moins de {value}").format(value=shown)
        case Bound.MORE_THAN:
            return _("plus de {value}").format(value=shown)
        case Bound.EXACT:
            return shown


def _end(end: Decimal | None, measured: Measured) -> str:
    """Write an end of the usual values with as many decimals as the figure, or as it needs to say the same."""
    if end is None:
        return ""
    needed = _decimals(end.normalize())
    return _figure(end, max(needed, min(_decimals(end), _decimals(measured.value))))


def _decimals(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _figure(number: Decimal, decimals: int) -> str:
    return formats.number_format(number, decimal_pos=decimals, use_l10n=True, force_grouping=False)


def _unit(ucum: str) -> str:
    return units().get(ucum, ucum)
