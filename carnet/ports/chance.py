"""Randomness, as an argument."""

from typing import Protocol
from uuid import UUID


class Chance(Protocol):
    """The only source of what nobody can guess."""

    def identifier(self) -> UUID:
        """128 random bits (OWASP ASVS 11.5.1), shaped as a UUID but with no version in them."""
        ...

    def secret(self, size: int) -> bytes:
        """``size`` random bytes."""
        ...
