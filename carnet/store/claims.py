"""What a person asked to have put right, sealed under the key of their record.

Every function is called inside ``within(record)``.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

import orjson

from carnet.core.claims.claim import Claim, ClaimKind, Did, Reason, Step
from carnet.core.identifiers import RecordId
from carnet.store.models import ClaimRow
from carnet.store.sealing import Purpose, seal, unseal


def add(record: RecordId, claim: Claim, *, record_key: bytes, nonce: bytes) -> None:
    """Keep a new request. ``nonce``: 12 random bytes. One of a kind about one thing waits at a time (``waiting``)."""
    ClaimRow.objects.create(
        record_id=record,
        id=claim.id,
        kind=claim.kind.value,
        subject=claim.subject,
        asked_at=claim.asked_at,
        answered_at=claim.answer.at if claim.answer is not None else None,
        sealed=_seal(record, claim, record_key=record_key, nonce=nonce),
    )


def save(record: RecordId, claim: Claim, *, record_key: bytes, nonce: bytes) -> None:
    """Write anew what became of a request."""
    ClaimRow.objects.filter(record_id=record, id=claim.id).update(
        answered_at=claim.answer.at if claim.answer is not None else None,
        sealed=_seal(record, claim, record_key=record_key, nonce=nonce),
    )


def of(record: RecordId, *, record_key: bytes) -> list[Claim]:
    """List the requests of a record, the last one first. Raises ``SealBrokenError`` with another key."""
    rows = ClaimRow.objects.filter(record_id=record).order_by("-asked_at", "id")
    return [_claim(record, row, record_key=record_key) for row in rows]


def hold(record: RecordId, claim: UUID, *, record_key: bytes) -> Claim | None:
    """Read one request, and hold its row until the transaction ends; None when there is none."""
    row = ClaimRow.objects.select_for_update(no_key=True).filter(record_id=record, id=claim).first()
    return _claim(record, row, record_key=record_key) if row is not None else None


def find(record: RecordId, claim: UUID, *, record_key: bytes) -> Claim | None:
    """Read one request; None when there is none."""
    row = ClaimRow.objects.filter(record_id=record, id=claim).first()
    return _claim(record, row, record_key=record_key) if row is not None else None


def subject_of(record: RecordId, claim: UUID) -> UUID | None:
    """Tell which document or line a request is about, before anything of it is opened."""
    return ClaimRow.objects.filter(record_id=record, id=claim).values_list("subject", flat=True).first()


def waiting(record: RecordId, kind: ClaimKind, subject: UUID) -> UUID | None:
    """Find the request of a kind about a document or a line that still waits for its answer."""
    rows = ClaimRow.objects.filter(record_id=record, kind=kind.value, subject=subject, answered_at=None)
    return rows.values_list("id", flat=True).first()


def waiting_about(record: RecordId, subject: UUID) -> list[UUID]:
    """Find every request about a document that still waits, whatever its kind."""
    rows = ClaimRow.objects.filter(record_id=record, subject=subject, answered_at=None)
    return list(rows.order_by("asked_at", "id").values_list("id", flat=True))


def _seal(record: RecordId, claim: Claim, *, record_key: bytes, nonce: bytes) -> bytes:
    plain = {
        "reason": claim.reason.value,
        "has_author": claim.has_author,
        "asks_the_other": claim.asks_the_other,
        "steps": [[one.at.isoformat(), one.did.value, one.by, one.who, one.words] for one in claim.steps],
    }
    return seal(
        orjson.dumps(plain),
        record_key=record_key,
        purpose=Purpose.CLAIM,
        record=record,
        row=claim.id.bytes,
        nonce=nonce,
    )


def _claim(record: RecordId, row: ClaimRow, *, record_key: bytes) -> Claim:
    kept: dict[str, Any] = orjson.loads(
        unseal(bytes(row.sealed), record_key=record_key, purpose=Purpose.CLAIM, record=record, row=row.id.bytes)
    )
    return Claim(
        id=row.id,
        kind=ClaimKind(row.kind),
        subject=row.subject,
        reason=Reason(kept["reason"]),
        steps=tuple(
            Step(datetime.fromisoformat(at), Did(did), by, who, words) for at, did, by, who, words in kept["steps"]
        ),
        has_author=kept["has_author"],
        asks_the_other=kept["asks_the_other"],
    )
