"""The parts of the home page that can each be missing while the others stand, and are then said to be missing."""

from collections.abc import Callable
from enum import Enum
from typing import TypeVar

from carnet.formats.sealing import SealBrokenError

T = TypeVar("T")


class HomePart(Enum):
    """What is sealed apart, so that one part may not open while the others do."""

    NEWS = "news"
    DOCUMENTS = "documents"
    CONTACTS = "contacts"
    HEALTH = "health"


def read_part(part: HomePart, read: Callable[[], T], *, without: T, missing: set[HomePart]) -> T:
    """Read one part; where its seal is broken, put it among the missing and give ``without`` in its place.

    The page must say what is missing: it never shows a part as empty that could not be read. Whatever else goes wrong
    is no affair of one part, and is raised.
    """
    try:
        return read()
    except SealBrokenError:
        missing.add(part)
        return without
