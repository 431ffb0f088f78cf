"""Who speaks through an open session, and whether they have just proved it again."""

from dataclasses import dataclass

from carnet.core.accounts.proof import is_fresh
from carnet.ports.environment import Environment
from carnet.store import accounts, web_sessions
from carnet.store.accounts import Account
from carnet.store.web_sessions import LivingSession


@dataclass(frozen=True, slots=True)
class Here:
    """A session that has not ended, and its account."""

    session: LivingSession
    account: Account


@dataclass(frozen=True, slots=True)
class NobodyHere:
    """The session has ended meanwhile."""


@dataclass(frozen=True, slots=True)
class ProofNeeded:
    """The session is open, and its person must first prove again who they are (OWASP ASVS 7.5.1)."""


def who_is_here(token: str, *, env: Environment) -> Here | NobodyHere:
    """Find the account of a session that may do more than choose a first password."""
    session = web_sessions.living(token, door=env.door, at=env.clock.now())
    if session is None or session.account is None or session.must_change_password:
        return NobodyHere()
    account = accounts.of_id(session.account)
    return Here(session, account) if account is not None else NobodyHere()


def who_has_proved(token: str, *, env: Environment) -> Here | ProofNeeded | NobodyHere:
    """Find the account of a session whose person has proved within the last minutes who they are."""
    here = who_is_here(token, env=env)
    if isinstance(here, Here) and not is_fresh(here.session.proved_at, at=env.clock.now()):
        return ProofNeeded()
    return here


def what_comes_first(token: str, *, env: Environment) -> ProofNeeded | NobodyHere | None:
    """Tell what a person must do before they change what opens their account; None when nothing is left to do."""
    here = who_has_proved(token, env=env)
    return None if isinstance(here, Here) else here
