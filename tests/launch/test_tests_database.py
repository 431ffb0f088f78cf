"""The throw-away database of the tests themselves."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.launch.places import open_folder, wait_until

SCRIPT = """
import os, sys, psycopg
from tests import postgres
postgres.start_for_tests(); postgres.make_template(); postgres.make_template()
first, second = postgres.clone("first"), postgres.clone("second")
with psycopg.connect(first.app, autocommit=True) as one, psycopg.connect(second.app) as two:
    one.execute("INSERT INTO procrastinate_jobs (queue_name, task_name) VALUES ('q', 't')")
    assert two.execute("SELECT count(*) FROM procrastinate_jobs").fetchone() == (0,)
postgres.drop("first")
assert postgres.start_for_tests() == os.environ[postgres.ADMIN_URL]
print(postgres._server.process.pid, os.environ[postgres.HOME], flush=True)
"""


@pytest.fixture
def elsewhere() -> Iterator[Path]:
    """A folder for temporary files where no other run of the tests sweeps."""
    with open_folder() as folder:
        yield folder


def run_of_tests(elsewhere: Path, ending: str) -> tuple[Path, Path]:
    """A process that does what a run of the tests does: its server's entry in /proc, and its folder."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CARNET_")}
    kept["TMPDIR"] = str(elsewhere)
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT + ending], env=kept, capture_output=True, text=True, check=False
    )
    assert len(done.stdout.splitlines()) == 2, done.stderr
    process, folder = done.stdout.splitlines()[-1].split()
    return Path("/proc") / process, Path(folder)


def test_each_clone_is_apart_and_nothing_is_left_after_the_run(elsewhere: Path) -> None:
    server, folder = run_of_tests(elsewhere, "postgres.stop()")
    assert not server.exists()
    assert not folder.exists()


def test_a_run_that_is_killed_leaves_no_server_and_the_next_one_sweeps_its_folder(elsewhere: Path) -> None:
    server, folder = run_of_tests(elsewhere, "os.kill(os.getpid(), 9)")
    wait_until(lambda: not server.exists())
    assert folder.exists()
    run_of_tests(elsewhere, "postgres.stop()")
    assert not folder.exists()
