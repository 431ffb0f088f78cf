"""Erases what `carnet run` made: the home that it created, and the database that root keeps elsewhere."""

import json
import shutil
from pathlib import Path

from carnet.config.launch import lock
from carnet.config.launch.postgres import MADE_HERE

OURS = ("postgresql", "postgresql.json", "database.json", "run.lock", "sandbox")
"""In a home that was there before Carnet, only these are ours to remove."""


class StillRunningError(RuntimeError):
    """A Carnet runs on this home; the message is a French sentence."""


def what_is_there(home: Path) -> list[Path]:
    """The folders and files that ``erase`` would remove."""
    inside = [home] if (home / MADE_HERE).exists() else [home / name for name in OURS if (home / name).exists()]
    return inside + [place for place in _database_places(home) if home not in place.parents]


def erase(home: Path) -> None:
    """Remove them. Raises ``StillRunningError`` rather than pull a running database's data away."""
    try:
        with lock.hold(home, "effacement"):
            for path in reversed(what_is_there(home)):
                if path.is_dir():
                    shutil.rmtree(path)
                else:
                    path.unlink()
    except lock.HeldError as held:
        raise StillRunningError(f"Carnet tourne encore ici ({held}) : arrêtez-le d’abord.") from held


def _database_places(home: Path) -> list[Path]:
    memory = home / "postgresql.json"
    if not memory.exists():
        return []
    place = Path(json.loads(memory.read_text(encoding="utf-8"))["place"])
    return [place] if place.exists() else []
