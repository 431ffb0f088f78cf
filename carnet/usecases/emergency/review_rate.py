"""What is published of the emergency accesses of the last twelve months: how many, how many were examined."""

from datetime import timedelta

from carnet.core.emergency.review import ReviewRate, rate_of
from carnet.ports.environment import Environment
from carnet.store import review_items

A_YEAR = timedelta(days=365)


def read_review_rate(*, env: Environment) -> ReviewRate:
    """Read it, for everybody: no figure is under eleven."""
    counts = review_items.count_emergencies(since=env.clock.now() - A_YEAR)
    return rate_of(opened=counts.opened, closed=counts.closed, outcomes=counts.outcomes)
