"""End the session of a person or of a professional, at once and for good."""

from dataclasses import dataclass

from carnet.core.audit.events import SecurityAct, party
from carnet.core.identifiers import NOBODYS_RECORD
from carnet.ports.environment import Environment
from carnet.store import accounts, alerts, web_sessions
from carnet.store.context import within
from carnet.usecases.account.holder import own_actor
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
    account = accounts.of_id(session.account) if session.account is not None else None
    record = account.history if account is not None else NOBODYS_RECORD
    by = party(own_actor(account) if account is not None else session.actor)
    with within(record):
        if account is not None and session.whence.device is not None:
            # Whoever asks for notifications at this very moment waits, and finds nobody here.
            accounts.hold(account.id)
            # The browser forgets what this site kept in it (« Clear-Site-Data »), its notifications too.
            alerts.remove_device(account.id, session.whence.device)
        if web_sessions.end(session.digest, at=at):
            trace_account(record, SecurityAct.SIGN_OUT, at=at, env=env, by=by)
    return SignedOut(session.id_token)
