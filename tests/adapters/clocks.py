"""A clock that stands still, for the tests that need to know what time it is."""

from dataclasses import dataclass
from datetime import UTC, datetime

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


@dataclass(slots=True)
class StoppedClock:
    """Says the same instant until somebody sets it."""

    instant: datetime = NOON

    def now(self) -> datetime:
        """That instant."""
        return self.instant
