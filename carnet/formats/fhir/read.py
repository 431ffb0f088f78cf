"""Reads a JSON body into a resource, or says why it cannot: it never guesses what an ambiguous body means."""

import json
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

import orjson

from carnet.core.defects import Defect
from carnet.formats.fhir.definitions import definitions
from carnet.formats.fhir.faults import step_to

MOST_NESTED: Final = 64
"""How deep objects and arrays may be nested in each other; a PDSm bundle needs some 20."""

_ESCAPED_COLON: Final = re.compile(rb"\\u003[aA]")


@dataclass(frozen=True, slots=True)
class _Measure:
    colons: int
    depth: int
    has_fraction: bool


@dataclass(frozen=True, slots=True)
class _Ambiguous:
    """What stands, while a body is read a second time, in place of an object with the same key twice."""

    key: str


def parse_json(body: bytes) -> dict[str, Any] | Defect:
    r"""Read a body (UTF-8 JSON) into a dict; its fractional numbers are ``Decimal``, digit for digit.

    Refused, each with its defect: ``not-utf-8``, ``malformed-json``, ``not-an-object``, ``too-deep`` (more than
    ``MOST_NESTED`` levels), ``duplicate-key`` (RFC 8259 section 4 leaves its meaning open, and two readers that
    disagree are a way around a check: OWASP ASVS 5 1.5.3), ``number-too-long``.

    orjson keeps the last of two equal keys without a word. So the colons of the body are counted: each is either in a
    string or after a key, and what was read must account for all of them; when it does not, a key was dropped. The
    count is exact as long as no string escapes a colon as ``\u003a``: such a body is read by the slower way, as is one
    with fractions, which orjson would round.
    """
    try:
        value = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        return _unreadable(body, error)
    if not isinstance(value, dict):
        problem = "The body is not a JSON object."
        return Defect("not-an-object", "body", problem, "Send one FHIR resource, as a JSON object.")
    measure = _measure(value)
    if measure.depth > MOST_NESTED:
        return _too_deep()
    colons = len(body) - len(body.replace(b":", b""))  # faster than count: replace leaps over what is not a colon
    exact = colons == measure.colons and not (b"\\" in body and _ESCAPED_COLON.search(body))
    return value if exact and not measure.has_fraction else _read_again(body)


def _measure(value: dict[str, Any]) -> _Measure:
    """The colons that a value needs when it is written, how deep it is, and whether a number has a fraction."""
    members, depth, has_fraction = 0, 0, False
    texts: list[str] = []
    level: list[Any] = [value]
    while level and depth <= MOST_NESTED:
        depth += 1
        below: list[Any] = []
        for node in level:
            items = node
            if type(node) is dict:
                members += len(node)
                texts += node
                items = node.values()
            for item in items:
                kind = type(item)
                if kind is str:
                    if ":" in item:
                        texts.append(item)
                elif kind is dict or kind is list:
                    below.append(item)
                elif kind is float:
                    has_fraction = True
        level = below
    text = "".join(texts)
    return _Measure(members + len(text) - len(text.replace(":", "")), depth, has_fraction)


def _read_again(body: bytes) -> dict[str, Any] | Defect:
    ambiguous: list[_Ambiguous] = []

    def unambiguous(pairs: list[tuple[str, Any]]) -> dict[str, Any] | _Ambiguous:
        seen = dict(pairs)
        if len(seen) == len(pairs):
            return seen
        keys = [key for key, _ in pairs]
        ambiguous.append(_Ambiguous(next(key for key in keys if keys.count(key) > 1)))
        return ambiguous[-1]

    try:
        value: Any = json.loads(body.decode(), object_pairs_hook=unambiguous, parse_float=Decimal)
    except ArithmeticError:
        # orjson has read it: what is left is an exponent that no decimal has.
        return _number_too_long()
    if not ambiguous:
        return dict(value)
    root = value.get("resourceType") if isinstance(value, dict) else None
    path = (root if isinstance(root, str) and root in definitions().resources else "Resource") + _ambiguity_in(value)
    problem = "An object has the same key twice; which value counts is not defined."
    return Defect("duplicate-key", path, problem, "Send each key once; repeat values in an array.")


def _ambiguity_in(value: object) -> str:
    """The path to the first object that has the same key twice, empty where there is none."""
    if isinstance(value, _Ambiguous):
        return step_to(value.key)
    steps: list[tuple[str, object]] = []
    if isinstance(value, dict):
        steps = [(step_to(key), item) for key, item in value.items()]
    elif isinstance(value, list):
        steps = [(f"[{index}]", item) for index, item in enumerate(value)]
    for step, item in steps:
        found = _ambiguity_in(item)
        if found:
            return step + found
    return ""


def _unreadable(body: bytes, error: orjson.JSONDecodeError) -> Defect:
    # What orjson calls malformed although it is JSON: more than 1024 levels, and numbers above 1.8E308.
    if "depth" in error.msg:
        return _too_deep()
    if "infinity" in error.msg:
        return _number_too_long()
    try:
        body.decode()
    except UnicodeDecodeError as wrong:
        problem = f"The body is not UTF-8, from byte {wrong.start} on."
        return Defect("not-utf-8", "body", problem, "Send JSON in UTF-8, without a byte order mark.")
    where = f"line {error.lineno}, column {error.colno}"
    return Defect(
        "malformed-json",
        where,
        "The body is not JSON from here on.",
        "Send well-formed JSON (RFC 8259), without a byte order mark.",
    )


def _too_deep() -> Defect:
    problem = f"Objects and arrays are nested more than {MOST_NESTED} deep."
    return Defect("too-deep", "body", problem, "Nest fewer elements or extensions in each other.")


def _number_too_long() -> Defect:
    problem = "A number in this body is longer than any measure."
    return Defect("number-too-long", "body", problem, "Send numbers of at most 18 digits.")
