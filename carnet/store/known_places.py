"""Where an account is open now, and the devices on which its person has signed in: by digests, which open nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from carnet.core.accounts.places import Place, place_of
from carnet.store.models import DeviceRow, WebSessionRow


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A session that has not ended. ``digest``: of its token; ``device``: of its device's, or None."""

    digest: bytes
    place: Place
    device: bytes | None
    opened_at: datetime
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class KnownDevice:
    """A device on which the person has signed in. ``digest``: of the token that it keeps."""

    digest: bytes
    place: Place
    first_seen: datetime
    last_seen: datetime


def open_sessions(account: UUID, *, at: datetime) -> Sequence[OpenSession]:
    """List the open sessions of an account, the last used first."""
    rows = WebSessionRow.objects.filter(account_id=account, ended_at=None, opened_at__lte=at, ends_at__gt=at)
    return [
        OpenSession(
            bytes(row.digest),
            place_of(row.place),
            bytes(row.device) if row.device is not None else None,
            row.opened_at,
            row.seen_at,
        )
        for row in rows.order_by("-seen_at", "digest")
    ]


def end_one(account: UUID, session: bytes, *, at: datetime) -> bool:
    """End one session of an account; false when it has no such session open."""
    rows = WebSessionRow.objects.filter(account_id=account, digest=session, ended_at=None, ends_at__gt=at)
    return rows.update(ended_at=at) == 1


def known_devices(account: UUID) -> Sequence[KnownDevice]:
    """List the devices of an account, the last used first."""
    return [
        KnownDevice(bytes(row.digest), place_of(row.place), row.first_seen, row.last_seen)
        for row in DeviceRow.objects.filter(account_id=account).order_by("-last_seen", "digest")
    ]


def forget_device(account: UUID, device: bytes, *, at: datetime) -> bool:
    """Forget one device of an account and end its sessions; false when the account has no such device."""
    forgotten, _ = DeviceRow.objects.filter(account_id=account, digest=device).delete()
    if forgotten:
        WebSessionRow.objects.filter(account_id=account, device=device, ended_at=None).update(ended_at=at)
    return forgotten == 1


def forget_all_devices(account: UUID) -> int:
    """Forget every device of an account: each of them is one never seen."""
    return DeviceRow.objects.filter(account_id=account).delete()[0]
