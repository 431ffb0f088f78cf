"""A sandbox that runs, as an integrator starts it: the whole demonstration in a folder of its own."""

import json
import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from carnet.config.launch.postgres import is_free
from tests.launch.places import wait_until


@dataclass(slots=True)
class Sandbox:
    """What runs. ``home``: where its data are; ``port``: of the site."""

    home: Path
    port: int
    process: subprocess.Popen[bytes]

    @property
    def folder(self) -> Path:
        """What an integrator is given."""
        return self.home / "sandbox"

    @property
    def site(self) -> str:
        """The address of the site."""
        return f"http://localhost:{self.port}"

    @property
    def described(self) -> dict[str, Any]:
        """What its description says."""
        read: dict[str, Any] = json.loads((self.folder / "sandbox.json").read_text(encoding="utf-8"))
        return read

    @property
    def said(self) -> str:
        """What it has written so far."""
        return (self.home.parent / "said.txt").read_text(encoding="utf-8")

    def stop(self) -> None:
        """Stop all of it, as Ctrl-C does."""
        self.process.send_signal(signal.SIGINT)
        self.process.wait()


def three_ports() -> int:
    """Give the first of three free ports, which no connection of somebody else takes meanwhile (Linux: below 32768)."""
    first = 20_000 + os.getpid() % 4_000 * 3
    return next(port for port in range(first, 32_000) if all(is_free(port + more) for more in range(3)))


def start(place: Path, *words: str) -> Sandbox:
    """Start it in a folder, and return once it says that it is ready."""
    port, home, said = three_ports(), place / "home", place / "said.txt"
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("CARNET_", "DATABASE_", "DJANGO"))
    }
    command = [sys.executable, "-m", "carnet.config.command", "sandbox", "--port", str(port), *words]
    with said.open("wb") as output:
        process = subprocess.Popen(
            command, env=kept | {"CARNET_HOME": str(home)}, stdout=output, stderr=subprocess.STDOUT
        )
    wait_until(lambda: "Les contrôles" in said.read_text(encoding="utf-8") or process.poll() is not None)
    assert process.poll() is None, said.read_text(encoding="utf-8")
    return Sandbox(home, port, process)
