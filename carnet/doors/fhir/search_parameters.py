"""The parameters of a search, read into criteria; each unreadable value is a defect, never a guess."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from carnet.core.defects import Defect
from carnet.core.documents.entry import DocumentStatus
from carnet.core.documents.selection import Criteria, Span, Token
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
SPANS = {"creation": "created", "date": "submitted", "period": "served"}
ANSWER = frozenset({"_format", "_pretty"})
"""Parameters of the answer, which every interaction knows: there is one format, and it is not indented."""

CONTROL = ANSWER | {"patient", "patient.identifier", "_count", "_after", "_id"}
KNOWN = frozenset({*TOKENS, *SPANS, *CONTROL, "status", "identifier", "author.family", "author.given"})
LARGEST_PAGE = 100
END_OF_TIME = datetime.max.replace(tzinfo=UTC)

_DATE = re.compile(
    r"(?P<prefix>eq|ge|gt|le|lt)?"
    r"(?P<date>\d{4}(-\d{2}(-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})?)?)?)?)"
)
_STATUSES = {
    "current": frozenset({DocumentStatus.CURRENT, DocumentStatus.ARCHIVED}),
    "superseded": frozenset({DocumentStatus.SUPERSEDED}),
}


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
    for name, target in TOKENS.items():
        for text in parameters.get(name, ()):
            tokens = tuple(_token(value) for value in _split(text))
            criteria = _and(criteria, {target: tokens})
    for name, target in SPANS.items():
        spans = (_span(name, text, defects) for text in parameters.get(name, ()))
        criteria = _and(criteria, {target: tuple(span for span in spans if span is not None)})
    for text in parameters.get("identifier", ()):
        criteria = _and(criteria, {"unique_ids": frozenset(map(_identifier, _split(text)))})
    for name in ("family", "given"):
        for text in parameters.get(f"author.{name}", ()):
            criteria = _and(criteria, {f"author_{name}": text})
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
    return min(int(text[-9:]) if len(text.lstrip("0")) <= 9 else LARGEST_PAGE, LARGEST_PAGE)


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


def _and(criteria: Criteria, fields: Mapping[str, Any]) -> Criteria:
    """Ask for something more. What is asked of the same field a second time must hold as well (FHIR: AND)."""
    ((name, asked),) = fields.items()
    if not asked:
        return criteria
    if not getattr(criteria, name):
        return replace(criteria, **fields)
    return replace(criteria, also=(*criteria.also, Criteria(**fields)))


def _split(text: str) -> list[str]:
    """Split the values of an OR list at its commas; a comma behind a backslash belongs to the value."""
    return [part.replace("\\,", ",").replace("\\|", "|") for part in re.split(r"(?<!\\),", text) if part]


def _token(text: str) -> Token:
    system, bar, value = text.partition("|")
    if not bar:
        return Token(text)
    return Token(value, system_oid(system) if system else "")


def _identifier(text: str) -> str:
    """Read a uniqueId or the number of the metadata. Both are URIs, whatever the system says or leaves out."""
    return text.rpartition("|")[2]


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
        start = read_datetime(found["date"][:10]).replace(hour=start.hour, minute=start.minute, second=start.second)
    end = _end_of(found["date"], start)
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
    """Give the instant at which what a date names is over: a year, a month, a day, a minute, a second."""
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
        case _:
            return start + timedelta(seconds=1)
