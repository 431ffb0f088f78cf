"""What the web server does with an answer that breaks on its way: nobody may take the half of it for the whole."""

import http.client
import socket
import subprocess
import sys
from contextlib import closing

import pytest

from carnet.config.home import ROOT
from carnet.config.launch.postgres import free_port
from tests.launch import breaking
from tests.launch.places import wait_until


def answers(port: int) -> bool:
    """Whether somebody listens there."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def test_a_reader_of_a_document_that_breaks_on_its_way_learns_that_it_is_not_whole() -> None:
    port = free_port()
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
    command += ["--workers", "1", "--no-ws", "--log-level", "critical", "tests.launch.breaking:application"]
    server = subprocess.Popen(command, cwd=ROOT)
    try:
        wait_until(lambda: answers(port))
        with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as connection:
            connection.request("GET", "/")
            with connection.getresponse() as answer:
                assert int(answer.headers["Content-Length"]) == 2 * len(breaking.HALF)
                with pytest.raises((http.client.IncompleteRead, ConnectionError)):
                    answer.read()
    finally:
        server.terminate()
        server.wait()
