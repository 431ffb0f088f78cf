"""The people of the support desk, and how the tests see what they did."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

from carnet.core.access.actors import Reviewer, SupportAgent
from carnet.core.audit.events import Door
from carnet.core.identifiers import RecordId
from carnet.ports.environment import Environment
from tests.adapters.clocks import StoppedClock
from tests.store.database import Database, point_django_at
from tests.usecases.sign_in_world import lines_of

ALI, INES = SupportAgent("ali"), SupportAgent("ines")
ODILE = Reviewer("odile")
BESIDE = frozenset({"open-record", "account-opening", "card-presence"})
"""What the world was made with, by the same door."""


def at_the_desk(env: Environment) -> Environment:
    """The outside world as the support desk sees it."""
    return replace(env, door=Door.SUPPORT_DESK)


def desk_lines(record: RecordId, env: Environment) -> list[tuple[str, str, str, str]]:
    """What the desk and its requests left in a history, oldest first: act, outcome, who, detail."""
    return [
        (line.action.value, line.outcome.value, line.actor.kind, line.detail)
        for line in lines_of(record, env)
        if (line.door is Door.SUPPORT_DESK and line.action.value not in BESIDE) or line.action.value.startswith("desk-")
    ]


def passes(env: Environment, time: timedelta) -> None:
    """Time passes."""
    clock = env.clock
    assert isinstance(clock, StoppedClock)
    clock.instant += time


@contextmanager
def the_worker(database: Database) -> Iterator[None]:
    """What the clock triggers runs as the worker does."""
    point_django_at(database.addresses.worker)
    yield
    point_django_at(database.addresses.app)
