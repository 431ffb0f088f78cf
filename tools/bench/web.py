"""The product's own web server, as a process of its own: what it answers, and how much memory it takes."""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

THREADS = 4
PATIENCE = 60.0
"""Seconds that the server is given to start."""
_PIECE = 1024 * 1024


class NoAnswerError(RuntimeError):
    """The server did not start, or did not answer as it had to: there is nothing to measure."""


@dataclass(frozen=True, slots=True)
class Web:
    """A running server. ``worker``: the process that answers."""

    port: int
    worker: int
    token: str

    def ask(
        self, method: str, path: str, *, headers: dict[str, str] | None = None, body: IO[bytes] | bytes = b""
    ) -> "Reply":
        """Send a request and read the whole answer, by pieces. ``body``: a file is sent as it is read."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=300)
        sent = self._headers(headers or {})
        if body:
            sent["Content-Length"] = str(len(body) if isinstance(body, bytes) else os.fstat(body.fileno()).st_size)
        try:
            connection.request(method, self._address(path), body=body or None, headers=sent)
            answer = connection.getresponse()
            size, end = 0, b""
            while piece := answer.read(_PIECE):
                size, end = size + len(piece), (end + piece)[-_PIECE:]
            return Reply(answer.status, answer.headers.get("Location", ""), size, end)
        finally:
            connection.close()

    @contextmanager
    def connected(self) -> Iterator[Callable[..., "Reply"]]:
        """Give what asks over one connection that stays open, as the clients of a busy server do."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=300)

        def ask(method: str, path: str, *, headers: dict[str, str], body: bytes) -> "Reply":
            connection.request(method, self._address(path), body=body or None, headers=self._headers(headers))
            answer = connection.getresponse()
            told = answer.read()
            return Reply(answer.status, answer.headers.get("Location", ""), len(told), told)

        try:
            yield ask
        finally:
            connection.close()

    def memory(self) -> int:
        """Tell how much memory the worker has, in bytes."""
        return self._of("VmRSS")

    def peak(self) -> int:
        """Tell the most memory that the worker had since ``forget_peak``, in bytes."""
        return self._of("VmHWM")

    def cpu_seconds(self) -> float:
        """CPU that the worker has spent so far."""
        stat = Path(f"/proc/{self.worker}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        return sum(map(int, stat[11:13])) / os.sysconf("SC_CLK_TCK")

    def forget_peak(self) -> None:
        """Begin to look for the peak anew (man proc, « clear_refs »)."""
        Path(f"/proc/{self.worker}/clear_refs").write_text("5", encoding="ascii")

    @staticmethod
    def _address(path: str) -> str:
        return f"/fhir/{path}".rstrip("/")

    def _headers(self, headers: dict[str, str]) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}", "Host": f"localhost:{self.port}"} | headers

    def _of(self, what: str) -> int:
        told = Path(f"/proc/{self.worker}/status").read_text(encoding="utf-8")
        found = re.search(rf"^{what}:\s+(\d+) kB", told, re.MULTILINE)
        if found is None:
            raise NoAnswerError(f"the kernel does not tell {what}")
        return int(found[1]) * 1024


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back. ``size``: bytes of the body; ``end``: the last of them, one megabyte at most."""

    status: int
    location: str
    size: int
    end: bytes


@contextmanager
def served(token: str, *, static: Path | None = None) -> Iterator[Web]:
    """Start the server that ``make run`` starts, in the present environment, and stop it afterwards.

    ``static``: where the static files were collected; without it, none is served.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
    command += ["--workers", "1", "--blocking-threads", str(THREADS), "--no-ws", "--log-level", "warning"]
    command += ["--no-access-log", "carnet.config.wsgi:application"]
    files = {"CARNET_STATIC": str(static)} if static is not None else {}
    there = os.environ | files | {"MALLOC_ARENA_MAX": "2"}
    process = subprocess.Popen(command, env=there, start_new_session=True)  # noqa: S603  our own command
    try:
        yield _ready(process, port, token)
    finally:
        process.terminate()
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            # Asked while it was still starting, it may not have heard: its worker goes with it.
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _ready(process: "subprocess.Popen[bytes]", port: int, token: str) -> Web:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        with suppress(OSError, http.client.HTTPException):
            children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text(encoding="ascii").split()
            for child in children:
                web = Web(port, int(child), token)
                if web.ask("GET", "metadata").status == http.HTTPStatus.OK:
                    return web
        time.sleep(0.05)
    raise NoAnswerError("the web server did not start")
