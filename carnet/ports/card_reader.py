"""Proof that a carte Vitale was there: what its reader states and signs, for one opening, at an instant."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Protocol, TypeAlias


@dataclass(frozen=True, slots=True, repr=False)
class CardReading:
    """A card was read, and the reader that says so is one that the operator knows.

    ``reader``: its name at the operator's. ``serial``: of the card, digits only. ``number``: the NIR that it carries,
    15 characters with the key. ``challenge``: what was asked of the reader, which ties the reading to one opening.
    ``statement``: all of it as it was signed, for whoever verifies it again.
    """

    reader: str
    serial: str
    number: str
    read_at: datetime
    challenge: str
    statement: str

    def __repr__(self) -> str:
        """Hide the person."""
        return f"CardReading({self.reader}, …)"


class CardFault(Enum):
    """Why a statement proves nothing."""

    UNREADABLE = "unreadable"
    UNKNOWN_READER = "unknown-reader"
    BROKEN_SIGNATURE = "broken-signature"
    MALFORMED = "malformed"
    TOO_OLD = "too-old"
    """Read too long ago, or in the future: clocks differ, or somebody kept the statement."""
    ANOTHER_CHALLENGE = "another-challenge"
    """Read for another opening, by somebody else, or asked for too long ago."""


CardAnswer: TypeAlias = CardReading | CardFault


class CardReader(Protocol):
    """Says whether a statement was signed by a reader that the operator trusts, lately."""

    def verify(self, statement: str, *, at: datetime) -> CardAnswer:
        """Read a signed statement. ``at``: now. That its challenge is ours is for the use case to say."""
        ...


@dataclass(frozen=True, slots=True, repr=False)
class CardAtHand:
    """A card that can be put into a simulated reader. ``short``: how it is chosen; ``shown``: what is written on it."""

    short: str
    shown: str

    def __repr__(self) -> str:
        """Hide the person."""
        return f"CardAtHand({self.short})"


class CardSimulator(Protocol):
    """Stands for the cards and the reader of a counter where everybody is invented: the demonstration."""

    def cards(self) -> tuple[CardAtHand, ...]:
        """Give the cards that can be read; none where readers are real."""
        ...

    def read(self, short: str, *, challenge: str, at: datetime) -> str | None:
        """Read a card as a reader would, and give its signed statement; None for a card that is not there."""
        ...


class NoCards:
    """Stands where readers are real: no card is at hand but people's own."""

    def cards(self) -> tuple[CardAtHand, ...]:
        """Give none."""
        return ()

    def read(self, *_: object, **__: object) -> str | None:
        """Read none, whichever is asked for."""
        return None


class NoCardReader:
    """Stands where the operator knows no reader: nothing proves that a card was there."""

    def verify(self, *_: object, **__: object) -> CardAnswer:
        """Believe nobody, whatever is stated."""
        return CardFault.UNKNOWN_READER


NO_CARD_READER = NoCardReader()
NO_CARDS = NoCards()
