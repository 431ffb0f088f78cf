"""What time it is."""

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """The only way to know the time."""

    def now(self) -> datetime:
        """The present instant, with its time zone (UTC)."""
        ...
