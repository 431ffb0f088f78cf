"""The banner above every page: maintenance to come or under way, from a dated list that the operator writes.

The list is the JSON file that ``CARNET_NOTICES`` names: an array of objects with ``from`` and ``until`` (ISO 8601 with
a zone), ``title`` and ``text`` (objects with ``fr`` and ``en``), and ``urgent`` (true for a red banner).
"""

import json
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import structlog
from django.conf import settings
from django.http import HttpRequest

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class ServiceNotice:
    """What people are told, in one language, from ``begins`` until ``ends``."""

    begins: datetime
    ends: datetime
    title: str
    text: str
    is_urgent: bool = False


def current_notices(request: HttpRequest, language: str) -> tuple[ServiceNotice, ...]:
    """Give the notices of this moment, in this language; none on an answer that is made before the world is known."""
    env = getattr(request, "env", None)
    if env is None:
        return ()
    now = env.clock.now()
    return tuple(notice for notice in read_notices(Path(settings.CARNET_NOTICES), language) if _holds(notice, now))


def read_notices(path: Path, language: str) -> tuple[ServiceNotice, ...]:
    """Give every notice of the file, past and future ones included. A missing file has none.

    A file that cannot be read has none either, and says so in the log: a banner never keeps a record from opening.
    """
    try:
        written = path.stat().st_mtime_ns
    except FileNotFoundError:
        return ()
    return _read(path, written, language)


@lru_cache(maxsize=8)
def _read(path: Path, written: int, language: str) -> tuple[ServiceNotice, ...]:
    del written  # part of the key: a file that changes is read again
    try:
        return tuple(_notice(line, language) for line in json.loads(path.read_text(encoding="utf-8")))
    except (ValueError, KeyError, TypeError):
        log.exception("the list of notices cannot be read")
        return ()


def _notice(line: dict[str, Any], language: str) -> ServiceNotice:
    begins, ends = datetime.fromisoformat(line["from"]), datetime.fromisoformat(line["until"])
    if begins.tzinfo is None or ends.tzinfo is None:
        raise ValueError("a notice needs the zone of its times")
    return ServiceNotice(begins, ends, line["title"][language], line["text"][language], line.get("urgent", False))


def _holds(notice: ServiceNotice, now: datetime) -> bool:
    return notice.begins <= now < notice.ends
