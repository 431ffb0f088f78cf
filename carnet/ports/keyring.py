"""Keys: a master key outside, a key per record under it, a key per document under that."""

from typing import NewType, Protocol

WrappedKey = NewType("WrappedKey", bytes)
"""A key sealed under another: safe to store, useless alone."""


class Keyring(Protocol):
    """Makes, wraps and unwraps the keys of records. Destroying a wrapped key destroys what it opens."""

    def new_record_key(self, *, record: bytes) -> WrappedKey:
        """Make the random 256-bit key of a record, sealed under the master key. ``record``: its 16 bytes, bound in."""
        ...

    def open_record_key(self, wrapped: WrappedKey, *, record: bytes) -> bytes:
        """Unseal a record's key (32 bytes). Raises ``KeyUnavailableError`` when it does not open."""
        ...

    def lookup_digest(self, text: str) -> bytes:
        """A keyed digest (32 bytes) under which an identifier can be looked up without being stored."""
        ...


class KeyUnavailableError(RuntimeError):
    """A key could not be opened: destroyed, damaged, or sealed under another master."""
