"""Which lines of a history the holder may contest, and which they have contested already."""

from collections.abc import Iterable
from uuid import UUID

from carnet.core.audit.events import AuditEvent, Outcome, SecurityAct

OTHERS = frozenset({"professional", "structure", "insurer", "clerk", "representative", "carer", "support"})
"""Whose acts may be contested; what was tried on the account itself has a page of its own."""

LONGEST_WORDS = 1000
"""Characters that the holder may add to a contest."""


def is_contestable(event: AuditEvent) -> bool:
    """Whether a line tells of what somebody else did, or tried, with the record (product.md, « History »)."""
    return event.actor.kind in OTHERS and event.action is not SecurityAct.CONTEST


def contested(events: Iterable[AuditEvent]) -> dict[UUID, AuditEvent]:
    """Find the contested lines: the number of each, and the line by which it was contested."""
    return {
        UUID(event.detail): event
        for event in events
        if event.action is SecurityAct.CONTEST and event.outcome is Outcome.DONE
    }
