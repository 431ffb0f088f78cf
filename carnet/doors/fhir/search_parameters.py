"""The parameters of a search, read into criteria; each unreadable value is a defect, never a guess."""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from carnet.core.defects import Defect
from carnet.core.documents.entry import DocumentStatus
from carnet.core.documents.selection import Criteria, Span, Token
from carnet.core.record.majority import PARIS
from carnet.doors.fhir.mapping.values import read_datetime
from carnet.doors.fhir.names import system_oid

TOKENS = {
    "type": "types",
    "category": "classes",
    "format": "formats",
    "facility": "facilities",
    "setting": "settings",
    "event": "events",
    "security-label": "labels",
}
NAMES = {"identifier": "unique_ids", "author.family": "author_families", "author.given": "author_givens"}
FIELDS = {**TOKENS, **NAMES}
SPANS = {"creation": "created", "date": "submitted", "period": "served"}
"""The parameters and the fields of ``Criteria`` that they fill: codes, other words, stretches of time."""

ANSWER = frozenset({"_format", "_pretty"})
"""Parameters of the answer, which every interaction knows: there is one format, and it is not indented."""

CONTROL = ANSWER | {"patient", "patient.identifier", "_count", "_after", "_id"}
KNOWN = frozenset({*FIELDS, *SPANS, *CONTROL, "status"})
LARGEST_PAGE = 100
END_OF_TIME = datetime.max.replace(tzinfo=UTC)

_DATE = re.compile(
    r"(?P<prefix>eq|ge|gt|le|lt)?"
    r"(?P<date>(?P<written>\d{4}(-\d{2}(-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?)?)?)?)(?P<zone>Z|[+-]\d{2}:\d{2})?)",
    re.ASCII,
)
_STATUSES = {
    "current": frozenset({DocumentStatus.CURRENT, DocumentStatus.ARCHIVED}),
    "superseded": frozenset({DocumentStatus.SUPERSEDED}),
}


READERS: Mapping[str, Callable[[str], str]] = {
    # A uniqueId and the number of the metadata are URIs, whatever their system says or leaves out.
    "identifier": lambda text: text.rpartition("|")[2],
    "author.family": str,
    "author.given": str,
}
"""How the values of the parameters that are no codes are read."""


@dataclass(frozen=True, slots=True)
class Search:
    """A search that was understood. ``ignored``: the names of parameters that this server does not know."""

    criteria: Criteria
    ignored: tuple[str, ...] = ()


def read_search(parameters: Mapping[str, tuple[str, ...]], *, is_strict: bool) -> Search | tuple[Defect, ...]:
    """Read the parameters of ITI-67.

    ``parameters``: name → values, as they came. ``is_strict``: refuse unknown names instead of ignoring them.
    Returns every defect found.
    """
    ignored = unknown_names(parameters, KNOWN, is_strict=is_strict)
    defects = [one for one in ignored if isinstance(one, Defect)]
    criteria = Criteria(statuses=_statuses(parameters.get("status", ()), defects))
    for name, field in FIELDS.items():
        for text in parameters.get(name, ()):
            criteria = _and(criteria, field, tuple(READERS.get(name, _token)(value) for value in _split(text)))
    for name, field in SPANS.items():
        spans = (_span(name, text, defects) for text in parameters.get(name, ()))
        criteria = _and(criteria, field, tuple(span for span in spans if span is not None))
    if defects:
        return tuple(defects)
    return Search(criteria, tuple(one for one in ignored if isinstance(one, str)))


def unknown_names(
    parameters: Mapping[str, tuple[str, ...]], known: Collection[str], *, is_strict: bool
) -> tuple[str | Defect, ...]:
    """Find the parameters that an interaction does not know: names to be ignored, or defects when asked to be strict.

    ``known``: those that it knows. FHIR R4, « handling errors »; interop.md, « unknown search parameters ».
    """
    unknown = sorted(name for name in parameters if name not in known)
    if not is_strict:
        return tuple(unknown)
    return tuple(
        Defect(
            "unknown-search-parameter",
            name,
            "This search parameter is not known here.",
            "Leave it out, or send Prefer: handling=lenient. The CapabilityStatement lists those that are known.",
        )
        for name in unknown
    )


