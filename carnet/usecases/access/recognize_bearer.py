"""For whom a bearer token speaks."""

import hashlib
from dataclasses import dataclass

from carnet.core.access.actors import Actor
from carnet.ports.environment import Environment
from carnet.store import tokens
from carnet.usecases.access.trace_token import trace_token


@dataclass(frozen=True, slots=True)
class Unrecognized:
    """The token never was, has expired, was revoked, or its software was switched off: the answer is the same."""


def recognize_bearer(token: str, *, env: Environment) -> Actor | Unrecognized:
    """Turn a token into the one actor that it speaks for. A token that does not hold is traced."""
    digest = hashlib.sha256(token.encode("utf-8", "replace")).digest()
    found = tokens.living(digest, at=env.clock.now())
    if found is None:
        trace_token("token-not-recognized", "unknown", is_refused=True, env=env)
        return Unrecognized()
    return found.actor
