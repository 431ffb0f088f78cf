"""The world of the demonstration, built once for the run on a database of its own, for tests that only read."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.db import connections

from carnet.config.launch.roles import Addresses
from carnet.core.access.policy import load_policy
from carnet.core.audit.events import Door
from carnet.demo.cards import cards_on_the_table
from carnet.demo.world import build
from carnet.infra.antivirus import NoAntivirus
from carnet.infra.blobs.disk import DiskStore
from carnet.infra.blobs.encrypted import EncryptedBlobStore
from carnet.infra.card_readers import FolderOfReaders
from carnet.infra.chance import SystemChance
from carnet.infra.checkpoint_signer import CheckpointSigner
from carnet.infra.keyring import FileKeyring
from carnet.infra.messages import FileOutbox
from carnet.ports.environment import Environment
from tests import postgres
from tests.adapters.clocks import StoppedClock
from tests.conftest import NOON, WrittenJobs
from tests.store.database import Database, point_django_at


@dataclass(frozen=True, slots=True, repr=False)
class BuiltWorld:
    """Where the world is: its database, its outside, its folder."""

    addresses: Addresses
    env: Environment
    home: Path


@pytest.fixture(scope="session")
def built_world(
    server: Database, worker_id: str, keyring: FileKeyring, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[BuiltWorld]:
    """An installation in which everybody of the cast has lived their story."""
    home, clock = tmp_path_factory.mktemp("world"), StoppedClock(NOON)
    # Named after its folder: the tests of the sandbox have a world of their own in the same process.
    name = f"carnet_{home.name}_{worker_id}"
    addresses = server.clone(name)
    point_django_at(addresses.app)
    env = Environment(
        clock=clock,
        chance=SystemChance(),
        blobs=EncryptedBlobStore(DiskStore(home / "documents")),
        keyring=keyring,
        messages=FileOutbox(home / "outbox", clock=clock),
        jobs=WrittenJobs(),
        antivirus=NoAntivirus(),
        signer=CheckpointSigner(home / "trace", name="localhost/carnet"),
        policy=load_policy("2018"),
        door=Door.FHIR,
        accepts_test_identifiers=True,
        card_reader=FolderOfReaders(home / "card-readers"),
        card_simulator=cards_on_the_table(secrets=home / "demo", readers=home / "card-readers", chance=SystemChance()),
    )
    assert build(env, home=home)
    yield BuiltWorld(addresses, env, home)
    connections.close_all()
    postgres.drop(name)


@pytest.fixture
def world(built_world: BuiltWorld) -> Environment:
    """The outside of that installation, for a test that changes nothing in it."""
    point_django_at(built_world.addresses.app)
    return built_world.env


@pytest.fixture
def home(built_world: BuiltWorld) -> Path:
    """Its folder, where the keys of its software are."""
    return built_world.home