def read_count(parameters: Mapping[str, tuple[str, ...]]) -> int | Defect:
    """Read how many documents a page may hold: ``LARGEST_PAGE`` unless fewer are asked."""
    text = parameters.get("_count", (str(LARGEST_PAGE),))[-1]
    if not text.isascii() or not text.isdecimal():
        return Defect("bad-count", "_count", "A count is a whole number.", "Send for instance _count=20.")
    digits = text.lstrip("0") or "0"
    return LARGEST_PAGE if len(digits) > len(str(LARGEST_PAGE)) else min(int(digits), LARGEST_PAGE)


def read_spans(name: str, parameters: Mapping[str, tuple[str, ...]]) -> tuple[Span | Defect, ...]:
    """Read the bounds that a date parameter gives, each its span or its defect."""
    read: list[Span | Defect] = []
    for text in parameters.get(name, ()):
        defects: list[Defect] = []
        span = _span(name, text, defects)
        read += defects if span is None else [span]
    return tuple(read)


def _statuses(values: tuple[str, ...], defects: list[Defect]) -> frozenset[DocumentStatus]:
    asked = [value for text in values for value in _split(text)]
    unknown = [value for value in asked if value not in _STATUSES]
    if unknown or not asked:
        defects.append(
            Defect(
                "bad-status",
                "status",
                "A search names at least one status, current or superseded (PDSm).",
                "Send status=current.",
            )
        )
        return frozenset()
    return frozenset().union(*(_STATUSES[value] for value in asked))


def _and(criteria: Criteria, field: str, asked: tuple[Any, ...]) -> Criteria:
    """Ask for something more. What is asked of one field a second time must hold as well (FHIR R4, « AND or OR »)."""
    more: dict[str, Any] = {field: asked}
    if not getattr(criteria, field):
        return replace(criteria, **more)
    return replace(criteria, also=(*criteria.also, Criteria(**more)))


def _split(text: str) -> list[str]:
    """Split the values of an OR list at its commas; a comma behind a backslash belongs to the value."""
    return [part.replace("\\,", ",").replace("\\|", "|") for part in re.split(r"(?<!\\),", text) if part]


def _token(text: str) -> Token:
    system, bar, value = text.partition("|")
    if not bar:
        return Token(text)
    return Token(value, system_oid(system) if system else "")


def _span(name: str, text: str, defects: list[Defect]) -> Span | None:
    found = _DATE.fullmatch(text)
    try:
        start = read_datetime(found["date"]) if found else None
    except ValueError:
        start = None
    if found is None or start is None:
        defects.append(
            Defect(
                "bad-date",
                name,
                "This is not a date with an optional prefix eq, ge, gt, le or lt.",
                f"Send for instance {name}=ge2026-01-01, once for each bound.",
            )
        )
        return None
    if start.tzinfo is None:
        start = start.replace(tzinfo=PARIS)
    end = _end_of(found["written"], start)
    match found["prefix"]:
        case "ge":
            return Span(start=start)
        case "gt":
            return Span(start=end)
        case "le":
            return Span(end=end)
        case "lt":
            return Span(end=start)
        case _:
            return Span(start, end)


def _end_of(text: str, start: datetime) -> datetime:
    """Give the instant at which what a date names is over: a year, a month, a day, a minute, a second, a part of it."""
    if start.year == END_OF_TIME.year:
        return END_OF_TIME
    match len(text):
        case 4:
            return start.replace(year=start.year + 1)
        case 7:
            return (start + timedelta(days=31)).replace(day=1)
        case 10:
            return start + timedelta(days=1)
        case 16:
            return start + timedelta(minutes=1)
        case 19:
            return start + timedelta(seconds=1)
        case length:
            return start + timedelta(microseconds=10 ** (26 - length))
