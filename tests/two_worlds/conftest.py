"""Makes worlds: the same one twice, with what is hidden and without, served by the product's own addresses."""

from collections.abc import Callable
from pathlib import Path

import pytest

from carnet.config import wiring
from carnet.ports.environment import Environment
from carnet.store.records import RecordPerson
from tests.store.database import Database
from tests.two_worlds.chance import SharedChance
from tests.two_worlds.history import begin, go_on, make_env
from tests.two_worlds.kind import Kind
from tests.two_worlds.stage import Stage

Begin = Callable[[RecordPerson], Stage]
Make = Callable[..., Stage]


@pytest.fixture
def beginning(
    env: Environment, database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[RecordPerson], Stage]:
    """Begin a world anew: what it was before is gone, its clock, chance and outbox are its own."""
    made: list[Environment] = []

    def start(person: RecordPerson) -> Stage:
        made.append(make_env(env, tmp_path / f"world-{len(made)}", SharedChance()))
        monkeypatch.setattr(wiring, "_shared", lambda: made[-1])
        wiring._environment.cache_clear()
        return begin(made[-1], database, person)

    monkeypatch.setattr(wiring, "_environment", wiring._environment)
    return start


@pytest.fixture
def world(beginning: Begin) -> Make:
    """Make the world of a kind of hiding: ``world(kind, hides=True)``, or the one without it."""

    def make(kind: Kind, *, hides: bool) -> Stage:
        stage = beginning(kind.about)
        if kind.given is not None:
            stage.at(10)
            stage.chance.turn_to("given")
            stage.given = kind.given(stage)
        stage.told_before = stage.lines()
        stage.at(14)
        stage.chance.turn_to("hidden")
        tell = kind.hide if hides else kind.instead
        if tell is not None:
            tell(stage)
        stage.told_since = stage.lines()
        stage.chance.turn_to("afterwards")
        go_on(stage)
        return stage

    return make
