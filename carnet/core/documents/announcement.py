"""How long a document waits for a doctor to tell the person of it, and when the depositor is reminded."""

from datetime import UTC, datetime, timedelta

from carnet.core.access.faulty import Faulty
from carnet.core.notices import DAY_BEGINS, DAY_ENDS
from carnet.core.record.majority import PARIS

USUAL_DELAY = timedelta(days=30)
"""product.md, « Masking »: the delay by default of INVISIBLE_PATIENT."""

REMINDED_BEFORE = timedelta(days=7)
"""product.md, « Masking »: how long before its end the depositor is told."""

SHORTEST_DELAY, LONGEST_DELAY = 8, 90
"""Days that an operator may choose: time for the reminder to come, and not so long that a person is kept from what
concerns them (ours; product.md says that the delay is configurable, and no bounds)."""

SHORTEST_REASON = 10
"""Characters of a reason to put an announcement off: as for an emergency, a word is none."""


def read_delay(written: str) -> timedelta | Faulty:
    """Read the delay that an operator wrote, in whole days; nothing stands for the usual one."""
    if not written:
        return USUAL_DELAY
    if not (written.isascii() and written.isdigit() and SHORTEST_DELAY <= int(written) <= LONGEST_DELAY):
        bounds = f"de {SHORTEST_DELAY} à {LONGEST_DELAY}"
        return Faulty((f"CARNET_ANNOUNCEMENT_DAYS : il faut un nombre de jours entier, {bounds}.",))
    return timedelta(days=int(written))


def is_daytime(at: datetime) -> bool:
    """Whether somebody may learn news at an instant: from 8 h to 20 h in Paris (product.md: never at night)."""
    return DAY_BEGINS <= at.astimezone(PARIS).time() < DAY_ENDS


def released_at(begins_at: datetime, *, delay: timedelta) -> datetime:
    """Tell when a document that nobody has announced is shown to the person: after the delay, moved into the day.

    ``begins_at``: its deposit; for an extension, the end of the first delay. What would fall in the night waits for
    8 h in Paris.
    """
    end = begins_at.astimezone(UTC) + delay
    if is_daytime(end):
        return end
    local = end.astimezone(PARIS)
    morning = local.replace(hour=DAY_BEGINS.hour, minute=0, second=0, microsecond=0)
    return morning if local.time() < DAY_BEGINS else morning + timedelta(days=1)


def reminded_at(*, due: datetime) -> datetime:
    """Tell when whoever deposited a document that is not announced is reminded that it waits; ``due``: its end."""
    return due - REMINDED_BEFORE
