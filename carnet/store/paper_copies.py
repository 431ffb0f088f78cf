"""Copies on paper, from request to post. Whom one goes to is sealed under a key of its own until it has left."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import orjson
from django.db.models import Q

from carnet.core.identifiers import RecordId
from carnet.core.record.paper_copy import CopyFor, HeirPurpose, PaperCopy
from carnet.formats.sealing import open_value, seal_value
from carnet.ports.keyring import Keyring, WrappedKey
from carnet.store.models import PaperCopyRow

_PURPOSE = "paper-copy"


@dataclass(frozen=True, slots=True, repr=False)
class Envelope:
    """Whom a copy goes to: the name, then the lines of the address."""

    lines: tuple[str, ...]

    def __repr__(self) -> str:
        """Hide the person."""
        return "Envelope(…)"


def add(copy: PaperCopy, envelope: Envelope, *, keyring: Keyring, nonce: bytes) -> None:
    """Keep a copy that was asked for, within the transaction of its request. ``nonce``: 12 fresh random bytes."""
    wrapped = keyring.new_record_key(record=copy.id.bytes)
    PaperCopyRow.objects.create(
        id=copy.id,
        record_id=copy.record,
        request_id=copy.request,
        made_for=copy.made_for.value,
        account=copy.account,
        purpose=copy.purpose.value if copy.purpose is not None else "",
        asked_at=copy.asked_at,
        wrapped_key=wrapped,
        sealed=seal_value(
            orjson.dumps(envelope.lines),
            key=keyring.open_record_key(wrapped, record=copy.id.bytes),
            nonce=nonce,
            purpose=_PURPOSE,
            bound_to=copy.id.bytes,
        ),
    )


def of_request(request: UUID) -> PaperCopy | None:
    """Find the copy that a request of the desk asks for; None when it asks for something else."""
    row = PaperCopyRow.objects.filter(request_id=request).first()
    return _of(row) if row is not None else None


def of_record(record: RecordId) -> list[PaperCopy]:
    """List the copies asked for of a record, the newest first."""
    return [_of(row) for row in PaperCopyRow.objects.filter(record_id=record).order_by("-asked_at", "id")]


def hold(copy: UUID) -> PaperCopy | None:
    """Look a copy up and hold it until the transaction ends: it is ordered, composed and stopped once."""
    row = PaperCopyRow.objects.select_for_update(no_key=True).filter(id=copy).first()
    return _of(row) if row is not None else None


def envelope(copy: UUID, *, keyring: Keyring) -> Envelope:
    """Open whom a copy goes to. Raises ``LookupError`` once it is wiped: a bug of the caller."""
    row = PaperCopyRow.objects.filter(id=copy).exclude(sealed=b"").first()
    if row is None:
        raise LookupError("whom this copy goes to is not known any more")
    key = keyring.open_record_key(WrappedKey(bytes(row.wrapped_key)), record=row.id.bytes)
    lines = orjson.loads(open_value(bytes(row.sealed), key=key, purpose=_PURPOSE, bound_to=row.id.bytes))
    return Envelope(tuple(lines))


def order(copy: UUID, *, by: str, at: datetime) -> None:
    """Let a copy be composed. ``by``: the agent or the doctor who decided it."""
    PaperCopyRow.objects.filter(id=copy).update(ordered_at=at, ordered_by=by)


def mark_handed(copy: UUID, *, at: datetime) -> None:
    """Say that the print house has it: whom it goes to is wiped here."""
    PaperCopyRow.objects.filter(id=copy).update(handed_at=at, sealed=b"", wrapped_key=b"")


def mark_sent(copy: UUID, *, at: datetime) -> None:
    """Say that the print house has posted it."""
    PaperCopyRow.objects.filter(id=copy).update(sent_at=at)


def stop(copy: UUID, *, at: datetime) -> bool:
    """Stop a copy that has not been handed over, and wipe whom it was for; false when it is too late."""
    rows = PaperCopyRow.objects.filter(id=copy, handed_at__isnull=True, stopped_at__isnull=True)
    return rows.update(stopped_at=at, sealed=b"", wrapped_key=b"") == 1


def mark_broken(copy: UUID, *, at: datetime) -> None:
    """Say that it could not be composed: the operator is told, and it is tried again later."""
    PaperCopyRow.objects.filter(id=copy).update(broken_at=at)


def to_compose(*, broken_before: datetime, most: int) -> Sequence[PaperCopy]:
    """List the copies that were ordered and that the print house does not have, the oldest first.

    One that could not be composed comes back only when that was before ``broken_before``.
    """
    rows = PaperCopyRow.objects.filter(ordered_at__isnull=False, handed_at__isnull=True, stopped_at__isnull=True)
    rows = rows.filter(Q(broken_at__isnull=True) | Q(broken_at__lte=broken_before))
    return [_of(row) for row in rows.order_by("ordered_at", "id")[:most]]


def on_their_way(*, most: int) -> Sequence[PaperCopy]:
    """List the copies that the print house has and has not posted, the oldest first."""
    rows = PaperCopyRow.objects.filter(handed_at__isnull=False, sent_at__isnull=True)
    return [_of(row) for row in rows.order_by("handed_at", "id")[:most]]


def _of(row: PaperCopyRow) -> PaperCopy:
    return PaperCopy(
        id=row.id,
        record=RecordId(row.record_id),
        request=row.request_id,
        made_for=CopyFor(row.made_for),
        account=row.account,
        purpose=HeirPurpose(row.purpose) if row.purpose else None,
        asked_at=row.asked_at,
        ordered_at=row.ordered_at,
        handed_at=row.handed_at,
        sent_at=row.sent_at,
        stopped_at=row.stopped_at,
    )
