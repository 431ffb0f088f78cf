"""Files that somebody is adding to a record, written down by pieces, sealed, until they are added or their day is over.

Every function is called inside ``within(record)``, save ``forget_over``, which is the worker's.
"""

from datetime import date, datetime
from uuid import UUID

import orjson

from carnet.core.documents.draft import Draft, Replaced
from carnet.core.documents.image_label import ImageLabel
from carnet.core.identifiers import DocumentId, RecordId
from carnet.store.models import DocumentDraftPieceRow, DocumentDraftRow
from carnet.store.sealing import Purpose, seal, unseal


def begin(record: RecordId, draft: Draft, *, record_key: bytes, nonce: bytes) -> None:
    """Write down that a file is coming. ``nonce``: 12 fresh random bytes, as everywhere below."""
    DocumentDraftRow.objects.create(
        record_id=record,
        id=draft.id,
        by=draft.by,
        began_at=draft.began_at,
        expires_at=draft.expires_at,
        size=draft.size,
        sealed=_sealed(record, draft, record_key, nonce),
    )


def of_depositor(record: RecordId, by: str, *, at: datetime, record_key: bytes) -> list[Draft]:
    """List what somebody has under way in this record, the first begun first. ``by``: ``Depositor.structure``."""
    rows = DocumentDraftRow.objects.filter(record_id=record, by=by, expires_at__gt=at).order_by("began_at", "id")
    return [_draft(row, record_key) for row in rows]


def hold(record: RecordId, by: str, number: UUID, *, at: datetime, record_key: bytes) -> Draft | None:
    """Read one of theirs and let nobody else change it before the transaction ends; None when there is none."""
    rows = DocumentDraftRow.objects.filter(record_id=record, by=by, id=number, expires_at__gt=at)
    row = rows.select_for_update(no_key=True).first()
    return _draft(row, record_key) if row is not None else None


def add_piece(record: RecordId, draft: Draft, piece: bytes, *, record_key: bytes, nonce: bytes) -> None:
    """Add bytes at the end of what came. ``draft``: held, as it is before."""
    _write_piece(record, draft.id, draft.received, piece, record_key, nonce)
    DocumentDraftRow.objects.filter(record_id=record, id=draft.id).update(received=draft.received + len(piece))


def content(record: RecordId, number: UUID, *, record_key: bytes) -> bytes:
    """Read all that came of it, in order."""
    rows = DocumentDraftPieceRow.objects.filter(record_id=record, draft_id=number).order_by("begins")
    return b"".join(
        unseal(
            bytes(row.sealed),
            record_key=record_key,
            purpose=Purpose.DRAFT_PIECE,
            record=record,
            row=_place(number, row.begins),
        )
        for row in rows
    )


def make_ready(
    record: RecordId, draft: Draft, prepared: bytes, *, record_key: bytes, nonce: bytes, piece_nonce: bytes
) -> None:
    """Keep what was made of it in place of what came. ``draft``: with the type that its bytes have."""
    DocumentDraftPieceRow.objects.filter(record_id=record, draft_id=draft.id).delete()
    _write_piece(record, draft.id, 0, prepared, record_key, piece_nonce)
    DocumentDraftRow.objects.filter(record_id=record, id=draft.id).update(
        received=draft.size, is_ready=True, sealed=_sealed(record, draft, record_key, nonce)
    )


def remove(record: RecordId, by: str, number: UUID) -> bool:
    """Remove one of theirs with its pieces; false when there was none."""
    return DocumentDraftRow.objects.filter(record_id=record, by=by, id=number).delete()[0] > 0


def forget_over(*, at: datetime) -> None:
    """Remove, in every record, what was never added and has waited long enough. For the worker."""
    DocumentDraftRow.objects.filter(expires_at__lte=at).delete()


def _write_piece(record: RecordId, number: UUID, begins: int, piece: bytes, record_key: bytes, nonce: bytes) -> None:
    sealed = seal(
        piece,
        record_key=record_key,
        purpose=Purpose.DRAFT_PIECE,
        record=record,
        row=_place(number, begins),
        nonce=nonce,
    )
    DocumentDraftPieceRow.objects.create(record_id=record, draft_id=number, begins=begins, sealed=sealed)


def _place(number: UUID, begins: int) -> bytes:
    return number.bytes + begins.to_bytes(4, "big")


def _sealed(record: RecordId, draft: Draft, record_key: bytes, nonce: bytes) -> bytes:
    kept = {
        "name": draft.name,
        "type": draft.media_type,
        "digest": draft.digest,
        "label": draft.label,
        "after": draft.after,
    }
    plain = orjson.dumps(kept)  # a label is written as its fields, a day as YYYY-MM-DD
    return seal(plain, record_key=record_key, purpose=Purpose.DRAFT, record=record, row=draft.id.bytes, nonce=nonce)


def _draft(row: DocumentDraftRow, record_key: bytes) -> Draft:
    kept = orjson.loads(
        unseal(
            bytes(row.sealed),
            record_key=record_key,
            purpose=Purpose.DRAFT,
            record=RecordId(row.record_id),
            row=row.id.bytes,
        )
    )
    return Draft(
        id=row.id,
        by=row.by,
        name=kept["name"],
        digest=kept["digest"],
        size=row.size,
        began_at=row.began_at,
        expires_at=row.expires_at,
        received=row.received,
        media_type=kept["type"],
        is_ready=row.is_ready,
        # What was begun before these were kept has neither, and is over within a day.
        label=_label(kept["label"]) if kept.get("label") is not None else None,
        after=_replaced(kept["after"]) if kept.get("after") is not None else None,
    )


def _label(kept: dict[str, str | None]) -> ImageLabel:
    birth_date, day = kept["birth_date"], kept["day"]
    return ImageLabel(
        family=kept["family"] or "",
        given=kept["given"] or "",
        birth_date=date.fromisoformat(birth_date) if birth_date else None,
        day=date.fromisoformat(day) if day else None,
        modality=kept["modality"] or "",
    )


def _replaced(kept: dict[str, str]) -> Replaced:
    number = DocumentId(UUID(kept["document"]))
    return Replaced(number, kept["title"], kept["type_code"], date.fromisoformat(kept["day"]))
