"""One figure of a laboratory report, and where the laboratory itself puts it: nothing here judges a result."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import Enum


class Standing(Enum):
    """Where a figure stands beside the usual values of its laboratory; nowhere when the laboratory does not say."""

    BELOW = "below"
    WITHIN = "within"
    ABOVE = "above"
    UNSAID = "unsaid"


class Bound(Enum):
    """What a laboratory writes before a figure that it could not measure further: « < 0,6 »."""

    EXACT = ""
    LESS_THAN = "<"
    MORE_THAN = ">"


FLAGS = {
    "N": Standing.WITHIN,
    **dict.fromkeys(("H", "HH", "HU", ">"), Standing.ABOVE),
    **dict.fromkeys(("L", "LL", "LU", "<"), Standing.BELOW),
}
"""HL7 ObservationInterpretation (2.16.840.1.113883.5.83): what a laboratory may write of a figure. « Very high » is
told as « above »: how far a figure is stands on the gauge, and no word here raises an alarm."""


@dataclass(frozen=True, slots=True, repr=False)
class Measured:
    """A figure as its laboratory wrote it.

    ``code``: its LOINC code, or nothing when it has none. ``name``: as the report reads. ``unit``: UCUM, as sent.
    ``low``, ``high``: the usual values, in that unit, both included; either may be missing.
    ``flag``: the laboratory's own interpretation, a code of ``FLAGS`` or another, or nothing.
    ``at``: when the sample was taken, when the report says it.
    """

    code: str
    name: str
    value: Decimal
    bound: Bound
    unit: str
    low: Decimal | None
    high: Decimal | None
    flag: str
    at: datetime | None

    def __repr__(self) -> str:
        """Hide the content."""
        return "Measured(…)"


def standing_of(measured: Measured) -> Standing:
    """Tell where a figure stands: what the laboratory wrote of it, or else where its own usual values put it.

    Where its word and its values disagree, nothing is said: only who wrote them can tell (interface.md P11;
    product.md, « Everything derived »).
    """
    by_word = FLAGS.get(measured.flag, Standing.UNSAID)
    by_values = _beside_the_usual(measured)
    if Standing.UNSAID in (by_word, by_values):
        # A word that is none of those known (« abnormal », « resistant ») says something that we cannot place.
        is_unknown_word = bool(measured.flag) and by_word is Standing.UNSAID
        return Standing.UNSAID if is_unknown_word else by_values if by_word is Standing.UNSAID else by_word
    return by_word if by_word is by_values else Standing.UNSAID


def _beside_the_usual(measured: Measured) -> Standing:
    if measured.bound is not Bound.EXACT or (measured.low is None and measured.high is None):
        return Standing.UNSAID
    if measured.low is not None and measured.value < measured.low:
        return Standing.BELOW
    if measured.high is not None and measured.value > measured.high:
        return Standing.ABOVE
    return Standing.WITHIN
