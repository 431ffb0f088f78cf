"""When a closed record is destroyed: ten years after it was closed, or sooner because the person asked."""

from datetime import datetime, timedelta
from enum import Enum

ERASED_AFTER = timedelta(days=30)
"""A cooling-off: the person may take it back; well within the three months of R1111-36."""
TOLD_BEFORE = timedelta(days=30)
"""How long before the ten years are over the person is told."""
KEPT_FOR_YEARS = 10


class WhyDestroyed(Enum):
    """Why a record was destroyed."""

    TEN_YEARS = "ten-years"
    ASKED = "asked"


def kept_until(closed_at: datetime) -> datetime:
    """Tell when a closed record is destroyed: the same day ten years later (product.md, « Closing »)."""
    year = closed_at.year + KEPT_FOR_YEARS
    try:
        return closed_at.replace(year=year)
    except ValueError:
        return closed_at.replace(year=year, month=3, day=1)


def erased_at(asked_at: datetime) -> datetime:
    """Tell when a record whose erasure was asked for is destroyed."""
    return asked_at + ERASED_AFTER
