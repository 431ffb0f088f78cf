"""The database server of a benchmark: production's settings, in a temporary folder, gone afterwards."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit
from uuid import UUID

import django
import psycopg

from carnet.config.launch import postgres
from carnet.config.launch.programs import find_programs, server_user
from carnet.config.launch.roles import Addresses, prepare
from tools.bench.filling import fill_up_to

SETTINGS = "tools.bench.settings"
NOBODY_IS_CALLED = {
    "CARNET_SMTP_URL": "smtps://nobody@127.0.0.1:465",
    "CARNET_MAIL_SENDER": "carnet@example.org",
    "CARNET_SMS_URL": "https://127.0.0.1/",
    "CARNET_SMS_TOKEN": "none",
}
"""Production's ways to reach people are made; nothing is ever sent, since no worker runs."""
TICKS = os.sysconf("SC_CLK_TCK")
"""How many of the kernel's units of CPU time make a second."""


@dataclass(frozen=True, slots=True)
class Database:
    """A running server, the addresses of the migrated database in it, and where the server's programs are."""

    server: postgres.Server
    addresses: Addresses
    programs: Path

    def cpu_seconds(self) -> float:
        """CPU time spent so far by the server and all its processes, those that ended included (Linux, ``/proc``)."""
        server = str(self.server.process.pid)
        spent = 0
        for stat in Path("/proc").glob("[0-9]*/stat"):
            try:
                # After the name, which may hold anything and stands in brackets: state, parent, …
                fields = stat.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
            except (FileNotFoundError, ProcessLookupError):
                continue  # it ended while we looked
            if stat.parent.name == server:
                spent += sum(map(int, fields[11:15]))  # its own, and that of its children that ended
            elif fields[1] == server:
                spent += sum(map(int, fields[11:13]))
        return spent / TICKS

    def run_as_owner(self, statement: str) -> None:
        """Change the schema, as migrations do. ``statement`` is a constant of this tool."""
        with psycopg.connect(self.addresses.owner, autocommit=True) as owner:
            owner.execute(statement.encode())

    def fill_up_to(self, documents: int, *, like: UUID) -> None:
        """Let the database hold so many documents, made after those of a record."""
        place = urlsplit(self.server.admin_url)._replace(path=urlsplit(self.addresses.owner).path)
        fill_up_to(documents, like=like, url=place.geturl())


@contextmanager
def started(*, tell: Callable[[str], None]) -> Iterator[Database]:
    """Start a server, migrate a database in it, and set Django up on that database, as ``carnet_app``.

    Once in a process, since Django is set up once. ``tell`` receives what the launcher has to say. Raises
    ``PostgresError`` when there is no PostgreSQL here, ``CalledProcessError`` when a migration fails.
    """
    home = Path(tempfile.mkdtemp(prefix="carnet-bench-"))
    home.chmod(0o711)  # the server's own user, when we are root, goes through it
    try:
        server = postgres.start(home, tell=tell)
        try:
            addresses = prepare(server.admin_url, home=home)
            os.environ |= NOBODY_IS_CALLED | {
                "DJANGO_SETTINGS_MODULE": SETTINGS,
                "CARNET_HOME": str(home),
                "CARNET_DATABASE_URL": addresses.owner,
            }
            migrate = [sys.executable, "-m", "django", "migrate", "--skip-checks", "--no-input", "--verbosity", "0"]
            subprocess.run(migrate, check=True)  # noqa: S603  our own command
            os.environ["CARNET_DATABASE_URL"] = addresses.app
            django.setup()
            yield Database(server, addresses, find_programs(server_user()).folder)
        finally:
            server.stop_at_once()
            shutil.rmtree(server.place)
    finally:
        shutil.rmtree(home, ignore_errors=True)
