"""Writes a resource as JSON, with its decimals digit for digit as they were read."""

from decimal import Decimal
from typing import Any

import orjson


def write_json(resource: dict[str, Any], *, pretty: bool = False) -> bytes:
    """The resource as UTF-8 JSON, compact unless ``pretty``.

    A ``Decimal`` is written as the number it is (1.10 stays 1.10: « the precision of the decimal value has
    significance », hl7.org/fhir/R4/datatypes.html#decimal), which plain orjson refuses to do.
    """
    return orjson.dumps(resource, default=_number, option=orjson.OPT_INDENT_2 if pretty else None)


def _number(value: object) -> orjson.Fragment:
    if isinstance(value, Decimal) and value.is_finite():
        return orjson.Fragment(str(value))
    raise TypeError(f"{type(value).__name__} has no place in JSON")
