"""The salted leaf of an event, as the transparency log takes it."""

from hashlib import sha256

SALT_SIZE = 16
"""128 random bits: a leaf that is shown to somebody lets nobody guess, by trying, the event that it stands for."""

LEAF_SIZE = 32
"""A leaf is a SHA-256."""

_LEAF_PREFIX = b"\x00"


def leaf(salt: bytes, body: bytes) -> bytes:
    """Give the leaf of one event: SHA-256(0x00 ‖ salt ‖ body), 32 bytes.

    ``salt``: the 16 random bytes drawn for this event and kept beside it. ``body``: the event as it is stored, sealed
    under the key of its record, so that a leaf still proves itself when that key has been destroyed.

    The byte 0x00 is the leaf prefix of RFC 9162 2.1.1 (and RFC 6962 2.1): what this returns is the leaf hash of the
    entry ``salt ‖ body``, it enters ``carnet.core.audit.transparency`` as it is, and no inner node of the tree, which
    starts with 0x01, can be passed off as a leaf. Raises ``ValueError`` for a salt of another size: with a fixed
    size, no other salt and body give the same entry.
    """
    if len(salt) != SALT_SIZE:
        raise ValueError(f"the salt of a leaf has {SALT_SIZE} bytes, not {len(salt)}")
    return sha256(_LEAF_PREFIX + salt + body).digest()
