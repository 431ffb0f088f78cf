"""The world of the demonstration, built on the test's own empty installation."""

from pathlib import Path

import pytest

from carnet.demo.world import build
from carnet.ports.environment import Environment


@pytest.fixture
def world(env: Environment, tmp_path: Path) -> Environment:
    """An installation in which everybody of the cast has already lived their story."""
    assert build(env, home=tmp_path)
    return env
