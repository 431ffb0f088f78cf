"""An empty database for each test of the store, and the records of whom the tests speak."""

import pytest

from carnet.core.identifiers import NOBODYS_RECORD
from carnet.infra.keyring import FileKeyring
from carnet.store import records
from carnet.store.context import within
from tests.store.database import Database
from tests.store.world import CAMILLE, GEORGES, NOON, OpenRecord, open_record


@pytest.fixture(autouse=True)
def _every_test_starts_empty(database: Database) -> None:
    """Whether it looks at the database itself or not."""


@pytest.fixture
def nobody(keyring: FileKeyring) -> bytes:
    """The key under which attempts on no record are traced, once the installation has started."""
    records.ensure_nobodys_record(keyring, at=NOON)
    with within(NOBODYS_RECORD):
        wrapped = records.wrapped_key(NOBODYS_RECORD)
    assert wrapped is not None
    return keyring.open_record_key(wrapped, record=NOBODYS_RECORD.bytes)


@pytest.fixture
def camille(keyring: FileKeyring, nobody: bytes) -> OpenRecord:  # noqa: ARG001  every installation has nobody's record
    """The record of Camille."""
    return open_record(CAMILLE, keyring)


@pytest.fixture
def georges(keyring: FileKeyring, nobody: bytes) -> OpenRecord:  # noqa: ARG001  every installation has nobody's record
    """The record of Georges."""
    return open_record(GEORGES, keyring)
