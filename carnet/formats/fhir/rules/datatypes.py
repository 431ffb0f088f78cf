"""The rules of the data types (hl7.org/fhir/R4/datatypes.html, extensibility.html)."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from carnet.formats.fhir.moments import earliest, latest
from carnet.formats.fhir.rules.rule import Json, Rule, at, has, has_choice, inside


def _ends_before_it_starts(period: Json) -> tuple[str, ...]:
    # Two moments of unequal precision are compared as R4B made explicit: the earliest start with the latest end.
    start, end = period.get("start"), period.get("end")
    if not isinstance(start, str) or not isinstance(end, str):
        return ()
    if len(start) == len(end) and start[-6:] == end[-6:]:
        return at("", start > end)
    first, last = earliest(start), latest(end)
    return at("", first is not None and last is not None and first > last)


def _low_above_high(interval: Json) -> tuple[str, ...]:
    low, high = inside(interval, "low"), inside(interval, "high")
    lowest, highest = _number(low.get("value")), _number(high.get("value"))
    same_unit = low.get("code") == high.get("code") and low.get("system") == high.get("system")
    return at("", same_unit and lowest is not None and highest is not None and lowest > highest)


def _number(value: object) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return None
    number = Decimal(value)
    return number if number.is_finite() else None


def _half_a_ratio(ratio: Json) -> tuple[str, ...]:
    both_or_none = has(ratio, "numerator") == has(ratio, "denominator")
    return at("", not (both_or_none and (has(ratio, "numerator") or has(ratio, "extension"))))


DATATYPE_RULES: Final[Mapping[str, tuple[Rule, ...]]] = {
    "Attachment": (
        Rule(
            "att-1",
            "Send contentType beside data.",
            lambda attachment: at(".contentType", has(attachment, "data") and not has(attachment, "contentType")),
        ),
    ),
    "ContactPoint": (
        Rule(
            "cpt-2",
            "Send system (phone, email …) beside value.",
            lambda contact: at(".system", has(contact, "value") and not has(contact, "system")),
        ),
    ),
    "Extension": (
        Rule(
            "ext-1",
            "Send one value[x], or extensions, and not both.",
            lambda extension: at("", has(extension, "extension") == has_choice(extension, "value")),
        ),
    ),
    "Period": (
        Rule(
            "per-1",
            "Send an end that is not before the start.",
            _ends_before_it_starts,
        ),
    ),
    "Quantity": (
        Rule(
            "qty-3",
            "Send system beside code.",
            lambda quantity: at(".system", has(quantity, "code") and not has(quantity, "system")),
        ),
    ),
    "Range": (Rule("rng-2", "Send a low that is not above the high.", _low_above_high),),
    "Ratio": (Rule("rat-1", "Send both numerator and denominator.", _half_a_ratio),),
    "SimpleQuantity": (
        Rule(
            "sqty-1",
            "Leave comparator out.",
            lambda quantity: at(".comparator", has(quantity, "comparator")),
        ),
    ),
}
