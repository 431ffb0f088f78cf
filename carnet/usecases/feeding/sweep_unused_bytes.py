"""Remove the bytes of deposits that never ended: stored, and named by no document."""

from datetime import timedelta

from carnet.ports.environment import Environment
from carnet.store import documents

UNUSED_FOR = timedelta(days=1)
"""Long after any deposit under way has ended."""


def sweep_unused_bytes(*, env: Environment) -> int:
    """Delete what no document names and that has lain there for a day; gives how many files. Run at night."""
    return env.blobs.sweep(documents.names_bytes, older_than=UNUSED_FOR)
