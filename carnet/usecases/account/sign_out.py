"""End the session of a person or of a professional, at once and for good."""

from dataclasses import dataclass

from carnet.core.access.actors import Holder
from carnet.core.audit.events import SecurityAct, party
from carnet.core.identifiers import NOBODYS_RECORD
from carnet.ports.environment import Environment
from carnet.store import web_sessions
from carnet.store.context import within
from carnet.usecases.account.trace_account import trace_account


@dataclass(frozen=True, slots=True, repr=False)
class SignedOut:
    """Nobody is here any more. ``id_token``: what the identity provider must be shown to end its own session, or ""."""

    id_token: str = ""

    def __repr__(self) -> str:
        """Hide the token."""
        return "SignedOut(…)"


def sign_out(token: str, *, env: Environment) -> SignedOut:
    """End the session of a token (OWASP ASVS 7.4.1). One that has ended already is left as it is, and is no fault."""
    at = env.clock.now()
    session = web_sessions.living(token, door=env.door, at=at)
    if session is None:
        return SignedOut()
    record = session.actor.record if isinstance(session.actor, Holder) else NOBODYS_RECORD
    with within(record):
        if web_sessions.end(session.digest, at=at):
            trace_account(record, SecurityAct.SIGN_OUT, at=at, env=env, by=party(session.actor))
    return SignedOut(session.id_token)
