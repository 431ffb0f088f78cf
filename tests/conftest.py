"""What every test may ask for: a database of its own, an outside world that stands still, the people of the demo."""

import gc
import os

os.environ["DJANGO_SETTINGS_MODULE"] = "carnet.config.settings.test"

from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import django
import pytest
from django.db import connections
from hypothesis import settings as hypothesis_settings

django.setup()

from carnet.core.access.policy import load_policy
from carnet.core.audit.events import Door
from carnet.demo.cards import CardsOnTheTable
from carnet.infra.antivirus import NoAntivirus
from carnet.infra.blobs.disk import DiskStore
from carnet.infra.blobs.encrypted import EncryptedBlobStore
from carnet.infra.chance import SystemChance
from carnet.infra.checkpoint_signer import CheckpointSigner
from carnet.infra.keyring import FileKeyring
from carnet.infra.messages import FileOutbox
from carnet.infra.prepared_files import SealedFiles
from carnet.ports.environment import Environment
from carnet.store import records
from tests import postgres
from tests.adapters.card_readers import KEY, TrustedReader
from tests.adapters.clocks import StoppedClock
from tests.store.database import Database, point_django_at

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)

# A property takes the time it takes: speed is measured by `make bench`, never asserted by a test.
hypothesis_settings.register_profile("carnet", deadline=None)
hypothesis_settings.load_profile("carnet")


LONG = (
    "tests/second_opinion/",
    "tests/two_worlds/",
    "tests/launch/",
    "tests/tools/",
    "tests/sandbox/",
    "tests/journeys/",
    "_in_chromium.py",
    "in_browser.py",
)
"""What files are called that take minutes, the longest first: begun last, one would keep one process at work while the
other has nothing to do."""


@dataclass(slots=True)
class WrittenJobs:
    """The jobs port, kept in memory: what was promised, in its order."""

    promised: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def enqueue(self, job: str, **arguments: str) -> None:
        self.promised.append((job, arguments))


def pytest_configure(config: pytest.Config) -> None:
    """Start the one server of a run that several processes share."""
    if not hasattr(config, "workerinput") and config.getoption("numprocesses", None):
        postgres.start_for_tests()
        postgres.make_template()


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Set apart what stays until the end: the collector looked through a million such objects again and again."""
    gc.disable()
    collected = yield
    gc.enable()
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000)
    return collected


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the longest files, whatever the order of the day."""
    items.sort(key=lambda item: next((place for place, name in enumerate(LONG) if name in item.nodeid), len(LONG)))


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop it."""
    if not hasattr(config, "workerinput"):
        postgres.stop()


@pytest.fixture(scope="session")
def server(worker_id: str) -> Iterator[Database]:
    """One database for the whole run of this process."""
    admin_url = postgres.start_for_tests()
    postgres.make_template()
    name = f"carnet_{worker_id}"
    yield Database(postgres.clone(name), admin_url)
    connections.close_all()
    postgres.drop(name)


@pytest.fixture(scope="session")
def keyring(tmp_path_factory: pytest.TempPathFactory) -> FileKeyring:
    """The real keyring, with a master key of its own."""
    return FileKeyring(tmp_path_factory.mktemp("keys") / "master.key")


@pytest.fixture
def database(server: Database) -> Database:
    """An empty database, reached as ``carnet_app``, as the product does."""
    server.empty()
    point_django_at(server.addresses.app)
    return server


@pytest.fixture
def env(database: Database, keyring: FileKeyring, tmp_path: Path) -> Environment:  # noqa: ARG001  the world stands on it
    """The outside world at noon, on an empty installation that has just started."""
    clock = StoppedClock(NOON)
    records.ensure_nobodys_record(keyring, at=NOON)
    return Environment(
        clock=clock,
        chance=SystemChance(),
        blobs=EncryptedBlobStore(DiskStore(tmp_path / "documents")),
        keyring=keyring,
        messages=FileOutbox(tmp_path / "outbox", clock=clock),
        jobs=WrittenJobs(),
        antivirus=NoAntivirus(),
        signer=CheckpointSigner(tmp_path / "trace", name="localhost/carnet"),
        policy=load_policy("2018"),
        door=Door.FHIR,
        accepts_test_identifiers=True,
        card_reader=TrustedReader(),
        card_simulator=CardsOnTheTable(KEY),
        prepared_files=SealedFiles(DiskStore(tmp_path / "prepared")),
    )
