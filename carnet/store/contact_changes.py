"""Addresses that are to change: sealed while they wait for their codes, and forgotten a day later.

No wall stands around this table, as around accounts.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from uuid import UUID

import orjson

from carnet.core.identifiers import NOBODYS_RECORD, RecordId
from carnet.ports.keyring import Keyring
from carnet.ports.messages import Channel
from carnet.store.models import AccountRow, ContactChangeRow
from carnet.store.own_key import SealedAlone, open_alone, seal_alone

_PURPOSE = "contact-change"


class Side(Enum):
    """Which of its two codes."""

    NEW = "new"
    OLD = "old"


@dataclass(frozen=True, slots=True, repr=False)
class Addresses:
    """``new``: the address to come. ``old``: where the second code goes, with its channel; empty when there is none."""

    new: str
    old: str
    old_channel: Channel

    def __repr__(self) -> str:
        """Hide them."""
        return "Addresses(…)"


@dataclass(frozen=True, slots=True)
class ContactChange:
    """A change that waits. ``channel``: of the new address; the codes are keyed digests, None while none has left.

    ``is_told``: whether the former address knows of it.
    """

    id: UUID
    account: UUID
    channel: Channel
    addresses: Addresses
    asked_at: datetime
    tries: int = 0
    new_code: bytes | None = None
    old_code: bytes | None = None
    is_told: bool = False

    def code_scope(self, side: Side) -> bytes:
        """Tell to what the digest of a code is bound: to this change, and to the address that it went to."""
        return self.id.bytes + side.value.encode()


def ask(change: ContactChange, *, keyring: Keyring, nonce: bytes) -> None:
    """Keep a change that now waits for its codes, in place of any other that waits. ``nonce``: 12 random bytes."""
    told = {
        "new": change.addresses.new,
        "old": change.addresses.old,
        "old_channel": change.addresses.old_channel.value,
    }
    kept = seal_alone(orjson.dumps(told), account=change.account, purpose=_PURPOSE, keyring=keyring, nonce=nonce)
    ContactChangeRow.objects.create(
        id=change.id,
        account_id=change.account,
        channel=change.channel.value,
        wrapped_key=kept.wrapped_key,
        addresses=kept.sealed,
        asked_at=change.asked_at,
    )


def asked_since(account: UUID, since: datetime) -> Sequence[datetime]:
    """List when changes were asked for in an account, since an instant, the last first."""
    rows = ContactChangeRow.objects.filter(account_id=account, asked_at__gt=since).order_by("-asked_at")
    return list(rows.values_list("asked_at", flat=True))


def hold_latest(account: UUID, *, since: datetime, keyring: Keyring) -> ContactChange | None:
    """Read the latest change asked for since an instant, if it still waits, and hold it: tries are counted in turn."""
    rows = ContactChangeRow.objects.select_for_update(no_key=True).filter(account_id=account, asked_at__gt=since)
    row = rows.order_by("-asked_at", "id").first()
    return _change(row, keyring) if row is not None and row.done_at is None else None


def find(change: UUID, *, keyring: Keyring) -> ContactChange | None:
    """Read a change, done or not; None once it is forgotten."""
    row = ContactChangeRow.objects.filter(id=change).first()
    return _change(row, keyring) if row is not None else None


def record_of(change: UUID) -> RecordId | None:
    """Tell within which record a change happens: its holder's, or nobody's. None once it is forgotten."""
    account = ContactChangeRow.objects.filter(id=change).values_list("account_id", flat=True).first()
    if account is None:
        return None
    record = AccountRow.objects.filter(id=account).values_list("record_id", flat=True).first()
    return RecordId(record) if record is not None else NOBODYS_RECORD


def set_code(change: UUID, side: Side, code: bytes) -> None:
    """Keep the digest of a code that is about to leave; the former one counts for nothing any more. For the worker."""
    row = ContactChangeRow.objects.filter(id=change)
    if side is Side.NEW:
        row.update(new_code=code)
    else:
        row.update(old_code=code)


def count_try(change: ContactChange) -> None:
    """Count codes that were wrong."""
    ContactChangeRow.objects.filter(id=change.id).update(tries=change.tries + 1)


def mark_done(change: ContactChange, *, at: datetime) -> None:
    """Say that the new address counts from now on."""
    ContactChangeRow.objects.filter(id=change.id).update(done_at=at)


def mark_told(change: UUID, *, at: datetime) -> None:
    """Say that the former address has been told. For the worker."""
    ContactChangeRow.objects.filter(id=change).update(told_at=at)


def forget_all(account: UUID) -> None:
    """Forget every change of an account."""
    ContactChangeRow.objects.filter(account_id=account).delete()


def forget(*, asked_before: datetime) -> None:
    """Remove the changes too old to count for anything. For the worker."""
    ContactChangeRow.objects.filter(asked_at__lte=asked_before).delete()


def _change(row: ContactChangeRow, keyring: Keyring) -> ContactChange:
    kept = SealedAlone(bytes(row.wrapped_key), bytes(row.addresses))
    told = orjson.loads(open_alone(kept, account=row.account_id, purpose=_PURPOSE, keyring=keyring))
    return ContactChange(
        row.id,
        row.account_id,
        Channel(row.channel),
        Addresses(told["new"], told["old"], Channel(told["old_channel"])),
        row.asked_at,
        row.tries,
        bytes(row.new_code) if row.new_code is not None else None,
        bytes(row.old_code) if row.old_code is not None else None,
        row.told_at is not None,
    )
