"""Static files where nothing was collected: the folders of the applications, each file with its version."""

import hashlib
from functools import lru_cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import StaticFilesStorage


class VersionedFiles(StaticFilesStorage):
    """Gives ``/static/kit/css/layout.css?v=…``: a browser that has seen another version asks again.

    For developers and tests; an image that is built collects its files under hashed names instead (settings.base).
    """

    def url(self, name: str | None, force: bool = False) -> str:
        """Give the address of a file. ``ValueError`` when no application has it, as where files are collected."""
        del force
        path = _place(name) if name else None
        if name is None or path is None:
            raise ValueError(f"no application has the static file {name!r}")
        address = super().url(name)
        if name.endswith(".woff2"):
            return address  # style sheets name their fonts themselves: the same address must stand in the page
        return f"{address}?v={_version(path, path.stat().st_mtime_ns)}"


@lru_cache(maxsize=512)
def _place(name: str) -> Path | None:
    found = finders.find(name)
    return Path(found) if found else None


@lru_cache(maxsize=512)
def _version(path: Path, written: int) -> str:
    del written  # part of the key: a file that changes gets a new version
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]
