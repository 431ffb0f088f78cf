"""One Carnet at a time on one home: two databases on the same data would destroy them."""

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path


class HeldError(RuntimeError):
    """Somebody else holds the lock; the message is what they wrote in it."""


@contextlib.contextmanager
def hold(home: Path, note: str) -> Iterator[None]:
    """Hold the home's lock for the time of a block, with a ``note`` for whoever asks who holds it.

    The system lets it go when the process dies, however it dies. Raises ``HeldError``.
    """
    descriptor = os.open(home / "run.lock", os.O_RDWR | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, "r+", encoding="utf-8") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise HeldError(lock.read().strip()) from None
        lock.truncate(0)
        lock.write(note)
        lock.flush()
        yield
