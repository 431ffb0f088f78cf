"""Folders for the tests of the launcher."""

import contextlib
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from carnet.config.launch import postgres


@contextlib.contextmanager
def open_folder() -> Iterator[Path]:
    """A folder that the database's own user can cross, which pytest's are not for root."""
    folder = Path(tempfile.mkdtemp(prefix="carnet-launch-"))
    folder.chmod(0o711)
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


@contextlib.contextmanager
def throw_away_server() -> Iterator[str]:
    """A database server of its own, for tests that change roles; the address of its superuser."""
    with open_folder() as folder:
        server = postgres.start(folder / "home", tell=lambda _: None, durable=False, state=folder / "state")
        try:
            yield server.admin_url
        finally:
            server.stop_at_once()


def wait_until(holds: Callable[[], object]) -> None:
    """Wait for something that must come; after two minutes, which no machine needs, it never will."""
    deadline = time.monotonic() + 120
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.02)
