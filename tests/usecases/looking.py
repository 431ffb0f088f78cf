"""Looking behind the use cases: what was written down, what is promised, what was sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from carnet.core.access.actors import Actor
from carnet.core.access.decision import Refusal
from carnet.core.audit.events import AuditEvent
from carnet.core.documents.selection import Criteria
from carnet.core.identifiers import NOBODYS_RECORD, DocumentId, PatientIdentifier, PatientIdentifierSystem, RecordId
from carnet.infra.messages import FileOutbox
from carnet.store import access_log, records
from carnet.store.context import within
from carnet.usecases.reading.browse_documents import Glance
from carnet.usecases.reading.list_documents import ListedDocuments, list_documents
from tests.conftest import WrittenJobs
from tests.installation import Installation
from tests.store.database import Database

NOBODY = PatientIdentifier(PatientIdentifierSystem.INS_NIR_DEMO, "269054958815780")
"""An identity whose record nobody has opened."""


@dataclass(frozen=True, slots=True)
class Page:
    """A list of documents as it was received, and those of it that are shown."""

    received: tuple[Glance, ...]
    numbers: tuple[DocumentId, ...]


def on_one_page(found: Sequence[Glance]) -> Page:
    """Lay a list of documents out: all of it is shown, as it comes."""
    return Page(tuple(found), tuple(one.number for one in found))


def record_key(here: Installation, record: RecordId) -> bytes:
    """The opened key of a record. Inside ``within(record)``."""
    wrapped = records.wrapped_key(record)
    assert wrapped is not None
    return here.env.keyring.open_record_key(wrapped, record=record.bytes)


def traced(here: Installation, record: RecordId = NOBODYS_RECORD) -> list[AuditEvent]:
    """The lines of a history, oldest first; of nobody's record, the attempts on no record."""
    with within(record):
        return access_log.read(record, record_key=record_key(here, record))[::-1]


def told(here: Installation, record: RecordId) -> list[tuple[str, str, str]]:
    """Each line: the act, how it ended, its detail."""
    return [(one.action.value, one.outcome.value, one.detail) for one in traced(here, record)]


def owed(database: Database) -> list[tuple[str, datetime, bool]]:
    """Each notice: its kind, when it is due, whether it was sent."""
    with database.admin() as admin:
        found: list[Any] = admin.execute(
            "select kind, due_at, sent_at is not null from notice order by created_at, kind"
        ).fetchall()
    return [(kind, due_at, was_sent) for kind, due_at, was_sent in found]


def promised(here: Installation) -> list[tuple[str, dict[str, str]]]:
    """The jobs that were promised."""
    jobs = here.env.jobs
    assert isinstance(jobs, WrittenJobs)
    return jobs.promised


def sent(here: Installation) -> list[tuple[str, str, str]]:
    """Each message that left: its channel, its address, its text."""
    outbox = here.env.messages
    assert isinstance(outbox, FileOutbox)
    return [(one.message.channel.value, one.message.address, one.message.body) for one in outbox.outbox()]


def rows(database: Database, *tables: str) -> dict[str, int]:
    """How many rows some tables hold."""
    counts = {}
    with database.admin() as admin:
        for table in tables:
            (count,) = admin.execute(f"select count(*) from {table}").fetchone() or (None,)
            assert isinstance(count, int)
            counts[table] = count
    return counts


def seen(who: Actor, record: RecordId, here: Installation) -> int | Refusal:
    """How many documents somebody finds in the list of a record, or why they may not look."""
    answer = list_documents(record, criteria=Criteria(), actor=who, env=here.env)
    return len(answer.documents) if isinstance(answer, ListedDocuments) else answer


def reads(who: Actor, record: RecordId, here: Installation) -> bool:
    """Whether somebody may look at the list of a record."""
    return not isinstance(seen(who, record, here), Refusal)
