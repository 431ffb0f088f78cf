"""What somebody wrote of the person's health: sealed under the record's key, in versions that are never overwritten.

Every function is called inside ``within(record)``; those that change something, inside ``within(record,
exclusive=True)``.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

import orjson

from carnet.core.audit.events import Party
from carnet.core.health.entry import HealthEntry, Said
from carnet.core.health.kinds import Answer, kind_of
from carnet.core.identifiers import RecordId
from carnet.store.models import HealthEntryRow
from carnet.store.sealing import Purpose, seal, unseal


class UnknownKindError(RuntimeError):
    """An entry is of a kind that this version does not know: it was written by a later one."""


def add(record: RecordId, entry: HealthEntry, *, record_key: bytes, nonce: bytes) -> None:
    """Keep a new entry. ``nonce``: 12 random bytes."""
    said = entry.said
    sealed = seal(
        orjson.dumps(
            {
                "kind": said.kind.key,
                "answer": said.answer.value,
                "words": said.words,
                "by": [entry.by.kind, entry.by.identifier],
            }
        ),
        record_key=record_key,
        purpose=Purpose.HEALTH_ENTRY,
        record=record,
        row=entry.id.bytes,
        nonce=nonce,
    )
    HealthEntryRow.objects.create(
        record_id=record, id=entry.id, written_at=entry.written_at, replaces=entry.replaces, sealed=sealed
    )


def entries(record: RecordId, *, record_key: bytes) -> list[HealthEntry]:
    """List every entry, those that count no more too, the last written first. Raises ``UnknownKindError``."""
    rows = HealthEntryRow.objects.filter(record_id=record).order_by("-written_at", "id")
    return [_entry_of(row, record, record_key) for row in rows]


def end(record: RecordId, numbers: Iterable[UUID], *, at: datetime) -> int:
    """Let entries count no more, and give how many did until now."""
    return HealthEntryRow.objects.filter(record_id=record, id__in=list(numbers), ended_at=None).update(ended_at=at)


def _entry_of(row: HealthEntryRow, record: RecordId, record_key: bytes) -> HealthEntry:
    held = orjson.loads(
        unseal(bytes(row.sealed), record_key=record_key, purpose=Purpose.HEALTH_ENTRY, record=record, row=row.id.bytes)
    )
    kind = kind_of(held["kind"])
    if kind is None:
        raise UnknownKindError
    words = tuple((field, written) for field, written in held["words"])
    return HealthEntry(
        id=row.id,
        said=Said(kind, Answer(held["answer"]), words),
        by=Party(*held["by"]),
        written_at=row.written_at,
        replaces=row.replaces,
        ended_at=row.ended_at,
    )
