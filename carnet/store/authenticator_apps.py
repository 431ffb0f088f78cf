"""The secrets of authenticator apps, sealed; one app for an account.

No wall stands around this table, as around accounts. What changes it happens inside ``within(record)``.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from carnet.ports.keyring import Keyring
from carnet.store.models import AuthenticatorAppRow
from carnet.store.own_key import SealedAlone, open_alone, seal_alone

_PURPOSE = "authenticator-secret"


@dataclass(frozen=True, slots=True, repr=False)
class AuthenticatorApp:
    """What verifying a code takes. ``confirmed_at``: None while its first code has not been typed.

    ``last_step``: of the latest code that was used.
    """

    secret: bytes
    made_at: datetime
    confirmed_at: datetime | None
    last_step: int


def begin(account: UUID, secret: bytes, *, at: datetime, keyring: Keyring, nonce: bytes) -> None:
    """Keep the secret of an app that is being set up, in place of another one that never was confirmed.

    ``nonce``: 12 random bytes. Only for an account without a confirmed app.
    """
    kept = seal_alone(secret, account=account, purpose=_PURPOSE, keyring=keyring, nonce=nonce)
    AuthenticatorAppRow.objects.update_or_create(
        account_id=account,
        defaults={
            "wrapped_key": kept.wrapped_key,
            "secret": kept.sealed,
            "made_at": at,
            "confirmed_at": None,
            "last_step": 0,
        },
    )


def hold(account: UUID, *, keyring: Keyring) -> AuthenticatorApp | None:
    """Read the app of an account and hold it until the transaction ends: a code is used once."""
    row = AuthenticatorAppRow.objects.select_for_update(no_key=True).filter(account_id=account).first()
    if row is None:
        return None
    kept = SealedAlone(bytes(row.wrapped_key), bytes(row.secret))
    secret = open_alone(kept, account=account, purpose=_PURPOSE, keyring=keyring)
    return AuthenticatorApp(secret, row.made_at, row.confirmed_at, row.last_step)


def since_when(account: UUID) -> datetime | None:
    """Tell since when an account has an app; None when it has none, or one that was never confirmed."""
    return AuthenticatorAppRow.objects.filter(account_id=account).values_list("confirmed_at", flat=True).first()


def confirm(account: UUID, *, step: int, at: datetime) -> None:
    """Write down that the first code of an app was right: from now on it replaces the codes that are sent."""
    AuthenticatorAppRow.objects.filter(account_id=account).update(confirmed_at=at, last_step=step)


def mark_used(account: UUID, *, step: int) -> None:
    """Write down that the code of a step has opened something."""
    AuthenticatorAppRow.objects.filter(account_id=account).update(last_step=step)


def remove(account: UUID) -> bool:
    """Forget the app of an account, confirmed or not; false when there was none."""
    return AuthenticatorAppRow.objects.filter(account_id=account).delete()[0] == 1


def forget_unconfirmed(*, made_before: datetime) -> None:
    """Remove the secrets that nobody confirmed. For the worker."""
    AuthenticatorAppRow.objects.filter(confirmed_at=None, made_at__lte=made_before).delete()
