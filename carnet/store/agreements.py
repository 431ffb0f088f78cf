"""Agreements asked for by a code: kept by their digest while they wait, and used once.

Every function here is called inside ``within(record)``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from carnet.core.identifiers import PractitionerId, RecordId
from carnet.ports.messages import Channel
from carnet.store import statement
from carnet.store.models import AgreementRequestRow

# Columns by name: the worker may read these and no others.
_HOLD_DUE = """
    select channel, asked_at from agreement_request
    where record_id = %(record)s and id = %(request)s and code is null and used_at is null
    for no key update
"""


@dataclass(frozen=True, slots=True)
class AgreementRequest:
    """That a treating physician has the person asked whether ``successor`` may take their place.

    ``code``: the keyed digest of the code that left, or None while none has.
    """

    id: UUID
    practitioner: PractitionerId
    successor: PractitionerId
    channel: Channel
    asked_at: datetime
    tries: int = 0
    code: bytes | None = None
    code_expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class DueAgreement:
    """A code that was asked for and has not left."""

    channel: Channel
    asked_at: datetime


def ask(record: RecordId, request: AgreementRequest) -> None:
    """Keep a request that now waits for its code."""
    AgreementRequestRow.objects.create(
        record_id=record,
        id=request.id,
        practitioner=request.practitioner.value,
        successor=request.successor.value,
        channel=request.channel.value,
        asked_at=request.asked_at,
    )


def asked_since(record: RecordId, since: datetime) -> Sequence[datetime]:
    """List when codes were asked for in a record, since an instant."""
    rows = AgreementRequestRow.objects.filter(record_id=record, asked_at__gt=since)
    return list(rows.values_list("asked_at", flat=True))


def hold(record: RecordId, request: UUID) -> AgreementRequest | None:
    """Read a request that was not used, and hold it: tries are counted one after another."""
    rows = AgreementRequestRow.objects.select_for_update(no_key=True)
    row = rows.filter(record_id=record, id=request, used_at=None).first()
    if row is None:
        return None
    return AgreementRequest(
        id=row.id,
        practitioner=PractitionerId(row.practitioner),
        successor=PractitionerId(row.successor),
        channel=Channel(row.channel),
        asked_at=row.asked_at,
        tries=row.tries,
        code=bytes(row.code) if row.code is not None else None,
        code_expires_at=row.code_expires_at,
    )


def count_try(record: RecordId, request: AgreementRequest) -> None:
    """Count a code that was wrong."""
    AgreementRequestRow.objects.filter(record_id=record, id=request.id).update(tries=request.tries + 1)


def use(record: RecordId, request: AgreementRequest, *, at: datetime) -> None:
    """Say that the code was told: it proves one agreement, once."""
    AgreementRequestRow.objects.filter(record_id=record, id=request.id).update(used_at=at)


def hold_due(record: RecordId, request: UUID) -> DueAgreement | None:
    """Take a code to send; None when it has left. For the worker."""
    rows = statement.run(_HOLD_DUE, {"record": record, "request": request})
    return DueAgreement(Channel(rows[0][0]), rows[0][1]) if rows else None


def set_code(record: RecordId, request: UUID, code: bytes, *, expires_at: datetime) -> None:
    """Keep the digest of a code that is about to leave. For the worker."""
    AgreementRequestRow.objects.filter(record_id=record, id=request).update(code=code, code_expires_at=expires_at)
