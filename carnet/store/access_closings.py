"""People who ask that an access be closed, while they wait for a code: also those who typed nobody's identifier.

No wall stands around this table, as around accounts.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from carnet.core.identifiers import NOBODYS_RECORD, RecordId
from carnet.store import statement
from carnet.store.models import AccessClosingRow

_OWNER = """
    select coalesce(a.record_id, a.id), a.id from access_closing c left join account a on a.id = c.account_id
    where c.digest = %(digest)s
"""
# Columns by name: the worker may read these and no others.
_DUE = """
    select c.digest, c.asked_at, a.id, coalesce(a.record_id, a.id)
    from access_closing c join account a on a.id = c.account_id
    where c.id = %(closing)s and c.code is null
"""


@dataclass(frozen=True, slots=True)
class Closing:
    """Somebody who waits. ``digest``: of the browser's token; ``identifier``: keyed digest of what was typed.

    ``account``: None where nobody has that identifier. ``code``: the keyed digest of what left, or None.
    """

    id: UUID
    digest: bytes
    identifier: bytes
    account: UUID | None
    asked_at: datetime
    tries: int = 0
    code: bytes | None = None
    code_expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class DueClosing:
    """A code that was asked for and has not left."""

    digest: bytes
    asked_at: datetime
    account: UUID
    history: RecordId


def ask(closing: Closing) -> None:
    """Keep somebody who now waits for a code."""
    AccessClosingRow.objects.create(
        id=closing.id,
        digest=closing.digest,
        identifier=closing.identifier,
        account_id=closing.account,
        asked_at=closing.asked_at,
    )


def asked_since(identifier: bytes, since: datetime) -> Sequence[datetime]:
    """List when codes were asked for under an identifier, since an instant."""
    rows = AccessClosingRow.objects.filter(identifier=identifier, asked_at__gt=since)
    return list(rows.values_list("asked_at", flat=True))


def owner_of(digest: bytes) -> tuple[RecordId, UUID | None]:
    """Tell in which history a closing is written, and whose it is; nobody's for no request and for nobody."""
    rows = statement.run(_OWNER, {"digest": digest})
    history, account = rows[0] if rows else (None, None)
    return (RecordId(history) if history is not None else NOBODYS_RECORD), account


def hold(digest: bytes) -> Closing | None:
    """Read a request and hold it until the transaction ends: tries are counted one after another."""
    row = AccessClosingRow.objects.select_for_update(no_key=True).filter(digest=digest).first()
    if row is None:
        return None
    return Closing(
        row.id,
        bytes(row.digest),
        bytes(row.identifier),
        row.account_id,
        row.asked_at,
        row.tries,
        bytes(row.code) if row.code is not None else None,
        row.code_expires_at,
    )


def count_try(closing: Closing) -> None:
    """Count a code that was wrong."""
    AccessClosingRow.objects.filter(id=closing.id).update(tries=closing.tries + 1)


def forget_all(account: UUID) -> None:
    """Forget the requests about an account: it is closed."""
    AccessClosingRow.objects.filter(account_id=account).delete()


def due(closing: UUID) -> DueClosing | None:
    """Take a code to send; None when it has left, is over, or is nobody's. For the worker."""
    rows = statement.run(_DUE, {"closing": closing})
    if not rows:
        return None
    digest, asked_at, account, history = rows[0]
    return DueClosing(bytes(digest), asked_at, account, RecordId(history))


def set_code(closing: UUID, code: bytes, *, expires_at: datetime) -> None:
    """Keep the digest of the code that leaves. For the worker."""
    AccessClosingRow.objects.filter(id=closing).update(code=code, code_expires_at=expires_at)


def forget(*, asked_before: datetime) -> None:
    """Remove the requests too old to count for anything. For the worker."""
    AccessClosingRow.objects.filter(asked_at__lte=asked_before).delete()
