"""The closing of a record: why, and for how long a closing that a professional declared is simply undone."""

from datetime import datetime, timedelta
from enum import Enum

UNDONE_WITHIN = timedelta(days=7)
"""product.md, « Closing »: closing by a professional is undone easily for 7 days."""


class ClosingReason(Enum):
    """Why a record is closed: a code, never free text. Nobody owes a reason."""

    HOLDER_ASKS = "holder-asks"
    NO_USE = "no-use"
    CONFIDENTIALITY = "confidentiality"
    OTHERWISE = "otherwise"
    DEATH = "death"
    """Written by the desk on proof, under four eyes; nobody else gives it."""


HOLDERS_REASONS = frozenset(ClosingReason) - {ClosingReason.DEATH}
"""What the person, or a professional at their request, may give."""


def is_undone(*, closed_at: datetime, closed_by: str, at: datetime) -> bool:
    """Whether reopening at an instant undoes the closing, as if it had not been: everything returns, rights included.

    ``closed_by``: the kind of the party that closed. What a professional declared may not have been the person's wish;
    what the person closed themselves is reopened with no right but theirs.
    """
    return closed_by == "professional" and at < closed_at + UNDONE_WITHIN
