"""Forget the tokens, the assertions and what people let applications do, once time has ended them."""

from carnet.ports.environment import Environment
from carnet.store import app_grants, tokens


def forget_expired_tokens(*, env: Environment) -> None:
    """Remove what can open nothing any more. Run every hour."""
    at = env.clock.now()
    tokens.forget_expired(at=at)
    app_grants.forget_expired(at=at)
