"""Randomness, from the operating system."""

import os
from uuid import UUID


class SystemChance:
    """The operating system's generator, fit for keys, codes and identifiers (OWASP ASVS 11.5.1)."""

    def identifier(self) -> UUID:
        """128 random bits in the shape of a UUID; ``uuid4`` would leave 122."""
        return UUID(bytes=os.urandom(16))

    def secret(self, size: int) -> bytes:
        """``size`` random bytes. Raises ``ValueError`` for none: an empty secret is a bug."""
        if size < 1:
            raise ValueError("a secret has at least one byte")
        return os.urandom(size)
