"""For whom a bearer token speaks."""

import hashlib
from dataclasses import dataclass

from carnet.core.access.actors import Actor, Professional
from carnet.ports.environment import Environment
from carnet.store import directory, tokens
from carnet.usecases.access.trace_token import trace_token


@dataclass(frozen=True, slots=True)
class Unrecognized:
    """It never was, has expired, was revoked, its software was switched off, or its professional left the structure."""


def recognize_bearer(token: str, *, env: Environment) -> Actor | Unrecognized:
    """Turn a token into the one actor that it speaks for. A token that does not hold is traced."""
    digest = hashlib.sha256(token.encode("utf-8", "replace")).digest()
    found = tokens.living(digest, at=env.clock.now())
    if found is None or not _still_works_there(found.actor):
        trace_token("token-not-recognized", "unknown", is_refused=True, env=env)
        return Unrecognized()
    return found.actor


def _still_works_there(actor: Actor) -> bool:
    """Tell whether a professional still has, in their structure, the role that their token states.

    Whoever leaves loses access at once, not when their last token expires (product.md, « What must be true », 5).
    """
    if not isinstance(actor, Professional) or actor.organization is None:
        return True
    return directory.role_of(actor.identifier, actor.organization) is actor.role
