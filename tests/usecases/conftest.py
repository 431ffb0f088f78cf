"""An installation with its directory, on which the people act."""

import pytest

from carnet.ports.environment import Environment
from tests.installation import Installation


@pytest.fixture
def installation(env: Environment) -> Installation:
    """An installation that knows its professionals and has no record yet."""
    here = Installation(env)
    here.knows_everybody()
    return here
