"""The clocks: the machine's own, and the demonstration's, which can be put forward."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from carnet.ports.clock import Clock


class SystemClock:
    """The machine's clock: the only place of the project that reads it."""

    def now(self) -> datetime:
        """The present instant, in UTC."""
        return datetime.now(UTC)  # noqa: TID251  this is the one exception that the ban speaks of


class ShiftedClock:
    """The demonstration's clock: the real one plus an offset kept in a small file, the same for every process.

    It lets a visitor see the eighteenth birthday or the end of an emergency access without waiting. Only the
    demonstration is wired with it. ``offset_file``: seconds, in digits; while it does not exist, nothing was shifted.
    ``real``: the clock that it shifts.
    """

    def __init__(self, offset_file: Path, *, real: Clock) -> None:
        self._offset_file = offset_file
        self._real = real

    def now(self) -> datetime:
        """The shifted instant, in UTC. Raises ``ValueError`` when the file holds anything else than a number."""
        return self._real.now() + self.offset()

    def offset(self) -> timedelta:
        """How far this clock is from the real one; read again each time, since another process may have moved it."""
        try:
            written = self._offset_file.read_text(encoding="ascii")
        except FileNotFoundError:
            return timedelta(0)
        return timedelta(seconds=float(written))

    def shift(self, delta: timedelta) -> None:
        """Add to the offset, for all processes at once; a negative ``delta`` brings the clock back."""
        seconds = (self.offset() + delta).total_seconds()
        self._offset_file.parent.mkdir(parents=True, exist_ok=True)
        # Written aside then put in place: no process ever reads half a number.
        aside = self._offset_file.with_name(f"{self._offset_file.name}.{os.getpid()}")
        aside.write_text(f"{seconds}\n", encoding="ascii")
        aside.replace(self._offset_file)
