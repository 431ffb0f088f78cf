"""One throw-away PostgreSQL for a run of the tests, and a fresh migrated database in a few milliseconds.

For tests/conftest.py:

- ``pytest_configure`` of the controller (``not hasattr(config, "workerinput")``): ``start_for_tests()``, then
  ``make_template()``. The environment carries the address to the workers of xdist, which inherit it. A run without
  xdist may do both in a session fixture instead, so that tests of the core start no server.
- a fixture per test, module or worker: ``addresses = clone("carnet_gw0_1")``; use ``addresses.app``; ``drop`` it after.
- ``pytest_unconfigure`` of the controller: ``stop()``. Killed before that, the server dies with the controller.

``CARNET_TESTS_ADMIN_URL``, set before the run, names another server to use (a superuser's address): its roles
``carnet_owner``, ``carnet_app`` and ``carnet_worker`` get new passwords.
"""

import contextlib
import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
from psycopg import sql

from carnet.config.launch import postgres
from carnet.config.launch.roles import Addresses, make_database, prepare, read_addresses

ADMIN_URL, HOME = "CARNET_TESTS_ADMIN_URL", "CARNET_TESTS_HOME"
TEMPLATE = "carnet_template"
PREFIX = "carnet-tests-"

_server: postgres.Server | None = None


def start_for_tests() -> str:
    """Start the server of this run, once, whoever asks; returns its superuser's address.

    Not durable: nothing survives, and a database is made several times faster.
    """
    global _server
    _remove_what_killed_runs_left()
    if HOME not in os.environ:
        home = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-"))
        home.chmod(0o711)  # the server's own user, when we are root, goes through it
        os.environ[HOME] = str(home)
        if ADMIN_URL not in os.environ:
            _server = postgres.start(home, tell=print, durable=False)
            os.environ[ADMIN_URL] = _server.admin_url
    return os.environ[ADMIN_URL]


def stop() -> None:
    """Stop the server if this process started it, and remove what it wrote."""
    global _server
    if _server is None:
        return
    _server.stop_at_once()
    shutil.rmtree(_server.place)
    shutil.rmtree(os.environ.pop(HOME))
    del os.environ[ADMIN_URL]
    _server = None


def make_template() -> str:
    """Migrate a database once for the whole run, as its owner; returns its name. The first to ask does it."""
    home = Path(os.environ[HOME])
    with _one_at_a_time(home), psycopg.connect(os.environ[ADMIN_URL], autocommit=True) as admin:
        closed = admin.execute("SELECT datallowconn FROM pg_database WHERE datname = %s", [TEMPLATE]).fetchone()
        if closed != (False,):
            addresses = prepare(os.environ[ADMIN_URL], home=home, database=TEMPLATE)
            settings = {"DJANGO_SETTINGS_MODULE": "carnet.config.settings.test", "CARNET_DATABASE_URL": addresses.owner}
            command = [sys.executable, "-m", "django", "migrate", "--skip-checks", "--no-input", "--verbosity", "0"]
            subprocess.run(command, check=True, env=os.environ | settings)
            # A copy is refused while anybody is connected to the original: nobody can be.
            admin.execute(sql.SQL("ALTER DATABASE {} WITH ALLOW_CONNECTIONS false").format(sql.Identifier(TEMPLATE)))
    return TEMPLATE


def clone(name: str, template: str = TEMPLATE) -> Addresses:
    """A new database, copied from the template, that belongs to ``carnet_owner``; its address for each role."""
    with psycopg.connect(os.environ[ADMIN_URL], autocommit=True) as admin:
        make_database(admin, name, template=template)
    return read_addresses(Path(os.environ[HOME])).of_database(name)


def drop(name: str) -> None:
    """Remove a database, whoever is still connected to it."""
    with psycopg.connect(os.environ[ADMIN_URL], autocommit=True) as admin:
        admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


@contextlib.contextmanager
def _one_at_a_time(home: Path) -> Iterator[None]:
    with (home / "template.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _remove_what_killed_runs_left() -> None:
    """A run that was killed took its server with it, not its files."""
    for left in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        process = left.name.removeprefix(PREFIX).split("-")[0]
        with contextlib.suppress(FileNotFoundError):  # another run may be removing it at this moment
            if process.isdigit() and not Path(f"/proc/{process}").exists() and left.owner() == _me():
                shutil.rmtree(left)


def _me() -> str:
    return Path(f"/proc/{os.getpid()}").owner()
