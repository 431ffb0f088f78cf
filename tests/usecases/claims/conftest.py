"""Camille's record, which two professionals read, and a report in it."""

import pytest

from carnet.core.identifiers import DocumentId, RecordId
from tests.installation import CAMILLE, HADDAD, HUGO, KELLER, Installation, note


@pytest.fixture
def camille(installation: Installation) -> RecordId:
    record = installation.opens(CAMILLE)
    for who in (KELLER, HUGO):
        installation.authorizes(record, who)
    return record


@pytest.fixture
def report(installation: Installation, camille: RecordId) -> DocumentId:  # noqa: ARG001  it goes into her record
    return installation.receives(CAMILLE, note(CAMILLE, by=HADDAD), from_=HADDAD)
