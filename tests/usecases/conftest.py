"""An installation with its directory, on which the people act."""

import pytest

from carnet.core.identifiers import DocumentId, RecordId
from carnet.ports.environment import Environment
from tests.installation import CAMILLE, HADDAD, HOSPITAL_SOFTWARE, Installation, note


@pytest.fixture
def installation(env: Environment) -> Installation:
    """An installation that knows its professionals and has no record yet."""
    here = Installation(env)
    here.knows_everybody()
    return here


@pytest.fixture
def report(installation: Installation, camille: RecordId) -> DocumentId:  # noqa: ARG001  it goes into her record
    """A report of Dr Haddad's in the record of Camille, as the module of the test opens it."""
    return installation.receives(CAMILLE, note(CAMILLE, by=HADDAD), from_=HOSPITAL_SOFTWARE)
