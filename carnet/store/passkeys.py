"""Passkeys of accounts, and the questions that wait for one to answer. Only public halves are kept.

No wall stands around these tables, as around accounts. What changes them happens inside ``within(record)``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from hashlib import sha256
from uuid import UUID

from django.db import IntegrityError, transaction

from carnet.ports.keyring import Keyring
from carnet.store.models import PasskeyQuestionRow, PasskeyRow
from carnet.store.own_key import SealedAlone, open_alone, seal_alone

_NAME = "passkey-name"


class Purpose(Enum):
    """What a passkey is asked for: the answer to one question opens nothing else."""

    SIGN_IN = "sign-in"
    PROOF = "proof"
    """To prove again who one is, in an open session."""
    ADDITION = "addition"


@dataclass(frozen=True, slots=True)
class Passkey:
    """What verifying an answer takes. ``credential``: by which the device names it; ``id``: by which we do."""

    id: UUID
    account: UUID
    credential: bytes
    public_key: bytes
    sign_count: int


@dataclass(frozen=True, slots=True, repr=False)
class NamedPasskey:
    """A passkey as its person knows it: its name, since when, and when it opened something last."""

    id: UUID
    name: str
    made_at: datetime
    used_at: datetime | None


def ask(challenge: bytes, purpose: Purpose, *, account: UUID | None, at: datetime) -> None:
    """Keep that a question waits for its answer. ``account``: whose passkeys may answer; None when any may."""
    PasskeyQuestionRow.objects.create(
        digest=sha256(challenge).digest(), purpose=purpose.value, account_id=account, asked_at=at
    )


def take_question(challenge: bytes, purpose: Purpose, *, account: UUID | None, since: datetime) -> bool:
    """Use a question up; false when it was never asked, not for this, before ``since``, or has been answered."""
    row = PasskeyQuestionRow.objects.filter(digest=sha256(challenge).digest(), purpose=purpose.value)
    return row.filter(account_id=account, asked_at__gt=since).delete()[0] == 1


def add(passkey: Passkey, name: str, *, at: datetime, keyring: Keyring, nonce: bytes) -> bool:
    """Keep a passkey; false when an account has it already. ``nonce``: 12 random bytes, for its name."""
    kept = seal_alone(name.encode(), account=passkey.account, purpose=_NAME, keyring=keyring, nonce=nonce)
    try:
        with transaction.atomic():
            PasskeyRow.objects.create(
                id=passkey.id,
                account_id=passkey.account,
                credential=passkey.credential,
                public_key=passkey.public_key,
                sign_count=passkey.sign_count,
                wrapped_key=kept.wrapped_key,
                name=kept.sealed,
                made_at=at,
            )
    except IntegrityError:
        return False
    return True


def find(credential: bytes) -> Passkey | None:
    """Look a passkey up by the name that its device gives it."""
    return _passkey(PasskeyRow.objects.filter(credential=credential).first())


def hold(credential: bytes) -> Passkey | None:
    """Look a passkey up and hold it until the transaction ends: its signatures are counted one after another."""
    return _passkey(PasskeyRow.objects.select_for_update(no_key=True).filter(credential=credential).first())


def credentials_of(account: UUID) -> Sequence[bytes]:
    """List the passkeys of an account, by the names that devices give them."""
    rows = PasskeyRow.objects.filter(account_id=account).order_by("made_at", "id")
    return [bytes(credential) for credential in rows.values_list("credential", flat=True)]


def named(account: UUID, *, keyring: Keyring) -> Sequence[NamedPasskey]:
    """List the passkeys of an account as its person knows them, the oldest first."""
    return [
        NamedPasskey(row.id, _name(row, keyring), row.made_at, row.used_at)
        for row in PasskeyRow.objects.filter(account_id=account).order_by("made_at", "id")
    ]


def mark_used(passkey: Passkey, *, sign_count: int, at: datetime) -> None:
    """Write down that a passkey has opened something."""
    PasskeyRow.objects.filter(id=passkey.id).update(sign_count=sign_count, used_at=at)


def rename(account: UUID, passkey: UUID, name: str, *, keyring: Keyring, nonce: bytes) -> bool:
    """Give a passkey of an account another name; false when the account has no such passkey."""
    kept = seal_alone(name.encode(), account=account, purpose=_NAME, keyring=keyring, nonce=nonce)
    rows = PasskeyRow.objects.filter(id=passkey, account_id=account)
    return rows.update(wrapped_key=kept.wrapped_key, name=kept.sealed) == 1


def remove(account: UUID, passkey: UUID) -> bool:
    """Forget a passkey of an account: it opens nothing any more. False when the account has no such passkey."""
    return PasskeyRow.objects.filter(id=passkey, account_id=account).delete()[0] == 1


def remove_all(account: UUID) -> int:
    """Forget every passkey of an account, and the questions that wait for one; give how many there were."""
    PasskeyQuestionRow.objects.filter(account_id=account).delete()
    return PasskeyRow.objects.filter(account_id=account).delete()[0]


def forget_questions(*, asked_before: datetime) -> None:
    """Remove the questions that nobody answered. For the worker."""
    PasskeyQuestionRow.objects.filter(asked_at__lte=asked_before).delete()


def _name(row: PasskeyRow, keyring: Keyring) -> str:
    kept = SealedAlone(bytes(row.wrapped_key), bytes(row.name))
    return open_alone(kept, account=row.account_id, purpose=_NAME, keyring=keyring).decode()


def _passkey(row: PasskeyRow | None) -> Passkey | None:
    if row is None:
        return None
    return Passkey(row.id, row.account_id, bytes(row.credential), bytes(row.public_key), row.sign_count)
