"""Requests to the support desk: written, taken, closed. What was written is sealed under a key of the request's own."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

import orjson
from django.db.models import Q

from carnet.core.identifiers import RecordId
from carnet.core.support.requests import Outcome, Proof, Request, RequestKind, RequestState
from carnet.formats.sealing import open_value, seal_value
from carnet.ports.keyring import Keyring, WrappedKey
from carnet.store.models import SupportRequestRow

_PURPOSE = "support-request"


def add(request: Request, written: Mapping[str, str], *, keyring: Keyring, nonce: bytes) -> None:
    """Keep a new request. ``written``: what was written, by name; sealed. ``nonce``: 12 fresh random bytes.

    Raises ``IntegrityError`` when the number is taken: of 852 billion, another is drawn.
    """
    wrapped = sealed = b""
    if written:
        wrapped = keyring.new_record_key(record=request.id.bytes)
        key = keyring.open_record_key(WrappedKey(wrapped), record=request.id.bytes)
        plain = orjson.dumps(dict(written))
        sealed = seal_value(plain, key=key, nonce=nonce, purpose=_PURPOSE, bound_to=request.id.bytes)
    SupportRequestRow.objects.create(
        id=request.id,
        number=request.number,
        kind=request.kind.value,
        record_id=request.record,
        opened_at=request.opened_at,
        due_at=request.due_at,
        state=request.state.value,
        taken_by=request.taken_by,
        proofs=[one.value for one in request.proofs],
        wrapped_key=wrapped,
        sealed=sealed,
    )


def is_taken_number(number: str) -> bool:
    """Whether a request has this number already."""
    return SupportRequestRow.objects.filter(number=number).exists()


def of_id(request: UUID) -> Request | None:
    """Look a request up by its own identifier."""
    return _request(SupportRequestRow.objects.filter(id=request).first())


def of_number(number: str) -> Request | None:
    """Look a request up by the number that the person was given."""
    return _request(SupportRequestRow.objects.filter(number=number).first())


def hold(request: UUID) -> Request | None:
    """Look a request up and hold it until the transaction ends: it is taken and closed once."""
    return _request(SupportRequestRow.objects.select_for_update(no_key=True).filter(id=request).first())


def written(request: UUID, *, keyring: Keyring) -> dict[str, str]:
    """Open what was written, by name. Only for the reviewer; empty when nothing was."""
    row = SupportRequestRow.objects.filter(id=request).first()
    if row is None or not row.sealed:
        return {}
    key = keyring.open_record_key(WrappedKey(bytes(row.wrapped_key)), record=row.id.bytes)
    plain = open_value(bytes(row.sealed), key=key, purpose=_PURPOSE, bound_to=row.id.bytes)
    read: dict[str, str] = orjson.loads(plain)
    return read


def open_ones(*, kind: RequestKind | None, most: int) -> list[Request]:
    """List the requests that are not closed, those that are due first at the top."""
    rows = SupportRequestRow.objects.exclude(state=RequestState.CLOSED.value)
    if kind is not None:
        rows = rows.filter(kind=kind.value)
    return [_of(row) for row in rows.order_by("due_at", "id")[:most]]


def of_record(record: RecordId, *, most: int) -> list[Request]:
    """List the requests about a record, the newest first."""
    return [_of(row) for row in SupportRequestRow.objects.filter(record_id=record).order_by("-opened_at", "id")[:most]]


def take(request: UUID, *, by: str) -> None:
    """Say who deals with a request now."""
    SupportRequestRow.objects.filter(id=request).update(state=RequestState.TAKEN.value, taken_by=by)


def see_proofs(request: UUID, proofs: Sequence[Proof]) -> None:
    """Keep the codes of what was seen."""
    SupportRequestRow.objects.filter(id=request).update(proofs=[one.value for one in proofs])


def close(request: UUID, outcome: Outcome, *, at: datetime) -> None:
    """Close a request, once ``hold`` has said that it is open."""
    SupportRequestRow.objects.filter(id=request).update(
        state=RequestState.CLOSED.value, outcome=outcome.value, closed_at=at
    )


def counted(*, since: datetime) -> list[tuple[str, datetime, datetime, datetime | None]]:
    """Give kind, opening, deadline and closing of each request opened since an instant; nothing that names it."""
    rows = SupportRequestRow.objects.filter(opened_at__gte=since)
    return list(rows.values_list("kind", "opened_at", "due_at", "closed_at"))


def newly_late(*, at: datetime) -> list[tuple[UUID, RecordId | None]]:
    """List the requests that have just become late: nobody has been told yet. For the worker."""
    late = Q(due_at__lte=at, escalated_at__isnull=True) & ~Q(state=RequestState.CLOSED.value)
    rows = SupportRequestRow.objects.filter(late).order_by("due_at", "id")
    return [(one, RecordId(record) if record else None) for one, record in rows.values_list("id", "record_id")]


def mark_escalated(request: UUID, *, at: datetime) -> bool:
    """Say that a late request was escalated; false when it was already. For the worker."""
    return SupportRequestRow.objects.filter(id=request, escalated_at__isnull=True).update(escalated_at=at) == 1


def destroy_proofs(*, closed_before: datetime, at: datetime) -> int:
    """Empty the proofs of the requests closed before an instant, and what was written; tells of how many.

    With the text goes the address of somebody without a record. For the worker, which opens none of it.
    """
    rows = SupportRequestRow.objects.filter(closed_at__lte=closed_before, proofs_destroyed_at__isnull=True)
    return rows.update(proofs=[], sealed=b"", wrapped_key=b"", proofs_destroyed_at=at)


def mark_answered(request: UUID, *, at: datetime) -> None:
    """Say that an answer left to the address that came with a request."""
    SupportRequestRow.objects.filter(id=request).update(answered_at=at)


def _request(row: SupportRequestRow | None) -> Request | None:
    return _of(row) if row is not None else None


def _of(row: SupportRequestRow) -> Request:
    return Request(
        id=row.id,
        number=row.number,
        kind=RequestKind(row.kind),
        record=RecordId(row.record_id) if row.record_id is not None else None,
        opened_at=row.opened_at,
        due_at=row.due_at,
        state=RequestState(row.state),
        taken_by=row.taken_by,
        escalated_at=row.escalated_at,
        closed_at=row.closed_at,
        outcome=Outcome(row.outcome) if row.outcome else None,
        proofs=tuple(Proof(one) for one in row.proofs),
        has_text=bool(row.sealed),
        answered_at=row.answered_at,
    )
