"""One database for the tests of the store: cloned once, emptied before each test, reached as each role.

Emptying takes 3 ms (deletes, triggers set aside by the superuser), a clone of the template 170 ms, a TRUNCATE 65:
measured with fsync off. Every commit of a test is real, so that two connections see what people would.
"""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

import psycopg
from django.conf import settings
from django.db import connection, connections
from psycopg import sql

from carnet.config.database_address import database_settings
from carnet.config.launch.roles import Addresses
from tests import postgres


@dataclass(frozen=True, slots=True, repr=False)
class Database:
    """Where the database is, for each role and for the superuser of its server."""

    addresses: Addresses
    admin_url: str

    def admin(self) -> "psycopg.Connection[tuple[object, ...]]":
        """The superuser, whom no wall stops: to look behind it and to empty tables."""
        parts = urlsplit(self.admin_url)
        return psycopg.connect(urlunsplit(parts._replace(path=urlsplit(self.addresses.app).path)), autocommit=True)

    def clone(self, name: str) -> Addresses:
        """Make another database on the same server, empty and migrated; its address for each role."""
        return postgres.clone(name)

    def empty(self) -> None:
        """Remove every row that a test left, append-only tables included."""
        with self.admin() as admin:
            admin.execute("set session_replication_role = replica")
            rows = admin.execute("select tablename from pg_tables where schemaname = 'public'").fetchall()
            tables = [str(name) for (name,) in rows if name != "django_migrations"]
            admin.execute(sql.SQL("; ").join(sql.SQL("delete from {}").format(sql.Identifier(name)) for name in tables))


def point_django_at(url: str) -> None:
    """Make Django's default connection, in this thread and in every thread to come, one to this address."""
    os.environ["CARNET_DATABASE_URL"] = url
    for opened in connections.all(initialized_only=True):
        opened.close()
    settings.DATABASES = {"default": database_settings()}
    connections.settings = connections.configure_settings(settings.DATABASES)
    with suppress(AttributeError):  # this thread had not asked for it yet
        del connections["default"]


def as_role(url: str, act: Callable[[], object]) -> None:
    """Do something in a thread of its own, whose connection alone is of the role of this address."""
    parts = urlsplit(url)

    def run() -> None:
        role = {"USER": parts.username or "", "PASSWORD": parts.password or ""}
        connection.settings_dict = {**connection.settings_dict, **role}
        try:
            act()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as alone:
        alone.submit(run).result()
