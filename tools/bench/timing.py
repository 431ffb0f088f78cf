"""Time, taken so that a busy machine misleads little: CPU beside the clock, short rounds, medians, ratios by round."""

import resource
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Pace:
    """How one thing ran, in seconds a call: the median by the clock, the mean in CPU of the client and of the server.

    The median leaves out the calls during which another program had the processor.
    """

    wall: float
    client: float
    server: float

    @property
    def cpu(self) -> float:
        """CPU in all."""
        return self.client + self.server


ServerCpu = Callable[[], float]
"""Says how many seconds of CPU the server has spent so far."""


def pace_of(call: Callable[[], object], *, seconds: float, server_cpu: ServerCpu = lambda: 0.0) -> Pace:
    """Call something again and again for so many seconds, in this process."""
    lasted: list[float] = []
    server, client, now = server_cpu(), time.process_time(), time.perf_counter()
    end = now + seconds
    while now < end:
        call()
        before, now = now, time.perf_counter()
        lasted.append(now - before)
    spent = time.process_time() - client
    return Pace(statistics.median(lasted), spent / len(lasted), (server_cpu() - server) / len(lasted))


def pace_over(call: Callable[[T], object], things: Sequence[T], *, server_cpu: ServerCpu = lambda: 0.0) -> Pace:
    """Call something once with each of these, in this process."""
    lasted: list[float] = []
    server, client = server_cpu(), time.process_time()
    for thing in things:
        start = time.perf_counter()
        call(thing)
        lasted.append(time.perf_counter() - start)
    spent = time.process_time() - client
    return Pace(statistics.median(lasted), spent / len(lasted), (server_cpu() - server) / len(lasted))


def pace_of_child(run: Callable[[], Sequence[float]], *, server_cpu: ServerCpu) -> Pace:
    """Tell the pace of another program, which ``run`` runs and which says how long each of its calls lasted."""
    server, client = server_cpu(), _cpu_of_children()
    lasted = run()
    spent = _cpu_of_children() - client
    return Pace(statistics.median(lasted), spent / len(lasted), (server_cpu() - server) / len(lasted))


def _cpu_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@dataclass(frozen=True, slots=True)
class Spread:
    """The median of several rounds, with the least and the most."""

    median: float
    least: float
    most: float

    @classmethod
    def of(cls, values: Sequence[float]) -> "Spread":
        """Sum rounds up."""
        return cls(statistics.median(values), min(values), max(values))


@dataclass(frozen=True, slots=True)
class Comparison:
    """Ours against the yardstick, round by round. A ratio of 0.5: half as many a second, or twice the CPU."""

    ours: tuple[Pace, ...]
    yardstick: tuple[Pace, ...]

    @property
    def by_clock(self) -> Spread:
        """Our rate as a share of the yardstick's."""
        return Spread.of([y.wall / o.wall for o, y in zip(self.ours, self.yardstick, strict=True)])

    @property
    def by_cpu(self) -> Spread:
        """The yardstick's CPU, client and server together, as a share of ours."""
        return Spread.of([y.cpu / o.cpu for o, y in zip(self.ours, self.yardstick, strict=True)])


def middle(paces: Sequence[Pace]) -> Pace:
    """Give the median of each time of several rounds."""
    return Pace(
        statistics.median(pace.wall for pace in paces),
        statistics.median(pace.client for pace in paces),
        statistics.median(pace.server for pace in paces),
    )


def compare(ours: Callable[[], Pace], yardstick: Callable[[], Pace], *, rounds: int) -> Comparison:
    """Run both, one after the other, in turns; the order changes each time, so that neither has the better moment."""
    first: list[Pace] = []
    second: list[Pace] = []
    for number in range(rounds):
        if number % 2:
            second.append(yardstick())
            first.append(ours())
        else:
            first.append(ours())
            second.append(yardstick())
    return Comparison(tuple(first), tuple(second))
