"""Which database this process speaks to, and as whom."""

import json
import os
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from carnet.config.home import home

NO_ENGINE = "django.db.backends.dummy"
"""What stands for the database of a process that knows none."""


class NoDatabaseAddressError(RuntimeError):
    """Nothing says where the database is."""


def database_url() -> str:
    """Find the address of the database for this process.

    ``CARNET_DATABASE_URL`` when it is set; else, for the role that ``CARNET_DATABASE_ROLE`` names (``app`` by default,
    ``worker`` or ``owner``), ``CARNET_APP_DATABASE_URL`` and its like; else the address that ``carnet run`` or
    ``carnet database prepare`` left in ``CARNET_HOME/database.json``. Raises ``NoDatabaseAddressError``.
    """
    role = os.environ.get("CARNET_DATABASE_ROLE", "app")
    for name in ("CARNET_DATABASE_URL", f"CARNET_{role.upper()}_DATABASE_URL"):
        if url := os.environ.get(name):
            return url
    addresses = home() / "database.json"
    if not addresses.exists():
        raise NoDatabaseAddressError(
            f"No database is known in {home()}. Start one with `make run`, or set CARNET_DATABASE_URL."
        )
    return str(json.loads(addresses.read_text(encoding="utf-8"))[role])


def database_settings() -> dict[str, Any]:
    """Give Django its database: PostgreSQL, one transaction per use case, connections kept within a process."""
    try:
        url = database_url()
    except NoDatabaseAddressError:
        # Commands that need no database (check, the rulebook, type checks) must still start.
        return {"ENGINE": NO_ENGINE}
    parts = urlsplit(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "NAME": parts.path.removeprefix("/"),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "DISABLE_SERVER_SIDE_CURSORS": True,
        "OPTIONS": dict(parse_qsl(parts.query)),
    }
