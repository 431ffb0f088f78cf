"""« Montrer mon dossier »: what somebody shows to whoever types a code, for some minutes (interface.md, P20)."""

from dataclasses import dataclass
from datetime import datetime

from carnet.core.accounts.credentials import LETTERS, normal_identifier
from carnet.core.identifiers import DocumentId
from carnet.core.record.representation import Representation

LASTING = (15, 60)
"""How many minutes a showing may last (product.md, « Masking »: « for 15 or 60 minutes »)."""

CODE_LENGTH = 8
"""Eight letters of thirty-one make 39 bits, for an hour at most; three wrong ones close the trying for a while."""

CODE_MADE_FROM = 16
"""How many random bytes ``spell_code`` takes: far more than it keeps, so that no letter is likelier than another."""


@dataclass(frozen=True, slots=True)
class Showing:
    """One showing, from its opening until its end: when its time is over, or when it was stopped.

    ``documents``: those chosen one by one; None for the whole record. ``shown_by``: the power of the representative
    who shows; None for the holder.
    """

    opened_at: datetime
    until: datetime
    documents: frozenset[DocumentId] | None = None
    shown_by: Representation | None = None

    def is_living(self, *, at: datetime) -> bool:
        """Whether it still opens anything at that instant. What a representative shows ends with their power."""
        is_theirs = self.shown_by is None or self.shown_by.is_in_force(at=at)
        return is_theirs and self.opened_at <= at < self.until

    def holds(self, document: DocumentId) -> bool:
        """Whether this document was chosen, one by one, to be shown."""
        return self.documents is not None and document in self.documents


@dataclass(frozen=True, slots=True)
class Offered:
    """The showing whose code a professional typed. ``is_opened``: whether they have opened it before."""

    showing: Showing
    is_opened: bool = False


def spell_code(chance: bytes) -> str:
    """Make a code of ``CODE_MADE_FROM`` random bytes: « k7m2xq9w ». Raises ``ValueError`` for another number."""
    if len(chance) != CODE_MADE_FROM:
        raise ValueError(f"codes are made from {CODE_MADE_FROM} random bytes")
    number = int.from_bytes(chance)
    drawn = []
    for _ in range(CODE_LENGTH):
        number, rest = divmod(number, len(LETTERS))
        drawn.append(LETTERS[rest])
    return "".join(drawn)


def normal_code(typed: str) -> str:
    """Write a code as it was made, however it was typed or scanned: capitals, groups, the address before a « # »."""
    return "".join(letter for letter in normal_identifier(typed.rpartition("#")[2]) if letter.isalnum())
