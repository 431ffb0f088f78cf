"""For whom a token speaks, and within which bounds."""

from dataclasses import dataclass
from datetime import timedelta

from carnet.core.access.actors import Actor, Professional, Software, through
from carnet.core.access.scopes import granted
from carnet.ports.environment import Environment
from carnet.store import app_grants, directory, tokens
from carnet.store.tokens import LivingToken
from carnet.usecases.access.check_possession import NOTHING_SHOWN, NotTheirs, Possession, certificate_of, check_key
from carnet.usecases.access.issue_token import digest_of
from carnet.usecases.access.trace_token import trace_token

NOTED_EVERY = timedelta(minutes=1)
"""How often, at most, it is written down that an application is here."""


@dataclass(frozen=True, slots=True)
class Unrecognized:
    """It never was, has expired, was revoked, its software was switched off, or its professional left the structure.

    Or its person put the application out; or it is bound to a key or a certificate that was not shown.
    """


def recognize_bearer(token: str, *, shown: Possession = NOTHING_SHOWN, env: Environment) -> Actor | Unrecognized:
    """Turn a token into the one actor that it speaks for. A token that does not hold is traced.

    ``shown``: the key or the certificate that came with it. A token without bounds gives the actor as they are; one
    with bounds gives them through its application, which the rules then hold to (``rules/applications.py``).
    """
    at = env.clock.now()
    found = tokens.living(digest_of(token), at=at)
    if found is None or not still_works_there(found.actor) or not _is_theirs(found, token, shown, env):
        trace_token("token-not-recognized", "unknown", is_refused=True, env=env)
        return Unrecognized()
    if found.grant is not None and (found.used_at is None or at - found.used_at >= NOTED_EVERY):
        app_grants.touch(found.grant, at=at)
    if not found.scope:
        return found.actor
    return through(found.actor, Software(found.client_id, granted(found.scope.split()), found.record, found.grant))


def _is_theirs(found: LivingToken, token: str, shown: Possession, env: Environment) -> bool:
    """Whether a bound token came with what it is bound to, and an unbound one claims nothing (RFC 9449 7.1, 7.2)."""
    if found.bound_to.startswith("x5t:"):
        return certificate_of(shown) == found.bound_to
    key = check_key(shown, access_token=token, env=env)
    return not isinstance(key, NotTheirs) and key == found.bound_to


def still_works_there(actor: Actor) -> bool:
    """Tell whether a professional still has, in their structure, the role that their token states.

    Whoever leaves loses access at once, not when their last token expires (product.md, « What must be true », 5).
    """
    if not isinstance(actor, Professional) or actor.organization is None:
        return True
    return directory.role_of(actor.identifier, actor.organization) is actor.role
