"""Tell people that a request which nobody answered in time has gone further; the dates alone have moved it."""

from carnet.ports.environment import Environment
from carnet.store import review_items
from carnet.store.context import within
from carnet.usecases.notices.owe_notice import owe_notice

ESCALATE_CLAIMS = "escalate-claims"
"""The job; the name stands in the schedule of carnet/doors/timer."""

AT_ONCE = 200


def escalate_claims(*, env: Environment) -> int:
    """Tell it once for each (product.md, « Rectification »; issue: « escalated when late »); give how many were told.

    What waits for the author becomes the reviewer's by itself on its day (``Claim.stage``): this says so.
    """
    at = env.clock.now()
    told = 0
    for item in review_items.gone_late(at=at, most=AT_ONCE):
        with within(item.record, exclusive=True):
            if review_items.mark_told_late(item.id, at=at):
                owe_notice(item.record, kind="request-moved", at=at, env=env)
                told += 1
    return told
