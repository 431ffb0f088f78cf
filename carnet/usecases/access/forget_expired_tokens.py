"""Forget the tokens and the assertions that time has ended."""

from carnet.ports.environment import Environment
from carnet.store import tokens


def forget_expired_tokens(*, env: Environment) -> None:
    """Remove what can open nothing any more. Run every hour."""
    tokens.forget_expired(at=env.clock.now())
