"""The whole demonstration in one command, from an empty folder to a page, and what happens when it is killed."""

import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from carnet.config.command import EXTENSIONS
from carnet.config.launch.postgres import free_port
from tests.launch.places import open_folder

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
        while "Ctrl-C" not in self.text() and self.process.poll() is None:
            time.sleep(0.05)
        assert self.process.poll() is None, self.text()

    def text(self) -> str:
        return self.said.read_text()

    def answers(self) -> bool:
        """Whether a page comes, whatever it says, that is no breakdown."""
        try:
            with urllib.request.urlopen(f"http://localhost:{self.port}/", timeout=30) as page:
                return bool(page.status < 500)
        except urllib.error.HTTPError as refusal:
            return refusal.code < 500

    def postmaster(self) -> int:
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        (found,) = [one for one in children if Path(f"/proc/{one}/comm").read_text().startswith("postgres")]
        return int(found)


@pytest.fixture
def folder() -> Iterator[Path]:
    with open_folder() as place:
        yield place


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


def test_one_command_starts_everything_says_where_it_is_and_ctrl_c_stops_it_all(folder: Path) -> None:
    port = free_port()
    for _ in ("an empty folder", "what the first time left"):
        started = Started(folder, port)
        assert f"http://localhost:{port}" in started.text()
        assert "demo outbox" in started.text()
        assert "Traceback" not in started.text()
        assert started.answers()
        started.process.send_signal(signal.SIGINT)
        assert started.process.wait() == 0
        assert processes_of(folder) == []


def test_a_database_that_is_killed_ends_the_rest_and_starts_again_with_its_data(folder: Path) -> None:
    started = Started(folder, free_port())
    os.kill(started.postmaster(), signal.SIGKILL)
    assert started.process.wait() == 1
    assert "La base de données : arrêt inattendu" in started.text()
    while processes_of(folder):  # the test's own time limit is the only deadline
        time.sleep(0.05)
    again = Started(folder, free_port())
    assert not re.search("Création de la base", again.text())
    assert again.answers()
    again.process.kill()  # nothing to say goodbye with: the system itself must end the rest
    again.process.wait()
    while processes_of(folder):
        time.sleep(0.05)
