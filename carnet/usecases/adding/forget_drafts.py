"""Remove the files that were sent and never added: nothing that somebody gave up stays."""

from carnet.ports.environment import Environment
from carnet.store import drafts


def forget_drafts(*, env: Environment) -> None:
    """Remove, in every record, the drafts whose day is over. Run by the schedule."""
    drafts.forget_over(at=env.clock.now())
