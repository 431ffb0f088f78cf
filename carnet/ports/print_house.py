"""Who prints and posts copies of records: sealed for them, opened by nobody of the desk."""

from typing import NoReturn, Protocol
from uuid import UUID


class PrintHouseUnavailableError(RuntimeError):
    """The print house could not take a copy, or does not answer: it is tried again."""


class PrintHouse(Protocol):
    """A print service (product.md, « A copy on paper »: « sealed, to a print service that no agent opens »)."""

    @property
    def is_there(self) -> bool:
        """Whether one is set; where none is, no copy is ordered and the desk is told."""
        ...

    def hand_over(self, job: UUID, pdf: bytes, *, volume: int, of: int) -> None:
        """Seal a volume of a copy and hand it over; the same one twice is one.

        ``volume``: from 1 to ``of``. Raises ``PrintHouseUnavailableError``.
        """
        ...

    def has_posted(self, job: UUID) -> bool:
        """Whether every volume of a copy was printed and given to the post. Raises ``PrintHouseUnavailableError``."""
        ...


class NoPrintHouse:
    """Nobody prints here."""

    @property
    def is_there(self) -> bool:
        """Never."""
        return False

    def hand_over(self, *_: object, **__: object) -> NoReturn:
        """Refuse: the copy waits until the operator has set one."""
        raise PrintHouseUnavailableError("no print house is set (CARNET_PRINT_HOUSE)")

    def has_posted(self, *_: object) -> bool:
        """Say no: it has nothing."""
        return False


NO_PRINT_HOUSE = NoPrintHouse()
