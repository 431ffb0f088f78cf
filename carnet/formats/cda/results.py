"""The figures of a laboratory report: what the coded entries of a structured CDA say, with the laboratory's own words.

Source: CI-SIS « Volet CR d'examens de biologie médicale » 2021.01 and 2024.01 (entry 1.2.250.1.213.1.1.3.21,
observation 1.2.250.1.213.1.1.3.80), which IHE PaLM « XD-LAB » describes.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from lxml import etree

from carnet.core.results.measured import Bound, Measured
from carnet.formats.cda.sections import LOINC
from carnet.formats.cda.structured import ShownWords, is_negated, read_structured
from carnet.formats.cda.timestamps import parse
from carnet.formats.cda.tree import children, descend, each, local_name

XSI_TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"
_GROUPS = frozenset({"act", "organizer"})
_SENSITIVITIES = frozenset({"S", "I", "R"})
"""What an antibiotic does to a germ: a figure about the germ, which nobody reads without the report around it."""
_FIGURE = re.compile(r"[+-]?\d{1,15}(\.\d{1,9})?", re.ASCII)
"""No laboratory measures further."""

MOST_FIGURES = 500
"""Read of one report; the longest official sample has ten. Those that come after are counted with the others."""


@dataclass(frozen=True, slots=True)
class ReadResults:
    """``measured``: the figures, in the order of the report. ``others``: how many results are no figure."""

    measured: tuple[Measured, ...] = ()
    others: int = 0


def read_results(content: bytes) -> ReadResults:
    """Read the figures of a laboratory report; none of a document that carries a file only, or that is faulty.

    ``content``: the document as it came. Results that are words (a germ, a cell) or a germ's sensitivity are counted
    and not read: only the report says them as they are meant. A result that is not final is no result. Former results
    that a report recalls are left where they stand: their own report says them.
    """
    read = read_structured(content)
    if read is None:
        return ReadResults()
    observations = (one for section in read.sections for one in _in_section(section))
    found = [_measured(one, read.words) for one in observations]
    measured = tuple(one for one in found if one is not None)[:MOST_FIGURES]
    return ReadResults(measured, len(found) - len(measured))


def _in_section(section: etree._Element) -> Iterator[etree._Element]:
    for entry in children(section, "entry"):
        for group in entry:
            if local_name(group) == "act":
                yield from _observations(group)


def _observations(group: etree._Element) -> Iterator[etree._Element]:
    """Give the results of a group, never going below one: what stands there are former results and comments."""
    for link in (*children(group, "entryRelationship"), *children(group, "component")):
        for one in link:
            if local_name(one) in _GROUPS:
                yield from _observations(one)
            elif local_name(one) == "observation" and _is_final(one):
                yield one


def _is_final(observation: etree._Element) -> bool:
    status = descend(observation, "statusCode")
    return status is not None and status.get("code") == "completed" and not is_negated(observation)


def _measured(observation: etree._Element, words: ShownWords) -> Measured | None:
    code, value = descend(observation, "code"), descend(observation, "value")
    if code is None or value is None:
        return None
    figure = _figure(value)
    # As the report reads, or else what the code means, without the axes of LOINC.
    name = words.of(code) or code.get("displayName", "").partition(" [")[0].strip()
    interpretations = [one.get("code", "") for one in children(observation, "interpretationCode")]
    if figure is None or not name or not _SENSITIVITIES.isdisjoint(interpretations):
        return None
    number, bound, unit = figure
    low, high = _usual(observation, unit)
    taken = descend(observation, "effectiveTime")
    at = None if taken is None else parse(taken.get("value", ""))
    return Measured(
        code=code.get("code", "") if code.get("codeSystem") == LOINC else "",
        name=name,
        value=number,
        bound=bound,
        unit=unit,
        low=low,
        high=high,
        flag=interpretations[0] if len(interpretations) == 1 else "",
        at=None if at is None else at.at,
    )


def _figure(value: etree._Element) -> tuple[Decimal, Bound, str] | None:
    match value.get(XSI_TYPE, "").rpartition(":")[2]:
        case "PQ" | "REAL" | "INT":
            number = _decimal(value.get("value"))
            return None if number is None else (number, Bound.EXACT, value.get("unit", ""))
        case "IVL_PQ":
            low, high = descend(value, "low"), descend(value, "high")
            if (low is None) == (high is None):
                return None
            only, bound = (high, Bound.LESS_THAN) if high is not None else (low, Bound.MORE_THAN)
            number = None if only is None else _decimal(only.get("value"))
            return None if number is None or only is None else (number, bound, only.get("unit", ""))
        case _:
            return None


def _usual(observation: etree._Element, unit: str) -> tuple[Decimal | None, Decimal | None]:
    """Give the usual values when the report has one range of them, in the unit of the figure; else none.

    Several ranges depend on what nobody wrote beside them (an age, a week of pregnancy): none is chosen for the reader.
    """
    ranges = [
        one
        for one in each(observation, "referenceRange", "observationRange")
        if (said := descend(one, "interpretationCode")) is None or said.get("code") == "N"
    ]
    value = descend(ranges[0], "value") if len(ranges) == 1 else None
    if value is None or value.get(XSI_TYPE, "").rpartition(":")[2] != "IVL_PQ":
        return None, None
    low, high = (descend(value, name) for name in ("low", "high"))
    if any(one is not None and one.get("unit", unit) != unit for one in (low, high)):
        return None, None
    return (
        None if low is None else _decimal(low.get("value")),
        None if high is None else _decimal(high.get("value")),
    )


def _decimal(written: str | None) -> Decimal | None:
    """Read a figure with the digits that the laboratory wrote; nothing for what is none."""
    found = _FIGURE.fullmatch((written or "").strip())
    return None if found is None else Decimal(found[0])
