"""Four eyes: what one agent proposes is done when another one confirms it, in time and from a session of their own."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from uuid import UUID

from carnet.core.access.actors import Actor, SupportAgent
from carnet.core.identifiers import RecordId
from carnet.core.support.authority import FOUR_EYES, DeskAct

PROPOSAL_LASTS = timedelta(hours=24)
"""A colleague of the same day confirms it; after that the person is asked again."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is proposed, for whom, by whom, until when; ``decided_at`` once it was confirmed or dropped."""

    id: UUID
    act: DeskAct
    record: RecordId
    proposed_by: str
    proposed_at: datetime
    expires_at: datetime
    decided_at: datetime | None = None

    def __post_init__(self) -> None:
        if self.act not in FOUR_EYES:
            raise ValueError("one agent does this alone")


class NotConfirmed(Enum):
    """Why a proposal is not confirmed."""

    NOT_THIS_ROLE = "not-this-role"
    SAME_PERSON = "same-person"
    EXPIRED = "expired"
    ALREADY_DECIDED = "already-decided"
    NOT_THERE = "not-there"
    NOT_POSSIBLE = "not-possible"
    """Confirmed, but what it asks for can no longer be done: the account is gone, or the record is."""


def why_not_confirmed(proposal: Proposal, *, by: Actor, at: datetime) -> NotConfirmed | None:
    """Say why somebody may not confirm a proposal; None when they may (product.md, « under four eyes »)."""
    if not isinstance(by, SupportAgent):
        return NotConfirmed.NOT_THIS_ROLE
    if proposal.decided_at is not None:
        return NotConfirmed.ALREADY_DECIDED
    if at >= proposal.expires_at:
        return NotConfirmed.EXPIRED
    return NotConfirmed.SAME_PERSON if by.agent == proposal.proposed_by else None
