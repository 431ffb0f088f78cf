"""How long a document waits for a doctor to tell the person of it, and when the depositor is reminded."""

from datetime import datetime, timedelta

WAITS = timedelta(days=30)
"""product.md, « Masking »: the delay by default of INVISIBLE_PATIENT."""

REMINDED_BEFORE = timedelta(days=7)
"""product.md, « Masking »: how long before its end the depositor is told."""


def reminded_at(*, deposited_at: datetime) -> datetime:
    """Tell when whoever deposited a document that is not announced is reminded that it waits."""
    return deposited_at + WAITS - REMINDED_BEFORE
