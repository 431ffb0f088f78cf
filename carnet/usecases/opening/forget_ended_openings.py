"""Remove what time has ended of openings: nothing that somebody typed outlives its use."""

from datetime import timedelta

from carnet.ports.environment import Environment
from carnet.store import creation_codes, online_openings

REQUESTS_WAIT = timedelta(days=3)
"""How long a request may wait for a register that does not answer; the person asks again."""


def forget_ended_openings(*, env: Environment) -> None:
    """Remove ended openings, expired creation codes, and requests that nothing could answer. Run by the schedule."""
    at = env.clock.now()
    online_openings.forget_ended(at=at)
    creation_codes.forget_expired(at=at, requests_before=at - REQUESTS_WAIT)
