"""How long a session of the sites lasts: a while after its last page, and never beyond its last hour."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from carnet.core.audit.events import Door


@dataclass(frozen=True, slots=True)
class Lifetime:
    """``idle``: from the last page on. ``longest``: from the sign-in on, whatever happens."""

    idle: timedelta
    longest: timedelta


LIFETIMES: dict[Door, Lifetime] = {
    Door.PATIENT_SITE: Lifetime(timedelta(minutes=15), timedelta(hours=12)),
    Door.PROFESSIONAL_SITE: Lifetime(timedelta(minutes=15), timedelta(hours=4)),
    Door.SUPPORT_DESK: Lifetime(timedelta(minutes=15), timedelta(hours=4)),
}
"""The doors that have sessions (OWASP ASVS 7.3.1, 7.3.2). The others know tokens, or nobody."""

SEEN_EVERY = timedelta(minutes=1)
"""How often, at most, a session is written to because it is used: a page that is read writes nothing."""


def ends_at(door: Door, *, opened_at: datetime, seen_at: datetime) -> datetime:
    """Tell when a session ends if no other page is asked for. Raises ``KeyError`` for a door without sessions."""
    lifetime = LIFETIMES[door]
    return min(seen_at + lifetime.idle, opened_at + lifetime.longest)


def is_due(seen_at: datetime, *, at: datetime) -> bool:
    """Whether using a session now is worth writing down."""
    return at - seen_at >= SEEN_EVERY
