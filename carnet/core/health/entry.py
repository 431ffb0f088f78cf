"""One thing that somebody wrote of the person's health, and how what they typed is read."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from uuid import UUID

from carnet.core.audit.events import Party
from carnet.core.health.kinds import Answer, Field, Kind, Shape

LARGEST_NUMBER = 8
"""Characters of a measure, as it is typed: « 120,5 »."""

SHORTEST_PHONE = 2
"""Digits: « 15 » is a number that people call."""

_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f]")
"""What nobody types, no page shows and no summary may hold (FHIR R4, « string »)."""


class Wrong(Enum):
    """What is wrong with a field, said so that the page can ask again."""

    MISSING = "missing"
    TOO_LONG = "too-long"
    NOT_OFFERED = "not-offered"
    NO_PHONE = "no-phone"
    NO_NUMBER = "no-number"
    IMPOSSIBLE = "impossible"
    NO_DAY = "no-day"
    TO_COME = "to-come"
    UNUSUAL = "unusual"
    """Nothing is wrong: the value is rare, and the person is asked whether they mean it (interface.md P15)."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One field that is asked again. It never quotes what was typed."""

    field: str
    wrong: Wrong


@dataclass(frozen=True, slots=True, repr=False)
class Said:
    """What an entry says: its words, field by field, in the order of its kind; none for an answer without words."""

    kind: Kind
    answer: Answer
    words: tuple[tuple[str, str], ...] = ()

    def __repr__(self) -> str:
        """Hide the content."""
        return f"Said({self.answer.value})"

    def of(self, field: str) -> str:
        """Give the words of a field, or nothing."""
        return dict(self.words).get(field, "")


@dataclass(frozen=True, slots=True, repr=False)
class HealthEntry:
    """An entry: what it says, who wrote it and when.

    ``by``: the holder, a representative or a carer, as a trace names them. ``replaces``: the entry that it puts right.
    ``ended_at``: since when it counts no more, because it was put right or removed; versions are kept.
    """

    id: UUID
    said: Said
    by: Party
    written_at: datetime
    replaces: UUID | None = None
    ended_at: datetime | None = None

    def __repr__(self) -> str:
        """Hide the content."""
        return f"HealthEntry({self.id})"


def read_said(kind: Kind, typed: Mapping[str, str], *, today: date, is_sure: bool) -> Said | tuple[Fault, ...]:
    """Read what was typed for a kind: its words, or every field that is to be asked again.

    ``typed``: by the keys of the fields; measures in the unit of their field, with a comma or a point, kept with a
    point; days as ISO 8601 writes them, kept as « 2026-11-21 », none after ``today`` (of Paris). ``is_sure``: whether
    the person has confirmed a rare value.
    """
    words: list[tuple[str, str]] = []
    faults: list[Fault] = []
    for field in kind.fields:
        written = " ".join(_CONTROLS.sub(" ", typed.get(field.key, "")).split())
        wrong = _wrong(field, written, today=today, is_sure=is_sure)
        if wrong is not None:
            faults.append(Fault(field.key, wrong))
        elif written:
            words.append((field.key, _kept(field, written)))
    return tuple(faults) or Said(kind, Answer.WRITTEN, tuple(words))


def _kept(field: Field, written: str) -> str:
    """Write what was typed as it is kept: one number, or one day, is written in one way."""
    match field.shape:
        case Shape.NUMBER:
            return format(Decimal(written.replace(",", ".")), "f")
        case Shape.DAY:
            return date.fromisoformat(written).isoformat()
        case Shape.WORDS | Shape.PHONE | Shape.CHOICE:
            return written


def _wrong(field: Field, written: str, *, today: date, is_sure: bool) -> Wrong | None:
    if not written:
        return Wrong.MISSING if field.is_needed else None
    if len(written) > field.longest:
        return Wrong.TOO_LONG
    match field.shape:
        case Shape.CHOICE:
            return None if written in field.choices else Wrong.NOT_OFFERED
        case Shape.PHONE:
            return None if sum(one.isdigit() for one in written) >= SHORTEST_PHONE else Wrong.NO_PHONE
        case Shape.NUMBER:
            return _wrong_number(field, written, is_sure=is_sure)
        case Shape.DAY:
            return _wrong_day(written, today=today)
        case Shape.WORDS:
            return None


def _wrong_number(field: Field, written: str, *, is_sure: bool) -> Wrong | None:
    plain = written.replace(",", ".")
    digits = plain.replace(".", "", 1)
    if len(plain) > LARGEST_NUMBER or not (digits.isascii() and digits.isdigit()):
        return Wrong.NO_NUMBER
    value, bounds = float(plain), field.bounds
    if bounds is None:
        return None
    if not bounds.possible[0] <= value <= bounds.possible[1]:
        return Wrong.IMPOSSIBLE
    return None if is_sure or bounds.usual[0] <= value <= bounds.usual[1] else Wrong.UNUSUAL


def _wrong_day(written: str, *, today: date) -> Wrong | None:
    try:
        day = date.fromisoformat(written)
    except ValueError:
        return Wrong.NO_DAY
    return Wrong.TO_COME if day > today else None
