"""Time, taken so that a busy machine misleads little: CPU beside the clock, short rounds, medians, ratios by round."""

import resource
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")


_A_MOMENT = 0.05
"""Seconds after which the server's process of a client that has left is gone too, and its CPU counted."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How one thing ran, in seconds a call: the median by the clock, the mean in CPU of the client and of the server.

    The median leaves out the calls during which another program had the processor.
    """

    wall: float
    client: float
    server: float = 0.0

    @property
    def cpu(self) -> float:
        """CPU in all."""
        return self.client + self.server


ServerCpu = Callable[[], float]
"""Says how many seconds of CPU the server has spent so far."""


def pace_of(call: Callable[[], object], *, calls: int, server_cpu: ServerCpu = lambda: 0.0) -> Pace:
    """Call something so many times, in this process."""
    return pace_over(lambda _: call(), range(calls), server_cpu=server_cpu)


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
    time.sleep(_A_MOMENT)
    return Pace(statistics.median(lasted), spent / len(lasted), (server_cpu() - server) / len(lasted))


def _cpu_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def middle(paces: Sequence[Pace]) -> Pace:
    """Sum several rounds up: the median by the clock, the mean in CPU, which is counted in units of 10 ms."""
    return Pace(
        statistics.median(pace.wall for pace in paces),
        statistics.mean(pace.client for pace in paces),
        statistics.mean(pace.server for pace in paces),
    )


@dataclass(frozen=True, slots=True)
class Comparison:
    """Ours against the yardstick, round by round. A share of 0.5: half as many a second, or twice the CPU."""

    ours: tuple[Pace, ...]
    yardstick: tuple[Pace, ...]

    def shares(self) -> list[float]:
        """Our rate as a share of the yardstick's, in each round, from the least to the most."""
        return sorted(other.wall / our.wall for our, other in zip(self.ours, self.yardstick, strict=True))

    def share_by_cpu(self) -> float:
        """The yardstick's CPU, client and server together, as a share of ours, over all rounds."""
        return middle(self.yardstick).cpu / middle(self.ours).cpu


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
