"""How long a document waits for a doctor to tell the person of it, and when the depositor is reminded."""

from datetime import UTC, datetime, timedelta

from carnet.core.notices import DAY_BEGINS, DAY_ENDS
from carnet.core.record.majority import PARIS

WAITS = timedelta(days=30)
"""product.md, « Masking »: the delay by default of INVISIBLE_PATIENT."""

REMINDED_BEFORE = timedelta(days=7)
"""product.md, « Masking »: how long before its end the depositor is told."""

SHORTEST_REASON = 10
"""Characters of a reason to put an announcement off: as for an emergency, a word is none."""


def is_daytime(at: datetime) -> bool:
    """Whether somebody may learn news at an instant: from 8 h to 20 h in Paris (product.md: never at night)."""
    return DAY_BEGINS <= at.astimezone(PARIS).time() < DAY_ENDS


def released_at(deposited_at: datetime) -> datetime:
    """Tell when a document that nobody has announced is shown to the person: 30 days later, moved into the day.

    In Paris time: what would fall in the night waits for 8 h. An extension counts from the end of the first delay.
    """
    end = deposited_at.astimezone(UTC) + WAITS
    if is_daytime(end):
        return end
    local = end.astimezone(PARIS)
    morning = local.replace(hour=DAY_BEGINS.hour, minute=0, second=0, microsecond=0)
    return morning if local.time() < DAY_BEGINS else morning + timedelta(days=1)


def reminded_at(*, due: datetime) -> datetime:
    """Tell when whoever deposited a document that is not announced is reminded that it waits; ``due``: its end."""
    return due - REMINDED_BEFORE
