"""The outside world with a print house in it, as the support desk sees it."""

from dataclasses import replace
from pathlib import Path

import pytest

from carnet.demo.print_house import open_print_house
from carnet.infra.print_house import FolderPrintHouse
from carnet.ports.environment import Environment
from tests.adapters.clocks import StoppedClock
from tests.usecases.support.desk import at_the_desk


@pytest.fixture
def env(env: Environment, tmp_path: Path) -> Environment:
    """An installation that has a print house."""
    folder = tmp_path / "print-house"
    spool = FolderPrintHouse(folder)
    house = open_print_house(secrets=tmp_path / "demo", folder=folder, spool=spool, chance=env.chance)
    return at_the_desk(replace(env, clock=StoppedClock(), print_house=house))
