"""Destroy what the desk no longer needs: proofs and texts 30 days after the closing, checks and proposals over."""

from datetime import timedelta

from carnet.core.support.requests import PROOFS_KEPT
from carnet.ports.environment import Environment
from carnet.store import desk_proposals, identity_checks, message_counts, support_requests

FORGET_DESK_PROOFS = "forget-desk-proofs"
COUNTS_KEPT = timedelta(days=1)
"""Of messages, long after the hour in which they counted."""


def forget_desk_proofs(*, env: Environment) -> int:
    """Destroy them (product.md, « Support desk »); tells of how many requests the proofs went. Run by the schedule."""
    at = env.clock.now()
    identity_checks.forget_ended(at=at - PROOFS_KEPT)
    desk_proposals.forget_expired(at=at)
    message_counts.forget(began_before=at - COUNTS_KEPT)
    return support_requests.destroy_proofs(closed_before=at - PROOFS_KEPT, at=at)
