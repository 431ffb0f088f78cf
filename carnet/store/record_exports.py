"""Records prepared to be taken away, written down; what is asked and what is prepared are sealed.

Every function is called inside ``within(record)``, save those about turns: a turn is found before any record is known.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson

from carnet.core.access.scopes import Permission
from carnet.core.identifiers import DocumentId, RecordId
from carnet.core.record.export import (
    Asker,
    ExportKind,
    ExportStage,
    Part,
    Prepared,
    PreparedFile,
    RecordExport,
    Wish,
)
from carnet.store import statement
from carnet.store.models import ExportTurnRow, RecordExportRow
from carnet.store.sealing import Purpose, seal, unseal

# Of two processes, one takes a turn, and the other the next one.
_CLAIM = """
    update export_turn set due_at = %(until)s
    where id = (
        select id from export_turn where due_at <= %(at)s order by due_at, id limit 1 for update skip locked
    )
    returning record_id, id
"""


def add(one: RecordExport, *, record_key: bytes, nonce: bytes) -> None:
    """Write down that it was asked; its turn has come at once. ``nonce``: 12 fresh random bytes."""
    may = one.asker.may
    asked = {
        "may": sorted(each.value for each in may) if may is not None else None,
        "kind": one.wish.kind.value,
        "parts": sorted(part.value for part in one.wish.parts),
        "base_url": one.wish.base_url,
        "since": one.wish.since.isoformat() if one.wish.since is not None else None,
        "request": one.wish.request,
        "only": sorted(each.hex for each in one.wish.only) if one.wish.only is not None else None,
    }
    RecordExportRow.objects.create(
        record_id=one.record,
        id=one.id,
        account=one.asker.account,
        client=one.asker.client,
        asked_at=one.asked_at,
        asked=_sealed(asked, Purpose.EXPORT_ASKED, one.record, one.id, record_key, nonce),
    )
    ExportTurnRow.objects.create(id=one.id, record_id=one.record, due_at=one.asked_at)


def find(record: RecordId, number: UUID, *, record_key: bytes) -> RecordExport | None:
    """Read one, whoever asked for it; None when the record has none such."""
    row = RecordExportRow.objects.filter(record_id=record, id=number).first()
    return _export(row, record_key) if row is not None else None


def of_record(record: RecordId, *, record_key: bytes) -> list[RecordExport]:
    """List all of a record, whoever asked, the latest first."""
    rows = RecordExportRow.objects.filter(record_id=record).order_by("-asked_at", "id")
    return [_export(row, record_key) for row in rows]


def count_try(record: RecordId, number: UUID) -> int:
    """Count one more try to prepare it and give how many there were; 0 when it is gone, or over."""
    rows = RecordExportRow.objects.filter(record_id=record, id=number, stage=ExportStage.WAITING.value)
    row = rows.select_for_update(no_key=True).first()
    if row is None:
        return 0
    rows.update(tries=row.tries + 1)
    return int(row.tries) + 1


def keep_progress(record: RecordId, number: UUID, *, done: int, total: int, until: datetime) -> bool:
    """Write down how far it has come; false when it was given up meanwhile. ``until``: how long it may say nothing."""
    rows = RecordExportRow.objects.filter(record_id=record, id=number, stage=ExportStage.WAITING.value)
    is_there = rows.update(done=done, total=total) == 1
    put_off(number, until=until)
    return is_there


def finish(
    record: RecordId, number: UUID, prepared: Prepared, *, expires_at: datetime, record_key: bytes, nonce: bytes
) -> bool:
    """Write down what was prepared; false when it was given up meanwhile, or another process was first."""
    written = {
        "files": [[one.name, one.count, one.size, one.address, one.key.hex()] for one in prepared.files],
        "documents": sorted(one.hex for one in prepared.documents),
        "parts": sorted(part.value for part in prepared.parts),
        "entries": sorted(one.hex for one in prepared.entries),
    }
    rows = RecordExportRow.objects.filter(record_id=record, id=number, stage=ExportStage.WAITING.value)
    sealed = _sealed(written, Purpose.EXPORT_PREPARED, record, number, record_key, nonce)
    if rows.update(stage=ExportStage.READY.value, expires_at=expires_at, prepared=sealed) != 1:
        return False
    addresses = [one.address for one in prepared.files]
    ExportTurnRow.objects.filter(id=number).update(due_at=expires_at, addresses=addresses)
    return True


def fail(record: RecordId, number: UUID, *, expires_at: datetime) -> None:
    """Write down that it could not be prepared; whoever asked reads that until it is removed."""
    rows = RecordExportRow.objects.filter(record_id=record, id=number, stage=ExportStage.WAITING.value)
    rows.update(stage=ExportStage.FAILED.value, expires_at=expires_at)
    put_off(number, until=expires_at)


def remove(record: RecordId, number: UUID) -> tuple[str, ...]:
    """Remove one, with its turn and the key of its files; give where these lie, for their bytes to be destroyed."""
    found = ExportTurnRow.objects.filter(id=number, record_id=record).values_list("addresses", flat=True).first()
    RecordExportRow.objects.filter(record_id=record, id=number).delete()
    return tuple(found or ())


def remove_all_of(record: RecordId, account: str) -> tuple[str, ...]:
    """Remove all that one person asked for, through whatever application; give where the files lie.

    ``account``: of a representative; empty for the holder.
    """
    numbers = RecordExportRow.objects.filter(record_id=record, account=account).values_list("id", flat=True)
    return tuple(address for number in list(numbers) for address in remove(record, number))


def claim(*, at: datetime, until: datetime) -> tuple[RecordId, UUID] | None:
    """Take the next one whose turn has come, so that nobody else does before an instant; None when there is none."""
    rows = statement.run(_CLAIM, {"at": at, "until": until})
    return (RecordId(rows[0][0]), rows[0][1]) if rows else None


def put_off(number: UUID, *, until: datetime) -> None:
    """Let nobody look at one before an instant."""
    ExportTurnRow.objects.filter(id=number).update(due_at=until)


def names_file(address: str) -> bool:
    """Whether a file belongs to something that can still be fetched."""
    return ExportTurnRow.objects.filter(addresses__contains=[address]).exists()


def _sealed(
    value: dict[str, Any], purpose: Purpose, record: RecordId, number: UUID, record_key: bytes, nonce: bytes
) -> bytes:
    plain = orjson.dumps(value)
    return seal(plain, record_key=record_key, purpose=purpose, record=record, row=number.bytes, nonce=nonce)


def _opened(sealed: bytes, purpose: Purpose, row: RecordExportRow, record_key: bytes) -> dict[str, Any]:
    record, number = RecordId(row.record_id), row.id.bytes
    read: dict[str, Any] = orjson.loads(
        unseal(sealed, record_key=record_key, purpose=purpose, record=record, row=number)
    )
    return read


def _export(row: RecordExportRow, record_key: bytes) -> RecordExport:
    asked = _opened(bytes(row.asked), Purpose.EXPORT_ASKED, row, record_key)
    may = frozenset(Permission(one) for one in asked["may"]) if asked["may"] is not None else None
    only = asked.get("only")
    prepared = None
    if row.prepared:
        kept = _opened(bytes(row.prepared), Purpose.EXPORT_PREPARED, row, record_key)
        prepared = Prepared(
            _files(kept["files"]),
            frozenset(DocumentId(UUID(one)) for one in kept["documents"]),
            frozenset(Part(one) for one in kept["parts"]),
            frozenset(UUID(one) for one in kept.get("entries", ())),
        )
    return RecordExport(
        id=row.id,
        record=RecordId(row.record_id),
        asker=Asker(row.account, row.client, may),
        wish=Wish(
            ExportKind(asked["kind"]),
            frozenset(Part(one) for one in asked["parts"]),
            asked["base_url"],
            datetime.fromisoformat(asked["since"]) if asked["since"] else None,
            asked["request"],
            frozenset(DocumentId(UUID(each)) for each in only) if only is not None else None,
        ),
        asked_at=row.asked_at,
        stage=ExportStage(row.stage),
        done=row.done,
        total=row.total,
        expires_at=row.expires_at,
        prepared=prepared,
    )


def _files(kept: Iterable[list[Any]]) -> tuple[PreparedFile, ...]:
    return tuple(
        PreparedFile(name, count, size, address, bytes.fromhex(key)) for name, count, size, address, key in kept
    )
