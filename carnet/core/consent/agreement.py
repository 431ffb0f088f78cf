"""The person's agreement to one act of their treating physician, and what proves it: a code, or a signed paper."""

from dataclasses import dataclass
from datetime import date
from enum import Enum


class Proof(Enum):
    """What a statement of the professional is not enough for (product.md, « Treating physician »)."""

    CODE = "one-time-code"
    """The person received a code and told it."""
    SIGNED_PAPER = "signed-paper"
    """The person signed a paper, which the professional keeps."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """A proved agreement. ``on``: the day, in Paris, on which the code was told or the paper signed."""

    proof: Proof
    on: date

    @property
    def written(self) -> str:
        """Say it as a trace does: the proof, and the day on which a paper was signed."""
        return f"{self.proof.value} {self.on.isoformat()}" if self.proof is Proof.SIGNED_PAPER else self.proof.value
