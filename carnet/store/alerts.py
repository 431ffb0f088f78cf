"""What people chose of their alerts, and the devices that take them. No wall stands around these tables."""

import base64
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import orjson

from carnet.core.alerts import AlertChannel, AlertEvent, Choices
from carnet.formats.web_push import base64url
from carnet.ports.keyring import Keyring
from carnet.ports.push import PushAddress
from carnet.store.models import AlertChoiceRow, PushDeviceRow
from carnet.store.own_key import SealedAlone, open_alone, seal_alone

_PURPOSE = "push-device"


def choices(account: UUID) -> Choices:
    """Read what somebody chose; an event about which they chose nothing is absent."""
    rows = AlertChoiceRow.objects.filter(account_id=account).values_list("event", "channels")
    return {AlertEvent(event): frozenset(map(AlertChannel, channels)) for event, channels in rows}


def choose(account: UUID, chosen: Choices) -> None:
    """Keep what somebody chose, in place of what they had chosen for these events."""
    rows = [
        AlertChoiceRow(account_id=account, event=event.value, channels=sorted(one.value for one in channels))
        for event, channels in chosen.items()
    ]
    AlertChoiceRow.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["account_id", "event"], update_fields=["channels"]
    )


def add_device(
    account: UUID, device: bytes, address: PushAddress, *, at: datetime, keyring: Keyring, nonce: bytes
) -> None:
    """Have a known device take the notifications of an account, in place of what it took before.

    ``device``: the digest of its token; ``nonce``: 12 random bytes. The address is sealed under a key of its own.
    """
    told = {"endpoint": address.endpoint, "key": base64url(address.key), "secret": base64url(address.secret)}
    kept = seal_alone(orjson.dumps(told), account=account, purpose=_PURPOSE, keyring=keyring, nonce=nonce)
    row = PushDeviceRow(
        account_id=account, device=device, wrapped_key=kept.wrapped_key, sealed=kept.sealed, created_at=at
    )
    PushDeviceRow.objects.bulk_create(
        [row],
        update_conflicts=True,
        unique_fields=["account_id", "device"],
        update_fields=["wrapped_key", "sealed", "created_at"],
    )


def devices(account: UUID) -> Sequence[bytes]:
    """List the devices that take the notifications of an account, by the digests of their tokens, the oldest first."""
    rows = PushDeviceRow.objects.filter(account_id=account).order_by("created_at", "device")
    return [bytes(one) for one in rows.values_list("device", flat=True)]


def address_of(account: UUID, device: bytes, *, keyring: Keyring) -> PushAddress | None:
    """Read where the notifications of a device go; None when it takes none (any more)."""
    row = PushDeviceRow.objects.filter(account_id=account, device=device).first()
    if row is None:
        return None
    kept = SealedAlone(bytes(row.wrapped_key), bytes(row.sealed))
    told = orjson.loads(open_alone(kept, account=account, purpose=_PURPOSE, keyring=keyring))
    key, secret = (base64.urlsafe_b64decode(f"{told[name]}==") for name in ("key", "secret"))
    return PushAddress(told["endpoint"], key, secret)


def remove_device(account: UUID, device: bytes) -> bool:
    """Have a device take no notification of an account any more; false when it took none."""
    return PushDeviceRow.objects.filter(account_id=account, device=device).delete()[0] == 1


def remove_all_devices(account: UUID) -> int:
    """Have no device take them any more; give how many did."""
    return PushDeviceRow.objects.filter(account_id=account).delete()[0]


def forget_all(account: UUID) -> None:
    """Forget the choices and the devices of an account that changes hands or ends."""
    AlertChoiceRow.objects.filter(account_id=account).delete()
    remove_all_devices(account)
