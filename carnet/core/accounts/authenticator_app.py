"""The authenticator app: how its codes follow the time, and which of them still opens something (RFC 6238)."""

from collections.abc import Iterable
from datetime import datetime, timedelta

STEP = timedelta(seconds=30)
"""RFC 6238 5.2 recommends it, and every app knows it."""

DRIFT = 1
"""How many steps a telephone's clock may be early or late: RFC 6238 5.2 allows one for the way."""

SECRET_SIZE = 20
"""160 random bits (RFC 4226, R6)."""

SETTING_UP_LASTS = timedelta(minutes=15)
"""From the picture on the screen to the first code typed."""


def steps_around(at: datetime) -> tuple[int, ...]:
    """List the steps whose code may be typed at an instant, the nearest first."""
    now = int(at.timestamp()) // int(STEP.total_seconds())
    return (now, *(now + sign * far for far in range(1, DRIFT + 1) for sign in (-1, 1)))


def usable_step(matching: Iterable[int], *, last: int) -> int | None:
    """Choose the step of a right code. ``matching``: those whose code was typed; ``last``: the latest that was used.

    None when all of them were used already: no code opens twice, nor one older than a code that did (RFC 6238 5.2;
    OWASP ASVS 6.5.1).
    """
    return min((step for step in matching if step > last), default=None)
