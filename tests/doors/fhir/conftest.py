"""The FHIR door of an installation whose clock stands still, and software that speaks to it."""

from collections.abc import Callable

import pytest

from carnet.config import wiring
from carnet.core.access.actors import Actor
from carnet.core.audit.events import AuditEvent
from carnet.core.identifiers import NOBODYS_RECORD, RecordId
from carnet.ports.environment import Environment
from carnet.store import access_log, records, tokens
from carnet.store.context import within
from carnet.store.tokens import Client, ClientKind
from carnet.usecases.access.issue_token import hand_over
from tests.doors.fhir.client import Software
from tests.doors.fhir.patches import Patched
from tests.installation import CAMILLE, KELLER, Installation, note
from tests.store.database import Database


def open_door(env: Environment) -> tuple[Installation, Callable[[Actor], Software]]:
    """Fill the directory of an empty installation, and make software that holds the token of somebody."""
    here = Installation(env)
    here.knows_everybody()
    tokens.save_client(Client("tests", ClientKind.PATIENT, None, None, {"keys": []}))

    def of(actor: Actor) -> Software:
        return Software(hand_over(actor, client_id="tests", env=env).token)

    return here, of


@pytest.fixture
def _opened(env: Environment, monkeypatch: pytest.MonkeyPatch) -> tuple[Installation, Callable[[Actor], Software]]:
    monkeypatch.setattr(wiring, "_shared", lambda: env)
    wiring._environment.cache_clear()
    return open_door(env)


@pytest.fixture
def installation(_opened: tuple[Installation, Callable[[Actor], Software]]) -> Installation:
    """An installation that knows its professionals, reached through the addresses that the product serves."""
    return _opened[0]


@pytest.fixture
def software(_opened: tuple[Installation, Callable[[Actor], Software]]) -> Callable[[Actor], Software]:
    """Software that holds the token of somebody."""
    return _opened[1]


@pytest.fixture
def traced(installation: Installation) -> Callable[..., list[AuditEvent]]:
    """What was written down, oldest first: in nobody's record, or in that of somebody."""

    def of(record: RecordId = NOBODYS_RECORD) -> list[AuditEvent]:
        with within(record):
            wrapped = records.wrapped_key(record)
            assert wrapped is not None
            record_key = installation.env.keyring.open_record_key(wrapped, record=record.bytes)
            return access_log.read(record, record_key=record_key)[::-1]

    return of


@pytest.fixture
def rows(database: Database) -> Callable[[], dict[str, int]]:
    """How many rows each table of documents holds, whoever may see them."""

    def count() -> dict[str, int]:
        with database.admin() as admin:
            counts = {}
            for table in ("submission_set", "document", "document_version", "association"):
                (counted,) = admin.execute(f"select count(*) from {table}").fetchone() or (None,)
                assert isinstance(counted, int)
                counts[table] = counted
            return counts

    return count


@pytest.fixture
def patched(installation: Installation, software: Callable[[Actor], Software]) -> Patched:
    """A document of Camille's that Dr Keller wrote."""
    record = installation.opens(CAMILLE)
    installation.authorizes(record, KELLER)
    return Patched(record, installation.receives(CAMILLE, note(CAMILLE, by=KELLER), from_=KELLER), software)
