"""Chance that two worlds share: what is drawn for one purpose is the same in both, whatever else either draws."""

import hashlib
from collections import Counter
from dataclasses import dataclass, field
from uuid import UUID


@dataclass(slots=True)
class SharedChance:
    """The chance port of a world, where each purpose has a stream of its own.

    A hidden act draws from the stream of what is hidden; the world without it leaves that stream alone, and whatever
    follows draws the same in both. Each request of a reader has a stream too: a request that draws once more in one
    world changes that request only, and is found there.
    """

    purpose: str = "the beginning"
    drawn: Counter[str] = field(default_factory=Counter)

    def turn_to(self, purpose: str) -> None:
        """Draw for another purpose from now on; a purpose that comes back goes on where it was."""
        self.purpose = purpose

    def identifier(self) -> UUID:
        """The next identifier of this purpose."""
        return UUID(bytes=self.secret(16))

    def secret(self, size: int) -> bytes:
        """The next bytes of this purpose."""
        self.drawn[self.purpose] += 1
        return hashlib.shake_256(f"{self.purpose}/{self.drawn[self.purpose]}".encode()).digest(size)
