"""A copy of a record on paper: for whom, on which proofs, and where it has come to."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import assert_never
from uuid import UUID

from carnet.core.access.actors import Heirs, Holder, Representative
from carnet.core.identifiers import RecordId
from carnet.core.support.authority import Assurance
from carnet.core.support.identity_script import assurance_by_proofs
from carnet.core.support.requests import Proof

LONGEST_LINE = 60
MOST_LINES = 6
"""What fits the window of an envelope: the name, then the address."""


class CopyFor(Enum):
    """For whom a copy is composed: what it holds is what they may read."""

    HOLDER = "holder"
    REPRESENTATIVE = "representative"
    HEIRS = "heirs"


class HeirPurpose(Enum):
    """Why heirs may ask: the three purposes of the law, and no other (CSP L1110-4 V)."""

    CAUSE_OF_DEATH = "cause-of-death"
    MEMORY = "memory"
    RIGHTS = "rights"


class CopyStage(Enum):
    """Where a copy has come to, as whoever asked for it reads it."""

    RECEIVED = "received"
    """The desk checks the proofs; for heirs, a doctor then decides."""
    IN_THE_MAKING = "in-the-making"
    AT_THE_PRINT_HOUSE = "at-the-print-house"
    SENT = "sent"
    STOPPED = "stopped"
    """Refused, given up, or the right to it ended before it was composed."""


@dataclass(frozen=True, slots=True)
class PaperCopy:
    """A copy that was asked for. ``account``: of the representative, else empty. ``purpose``: of heirs alone.

    ``request``: the number of the desk's own request. ``ordered_at``: since when its composing may begin.
    """

    id: UUID
    record: RecordId
    request: UUID
    made_for: CopyFor
    account: str
    purpose: HeirPurpose | None
    asked_at: datetime
    ordered_at: datetime | None = None
    handed_at: datetime | None = None
    sent_at: datetime | None = None
    stopped_at: datetime | None = None

    @property
    def stage(self) -> CopyStage:
        """Tell where it has come to."""
        if self.stopped_at is not None:
            return CopyStage.STOPPED
        if self.sent_at is not None:
            return CopyStage.SENT
        if self.handed_at is not None:
            return CopyStage.AT_THE_PRINT_HOUSE
        return CopyStage.IN_THE_MAKING if self.ordered_at is not None else CopyStage.RECEIVED

    @property
    def reader(self) -> Holder | Representative | Heirs:
        """Tell whose reading decides what the copy holds."""
        match self.made_for:
            case CopyFor.HOLDER:
                return Holder(self.record)
            case CopyFor.REPRESENTATIVE:
                return Representative(self.account)
            case CopyFor.HEIRS:
                return Heirs()
            case _:
                assert_never(self.made_for)


def are_enough(proofs: Collection[Proof], made_for: CopyFor) -> bool:
    """Whether what was seen lets a copy leave (product.md, « A copy on paper »: « the desk checks proofs only »).

    Whoever asked from their own pages has just proved who they are. By post or at a counter: an identity document and
    the card, or the person themselves; of a representative, what makes them one; of heirs, the death and their quality.
    """
    match made_for:
        case CopyFor.HOLDER:
            return Proof.SIGN_IN in proofs or assurance_by_proofs(proofs) is Assurance.PROVED
        case CopyFor.REPRESENTATIVE:
            has_right = Proof.FAMILY_BOOK in proofs or Proof.COURT_DECISION in proofs
            return Proof.SIGN_IN in proofs or (Proof.IDENTITY_DOCUMENT in proofs and has_right)
        case CopyFor.HEIRS:
            is_heir = Proof.HEIR_DEED in proofs or Proof.FAMILY_BOOK in proofs
            return Proof.IDENTITY_DOCUMENT in proofs and Proof.DEATH_CERTIFICATE in proofs and is_heir
        case _:
            assert_never(made_for)


def read_address(typed: str) -> tuple[str, ...] | None:
    """Read whom a paper goes to: the name, then the address, one line each; None for what fits no envelope.

    Two lines at least, six at most, of sixty characters.
    """
    lines = tuple(" ".join(line.split()) for line in typed.splitlines() if line.strip())
    fits = 2 <= len(lines) <= MOST_LINES and all(len(line) <= LONGEST_LINE for line in lines)
    return lines if fits else None
