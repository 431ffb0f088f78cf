"""The whole demonstration in one command, from an empty folder to a page, and what happens when it is killed."""

import os
import re
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from carnet.config.command import EXTENSIONS
from carnet.config.launch.postgres import free_port
from tests.launch.places import open_folder, wait_until

pytestmark = pytest.mark.skipif(
    not any(one.name == "demo" for one in EXTENSIONS), reason="carnet.config.command attaches no demonstration yet"
)


class Started:
    """A `carnet run`, and what it wrote so far."""

    def __init__(self, folder: Path, port: int) -> None:
        self.said = folder / "said.txt"
        self.port = port
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("CARNET_", "DATABASE_"))}
        settings = {"CARNET_HOME": str(folder / "home"), "DJANGO_SETTINGS_MODULE": "carnet.config.settings.development"}
        command = [sys.executable, "-m", "carnet.config.command", "run", "--port", str(port)]
        with self.said.open("wb") as output:
            self.process = subprocess.Popen(command, env=kept | settings, stdout=output, stderr=subprocess.STDOUT)
        wait_until(lambda: "Ctrl-C" in self.text() or self.process.poll() is not None)
        assert self.process.poll() is None, self.text()

    def end(self) -> None:
        """Leave nothing, whatever the test thought of it: a child that ended already takes no signal."""
        self.process.send_signal(signal.SIGTERM)
        self.process.wait()

    def text(self) -> str:
        return self.said.read_text()

    def is_well(self) -> bool:
        """Whether the site says that it is, and that its database is."""
        with urllib.request.urlopen(f"http://localhost:{self.port}/health", timeout=60) as page:
            return bool(page.status == 200)

    def postmaster(self) -> int:
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        (found,) = [one for one in children if Path(f"/proc/{one}/comm").read_text().startswith("postgres")]
        return int(found)


@pytest.fixture
def folder() -> Iterator[Path]:
    with open_folder() as place:
        yield place


@pytest.fixture
def start(folder: Path) -> Iterator[Callable[[int], Started]]:
    """Starts on a port, as often as asked; nothing of it is left after the test."""
    all_of_them: list[Started] = []

    def one_more(port: int) -> Started:
        all_of_them.append(Started(folder, port))
        return all_of_them[-1]

    yield one_more
    for one in all_of_them:
        one.end()
    wait_until(lambda: not processes_of(folder))


def processes_of(folder: Path) -> list[str]:
    """Every process that was told of this folder."""
    found = []
    for one in Path("/proc").glob("[0-9]*"):
        try:
            told = (one / "environ").read_bytes() + (one / "cmdline").read_bytes()
        except OSError:
            continue
        if str(folder).encode() in told:
            found.append(one.name)
    return found


def test_one_command_starts_everything_says_where_it_is_and_ctrl_c_stops_it_all(
    folder: Path, start: Callable[[int], Started]
) -> None:
    port = free_port()
    for _ in ("an empty folder", "what the first time left"):
        started = start(port)
        assert f"http://localhost:{port}" in started.text()
        assert "demo outbox" in started.text()
        assert "Traceback" not in started.text()
        assert started.is_well()
        started.process.send_signal(signal.SIGINT)
        assert started.process.wait() == 0
        wait_until(lambda: not processes_of(folder))


def test_a_database_that_is_killed_ends_the_rest_and_starts_again_with_its_data(
    folder: Path, start: Callable[[int], Started]
) -> None:
    started = start(free_port())
    os.kill(started.postmaster(), signal.SIGKILL)
    assert started.process.wait() == 1
    assert "La base de données : arrêt inattendu" in started.text()
    wait_until(lambda: not processes_of(folder))
    again = start(free_port())
    assert not re.search("Création de la base", again.text())
    assert again.is_well()
    again.process.kill()  # nothing to say goodbye with: the system itself must end the rest
    again.process.wait()
    wait_until(lambda: not processes_of(folder))
