"""`carnet run`, when something is in its way or dies under it."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from carnet.config.launch import erase, lock
from carnet.config.launch.children import start_child, stop_child
from carnet.config.launch.postgres import make_home
from carnet.config.launch.run import Plan, Running, run, watch
from tests.launch.places import wait_until

SLEEPER = [sys.executable, "-c", "import time; print('ready', flush=True); time.sleep(60)"]
STUBBORN = [
    sys.executable,
    "-c",
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('ready', flush=True); time.sleep(60)",
]


@pytest.fixture
def told() -> list[str]:
    return []


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.socket() as somebody:
        somebody.bind(("127.0.0.1", 0))
        somebody.listen()
        yield somebody.getsockname()[1]


def a_child(command: list[str], folder: Path) -> subprocess.Popen[bytes]:
    """A child that is past its own start."""
    with (folder / "said").open("wb") as output:
        child = start_child(command, dies_with=signal.SIGKILL, output=output)
    wait_until(lambda: (folder / "said").read_bytes() or child.poll() is not None)
    return child


def test_a_port_that_is_taken_is_said_with_the_way_to_choose_another(
    tmp_path: Path, told: list[str], taken: int
) -> None:
    assert run(Plan(home=tmp_path / "home", port=taken, tell=told.append)) == 1
    assert f"PORT={taken + 1}" in told[0]
    assert not (tmp_path / "home" / "postgresql.json").exists()


def test_a_second_carnet_on_the_same_data_is_refused_and_told_who_holds_them(
    tmp_path: Path, told: list[str], taken: int
) -> None:
    with lock.hold(tmp_path, "processus 12, http://localhost:8000"):
        assert run(Plan(home=tmp_path, port=taken, tell=told.append)) == 1
        with pytest.raises(erase.StillRunningError, match="processus 12"):
            erase.erase(tmp_path)
    assert "processus 12, http://localhost:8000" in told[0]


def test_the_signals_of_the_caller_are_given_back(tmp_path: Path, told: list[str], taken: int) -> None:
    before = signal.getsignal(signal.SIGTERM)
    run(Plan(home=tmp_path, port=taken, tell=told.append))
    assert signal.getsignal(signal.SIGTERM) is before


def test_a_part_that_dies_is_named_and_ends_the_others(tmp_path: Path, told: list[str]) -> None:
    running = Running(
        children={"Le serveur web": a_child(SLEEPER, tmp_path), "Les tâches de fond": a_child(SLEEPER, tmp_path)}
    )
    running.children["Les tâches de fond"].kill()
    assert watch(Plan(home=tmp_path, port=1, tell=told.append), running) == 1
    assert told == ["Les tâches de fond : arrêt inattendu. Tout s’arrête.", "Arrêt…"]
    assert all(child.returncode is not None for child in running.children.values())


def test_the_first_signal_stops_in_order_and_the_second_at_once(tmp_path: Path, told: list[str]) -> None:
    running = Running(children={"Le serveur web": a_child(STUBBORN, tmp_path)})
    running.ask_to_stop(signal.SIGINT, None)
    assert running.children["Le serveur web"].poll() is None
    running.ask_to_stop(signal.SIGINT, None)
    assert watch(Plan(home=tmp_path, port=1, tell=told.append), running) == 0
    assert running.children["Le serveur web"].returncode == -signal.SIGKILL


def test_a_child_that_does_not_listen_is_killed_after_its_time(tmp_path: Path) -> None:
    child = a_child(STUBBORN, tmp_path)
    assert stop_child(child, signal.SIGTERM, patience=0.1) is False
    assert child.returncode == -signal.SIGKILL


def test_a_child_leads_its_own_group_so_that_ctrl_c_reaches_the_launcher_alone(tmp_path: Path) -> None:
    child = a_child(SLEEPER, tmp_path)
    assert os.getpgid(child.pid) == child.pid != os.getpgrp()
    stop_child(child, signal.SIGTERM, patience=5)


def test_a_new_home_is_closed_to_others_and_an_old_one_is_left_as_it_is(tmp_path: Path) -> None:
    make_home(tmp_path / "new")
    assert (tmp_path / "new").stat().st_mode & 0o066 == 0
    (tmp_path / "old").mkdir(mode=0o750)
    make_home(tmp_path / "old")
    assert (tmp_path / "old").stat().st_mode & 0o777 == 0o750
