"""An emergency access: a fact with an end date. Nothing is switched on, nothing has to be switched off."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

BREAK_THE_GLASS_LASTS = timedelta(hours=24)
"""product.md, « Emergency »: break-glass ends after 24 hours or when closed."""

SAMU_CALL_LASTS = timedelta(hours=4)
"""product.md, « Emergency »: SAMU mode lasts until the call ends or 4 hours."""

REVIEWED_WITHIN = timedelta(days=30)
"""By when a named reviewer closes the case of an emergency access."""

SHORTEST_REASON = 10
"""A reason is typed, not picked: at least ten characters (interface.md S3)."""


class EmergencyMode(Enum):
    """The two doors of an emergency."""

    SAMU_CALL = "samu"
    BREAK_THE_GLASS = "break-glass"


@dataclass(frozen=True, slots=True)
class EmergencyAccess:
    """One opening in an emergency, for one professional, for a while."""

    mode: EmergencyMode
    opened_at: datetime
    until: datetime
    closed_at: datetime | None = None

    def is_living(self, *, at: datetime) -> bool:
        """Whether it still opens anything at that instant."""
        return self.opened_at <= at < self.until and (self.closed_at is None or at < self.closed_at)


@dataclass(frozen=True, slots=True)
class EmergencySwitches:
    """What the person allows in an emergency; the third bears on masked documents, in both modes."""

    samu: bool
    break_the_glass: bool
    masked_documents: bool
