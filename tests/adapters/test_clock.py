"""What time it is, for real and in the demonstration."""

from datetime import UTC, timedelta
from pathlib import Path

import pytest

from carnet.infra.clock import ShiftedClock, SystemClock
from carnet.ports.clock import Clock
from tests.adapters.clocks import NOON, StoppedClock


@pytest.fixture(params=["system", "shifted", "stopped"])
def clock(request: pytest.FixtureRequest, tmp_path: Path) -> Clock:
    clocks: dict[str, Clock] = {
        "system": SystemClock(),
        "shifted": ShiftedClock(tmp_path / "clock-offset", real=SystemClock()),
        "stopped": StoppedClock(),
    }
    return clocks[request.param]


def test_an_instant_always_says_its_zone(clock: Clock) -> None:
    assert clock.now().tzinfo is UTC


def test_the_demonstration_starts_at_the_real_time(tmp_path: Path) -> None:
    assert ShiftedClock(tmp_path / "clock-offset", real=StoppedClock()).now() == NOON


def test_a_visitor_puts_the_clock_forward_to_lou_s_birthday_then_a_day_more(tmp_path: Path) -> None:
    clock = ShiftedClock(tmp_path / "var" / "clock-offset", real=StoppedClock())
    clock.shift(timedelta(days=700))
    clock.shift(timedelta(days=1, microseconds=250_000))
    assert clock.now() == NOON + timedelta(days=701, microseconds=250_000)


def test_the_worker_sees_the_clock_that_the_server_moved(tmp_path: Path) -> None:
    server = ShiftedClock(tmp_path / "clock-offset", real=StoppedClock())
    worker = ShiftedClock(tmp_path / "clock-offset", real=StoppedClock())
    server.shift(timedelta(hours=25))
    assert worker.now() == server.now() == NOON + timedelta(hours=25)
    worker.shift(timedelta(hours=-25))
    assert server.now() == NOON


def test_a_damaged_offset_stops_the_demonstration_instead_of_inventing_a_date(tmp_path: Path) -> None:
    (tmp_path / "clock-offset").write_text("tomorrow", encoding="ascii")
    with pytest.raises(ValueError, match="could not convert"):
        ShiftedClock(tmp_path / "clock-offset", real=StoppedClock()).now()
