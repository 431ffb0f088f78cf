"""How the case of an emergency access ends, and what is published of all of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

SMALLEST_PUBLISHED = 11
"""Published statistics never show fewer (product.md, « Insurer »)."""


class EmergencyOutcome(Enum):
    """What a reviewer found."""

    JUSTIFIED = "justified"
    UNJUSTIFIED = "unjustified"
    REPORTED = "reported"
    """Not justified, and told to the order of the profession."""


@dataclass(frozen=True, slots=True)
class ReviewRate:
    """What is published of the emergency accesses of a year; None where it would be a count under eleven.

    ``reviewed``: per cent of the cases that a named reviewer has closed; ``unjustified``: per cent of those.
    """

    opened: int | None
    reviewed: int | None
    unjustified: int | None


def rate_of(*, opened: int, closed: int, outcomes: Mapping[str, int]) -> ReviewRate:
    """Reckon what may be published. A share is told only when it rests on eleven cases at least."""
    bad = sum(outcomes.get(one.value, 0) for one in (EmergencyOutcome.UNJUSTIFIED, EmergencyOutcome.REPORTED))
    return ReviewRate(
        opened=opened if opened >= SMALLEST_PUBLISHED else None,
        reviewed=round(100 * closed / opened) if opened >= SMALLEST_PUBLISHED else None,
        unjustified=round(100 * bad / closed) if closed >= SMALLEST_PUBLISHED else None,
    )
