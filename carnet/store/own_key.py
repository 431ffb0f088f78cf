"""Values of an account that are sealed each under a key of its own: without the row, nothing opens them."""

from dataclasses import dataclass
from uuid import UUID

from carnet.formats.sealing import open_value, seal_value
from carnet.ports.keyring import Keyring, WrappedKey


@dataclass(frozen=True, slots=True)
class SealedAlone:
    """A sealed value and its wrapped key, as two columns of one row keep them."""

    wrapped_key: bytes
    sealed: bytes


def seal_alone(plain: bytes, *, account: UUID, purpose: str, keyring: Keyring, nonce: bytes) -> SealedAlone:
    """Seal a value under a new key. ``nonce``: 12 fresh random bytes; account and purpose are bound in."""
    wrapped = keyring.new_record_key(record=account.bytes)
    key = keyring.open_record_key(wrapped, record=account.bytes)
    return SealedAlone(wrapped, seal_value(plain, key=key, nonce=nonce, purpose=purpose, bound_to=account.bytes))


def open_alone(kept: SealedAlone, *, account: UUID, purpose: str, keyring: Keyring) -> bytes:
    """Open what ``seal_alone`` closed. Raises ``SealBrokenError`` for another account or another purpose."""
    key = keyring.open_record_key(WrappedKey(kept.wrapped_key), record=account.bytes)
    return open_value(kept.sealed, key=key, purpose=purpose, bound_to=account.bytes)
