"""An installation with its directory, with Camille's record in it, and Lou's."""

import pytest

from carnet.core.identifiers import RecordId
from tests.installation import CAMILLE, Installation
from tests.usecases.family.family import FATHER, LOU, MOTHER, is_parent_of


@pytest.fixture
def camille(installation: Installation) -> RecordId:
    """The record of Camille."""
    return installation.opens(CAMILLE)


@pytest.fixture
def lou(installation: Installation) -> RecordId:
    """A minor's record, which both her parents may read."""
    record = installation.opens(LOU)
    is_parent_of(installation, record, FATHER)
    is_parent_of(installation, record, MOTHER)
    return record
