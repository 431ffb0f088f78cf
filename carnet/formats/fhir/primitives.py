"""Checks the primitive values of FHIR: dates, codes, identifiers, numbers, base64 (hl7.org/fhir/R4/datatypes.html).

The regular expressions are those of the published definitions; ranges and what an expression cannot say (a calendar
date, control characters) follow the text of the specification.
"""

import math
import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from carnet.core.defects import Defect
from carnet.formats.fhir.definitions import definitions
from carnet.formats.fhir.faults import Found, unknown_code, wrong_value
from carnet.formats.fhir.narrative import narrative_defects

PrimitiveCheck = Callable[[object], Found]

LONGEST_STRING: Final = 1024 * 1024
"""« Strings SHALL NOT exceed 1MB (1024*1024 characters) in size. »"""

_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_BASE64: Final = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_WHITESPACE: Final = b" \t\r\n"

# RFC 6838 4.2 and RFC 9110 8.3.1, on one line since a media type ends up in an HTTP header. The short names are those
# of CapabilityStatement.format.
_NAME: Final = r"[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}"
_PARAMETER: Final = r"[A-Za-z0-9!#$&^_.+-]+=(?:[!#-:<-~]+|\"[ !#-~]*\")"
_MEDIA_TYPE: Final = re.compile(rf"xml|json|ttl|{_NAME}/{_NAME}(?: ?; ?{_PARAMETER})*")

_RANGES: Final[Mapping[str, tuple[int, int]]] = {
    "integer": (-(2**31), 2**31 - 1),
    "unsignedInt": (0, 2**31 - 1),
    "positiveInt": (1, 2**31 - 1),
}

_REMEDIES: Final[Mapping[str, str]] = {
    "canonical": "Send a URL without white space, such as http://hl7.org/fhir/StructureDefinition/Patient.",
    "code": "Send a code without white space around it, nor two spaces in a row.",
    "date": "Send YYYY, YYYY-MM or YYYY-MM-DD, a date that exists.",
    "dateTime": "Send YYYY, YYYY-MM, YYYY-MM-DD or YYYY-MM-DDThh:mm:ss+zz:zz, with a time zone whenever with a time.",
    "id": "Send 1 to 64 of the characters A-Z a-z 0-9 - and full stop.",
    "instant": "Send YYYY-MM-DDThh:mm:ss+zz:zz, with seconds and time zone.",
    "oid": "Send urn:oid: and an OID.",
    "time": "Send hh:mm:ss, without time zone.",
    "uri": "Send a URI without white space.",
    "url": "Send a URL without white space.",
    "uuid": "Send urn:uuid: and a UUID in lower case.",
    "string": "Send at most 1,048,576 characters, without control characters other than tab and line breaks.",
}


def primitive_check(type_name: str) -> PrimitiveCheck:
    """The check of one primitive type, such as ``instant``: takes a JSON value, returns its defects or None."""
    if type_name in _RANGES:
        return _integer_check(type_name)
    if type_name in ("string", "markdown"):
        return _check_string
    if type_name in _SPECIAL:
        return _SPECIAL[type_name]
    return _text_check(type_name)


def code_check(codes: frozenset[str]) -> PrimitiveCheck:
    """The check of a code with a required binding to an enumerated list."""

    def check(value: object) -> Found:
        if type(value) is str and value in codes:
            return None
        if type(value) is str and value:
            return [unknown_code(codes)]
        return wrong_value(value, "a string", "Send the code as a string.")

    return check


def check_media_type(value: object) -> Found:
    """Check a code that is bound to the media types (BCP 13)."""
    if type(value) is str and _MEDIA_TYPE.fullmatch(value):
        return None
    if type(value) is str and value:
        problem = "This is not a media type (BCP 13), which FHIR R4 requires here."
        return [Defect("unknown-code", "", problem, "Send a media type such as application/pdf or text/xml.")]
    return wrong_value(value, "a string", "Send the media type as a string.")


def _bad(type_name: str, remedy: str) -> list[Defect]:
    return [Defect("bad-primitive", "", f"This is not a valid {type_name} of FHIR R4.", remedy)]


def _check_string(value: object) -> Found:
    if (
        type(value) is str
        and value
        and (value.isprintable() or not _CONTROL.search(value))
        and len(value) <= LONGEST_STRING
    ):
        return None
    if type(value) is str and value:
        return _bad("string", _REMEDIES["string"])
    return wrong_value(value, "a string", "Send a JSON string.")


def _text_check(type_name: str) -> PrimitiveCheck:
    # ASCII: the expressions were written for engines where \s and \S know ASCII white space only; a no-break space is
    # an ordinary character of French.
    matches = re.compile(definitions().primitives[type_name], re.ASCII).fullmatch
    dated = type_name in ("date", "dateTime", "instant")
    remedy = _REMEDIES[type_name]

    def check(value: object) -> Found:
        if type(value) is not str or not value:
            return wrong_value(value, "a string", "Send a JSON string.")
        printable = value.isprintable() or not _CONTROL.search(value)
        if printable and matches(value) and (not dated or value[8:10] <= "28" or _is_in_the_calendar(value)):
            return None
        return _bad(type_name, remedy)

    return check


def _is_in_the_calendar(moment: str) -> bool:
    try:
        date(int(moment[:4]), int(moment[5:7]), int(moment[8:10]))
    except ValueError:
        return False
    return True


def _integer_check(type_name: str) -> PrimitiveCheck:
    low, high = _RANGES[type_name]
    remedy = f"Send a whole JSON number from {low} to {high}."

    def check(value: object) -> Found:
        if type(value) is int:
            return None if low <= value <= high else _bad(type_name, remedy)
        if type(value) in (float, Decimal):
            return _bad(type_name, remedy)
        return wrong_value(value, "a number", remedy)

    return check


def _check_decimal(value: object) -> Found:
    if isinstance(value, Decimal | float | int) and not isinstance(value, bool):
        finite = value.is_finite() if isinstance(value, Decimal) else math.isfinite(value)
        return None if finite else _bad("decimal", "Send a JSON number.")
    return wrong_value(value, "a number", "Send a JSON number, without quotes.")


def _check_boolean(value: object) -> Found:
    if type(value) is bool:
        return None
    return wrong_value(value, "a boolean", "Send true or false, without quotes.")


def _check_base64(value: object) -> Found:
    # Not the published expression: its nested repetitions take exponential time on some inputs.
    if type(value) is not str or not value:
        return wrong_value(value, "a string", "Send base64 as a JSON string.")
    if value.isascii():
        rest = value.encode("ascii").translate(None, _BASE64)
        spaces = rest.translate(None, b"=")
        padding = len(rest) - len(spaces)
        padded_at_the_end = padding == 0 or (padding <= 2 and "=" not in value.rstrip(" \t\r\n="))
        length = len(value) - len(spaces)
        whole = length > padding and length % 4 == 0
        if padded_at_the_end and whole and not spaces.translate(None, _WHITESPACE):
            return None
    return _bad("base64Binary", "Send standard base64 (RFC 4648 section 4) with its padding.")


def _check_xhtml(value: object) -> Found:
    if type(value) is not str or not value:
        return wrong_value(value, "a string", "Send the XHTML as a JSON string.")
    return narrative_defects(value)


_SPECIAL: Final[Mapping[str, PrimitiveCheck]] = {
    "boolean": _check_boolean,
    "decimal": _check_decimal,
    "base64Binary": _check_base64,
    "xhtml": _check_xhtml,
}
