"""The values of search parameters – dates, tokens, words, references – read one by one; a wrong one is a defect."""

import re
from datetime import UTC, datetime, timedelta

from carnet.core.defects import Defect
from carnet.core.documents.selection import How, Span, Token, Word
from carnet.core.identifiers import DocumentId
from carnet.core.record.majority import PARIS
from carnet.doors.fhir.identifiers import read_document_id
from carnet.doors.fhir.mapping.values import read_datetime
from carnet.doors.fhir.names import system_oid

END_OF_TIME = datetime.max.replace(tzinfo=UTC)
HOW = {"": How.BEGINS, "contains": How.HOLDS, "exact": How.IS}
"""The modifiers of a string parameter (FHIR R4, « string »)."""

_DATE = re.compile(
    r"(?P<prefix>eq|ge|gt|le|lt)?"
    r"(?P<date>(?P<written>\d{4}(-\d{2}(-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?)?)?)?)(?P<zone>Z|[+-]\d{2}:\d{2})?)",
    re.ASCII,
)


def split_values(text: str) -> list[str]:
    """Split the values of an OR list at its commas; a comma behind a backslash belongs to the value."""
    parts = (part for part in re.split(r"(?<!\\),", text) if part)
    return [part.replace("\\,", ",").replace("\\|", "|").replace("\\$", "$") for part in parts]


def read_token(text: str) -> Token:
    """Read ``SYSTEM|CODE``, ``CODE``, ``|CODE`` (of no system) or ``SYSTEM|`` (any of it)."""
    system, bar, value = text.partition("|")
    if not bar:
        return Token(text)
    return Token(value, system_oid(system) if system else "")


def read_word(text: str, modifier: str) -> Word:
    """Read a word, and how it is compared: as its modifier says."""
    return Word(text, HOW[modifier])


def read_uri(text: str) -> str:
    """Read a number that is a URI whatever its system says or leaves out: a uniqueId, the number of the metadata."""
    return text.rpartition("|")[2]


def read_document(text: str) -> DocumentId | None:
    """Read a reference to a document: ``DocumentReference/ID``, relative or absolute, or the id; None for no id."""
    read = read_document_id(text.rpartition("/")[2])
    return read[1] if read is not None else None


def read_yes(name: str, text: str, defects: list[Defect]) -> bool | None:
    """Read ``true`` or ``false``; anything else is added to ``defects``."""
    if text in ("true", "false"):
        return text == "true"
    defects.append(Defect("bad-boolean", name, "This is neither true nor false.", f"Send {name}=true or {name}=false."))
    return None


def read_span(name: str, text: str, defects: list[Defect]) -> Span | None:
    """Read a date with its optional prefix as the stretch of time that it stands for; a wrong one is a defect."""
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
