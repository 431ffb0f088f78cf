"""Manon, who opens her record."""

from pathlib import Path

import pytest

from carnet.demo.insured import MANON
from carnet.ports.environment import Environment
from tests.store.database import Database
from tests.usecases.opening.opening_world import Applying, where_people_are_insured


@pytest.fixture
def manon(env: Environment, database: Database, tmp_path: Path) -> Applying:
    """Manon has her card, and no record."""
    return Applying(where_people_are_insured(env, tmp_path), database, MANON)
