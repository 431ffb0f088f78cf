"""Choose a password: the first one of one's own, or another."""

from dataclasses import dataclass

from carnet.core.accounts.credentials import (
    Candidate,
    PasswordFault,
    faults_of,
    normal_identifier,
    normal_password,
)
from carnet.core.accounts.lockout import MayTry
from carnet.core.audit.events import SecurityAct
from carnet.ports.environment import Environment
from carnet.store import accounts, sign_ins, web_sessions
from carnet.store.accounts import Account
from carnet.store.context import within
from carnet.store.web_sessions import LivingSession
from carnet.usecases.account.begin_session import Visit, begin_session
from carnet.usecases.account.counted_try import Blocked, IncorrectCredentials, Try, count_in_advance, what_is_told
from carnet.usecases.account.holder import own_actor
from carnet.usecases.account.password_work import hash_password, is_password
from carnet.usecases.account.tell_account import tell_account
from carnet.usecases.account.trace_account import trace_own
from carnet.usecases.account.who_is_here import NobodyHere


@dataclass(frozen=True, slots=True, repr=False)
class PasswordChanged:
    """The new password counts, and every session of the account has ended but this new one (its token)."""

    session: str

    def __repr__(self) -> str:
        """Hide the token."""
        return "PasswordChanged(…)"


@dataclass(frozen=True, slots=True)
class PasswordRefused:
    """The new password may not be chosen; each fault carries its sentence."""

    faults: tuple[PasswordFault, ...]


def change_password(
    token: str, *, current: str | None, new: str, env: Environment
) -> PasswordChanged | PasswordRefused | IncorrectCredentials | Blocked | NobodyHere:
    """Replace the password of the person whose session this is (OWASP ASVS 6.2.2, 6.2.3, 7.4.3).

    ``current``: the password to replace; None after a sign-in with an initial one, which is used up and not asked for a
    second time. Wrong ones are counted for this session, three and no more. Codes on their way open nothing any more,
    every other session ends, and the answer carries the token of a new one (OWASP ASVS 7.2.4).
    """
    at = env.clock.now()
    session = web_sessions.living(token, door=env.door, at=at)
    account = accounts.of_id(session.account) if session is not None and session.account is not None else None
    if session is None or account is None:
        return NobodyHere()
    if not account.must_change_password and (refusal := _why_not(current or "", session, account, env)):
        return refusal
    faults = faults_of(Candidate(normal_password(new), is_identifier=_is_identifier(new, account, env)))
    if faults:
        return PasswordRefused(faults)
    return _change(session, account, hash_password(new, env=env), env)


def _why_not(
    current: str, session: LivingSession, account: Account, env: Environment
) -> IncorrectCredentials | Blocked | None:
    """Verify the present password, counting in a scope of this session's own: it shuts nobody out elsewhere."""
    at = env.clock.now()
    one = Try(account.identifier, session.digest, at)
    standing = count_in_advance(one)
    if isinstance(standing, MayTry) and is_password(current, account.password_hash):
        sign_ins.forget_failures(account.identifier, session.digest)
        return None
    why = "wrong-password" if isinstance(standing, MayTry) else "closed"
    with within(account.history):
        trace_own(account, SecurityAct.PASSWORD_CHANGE, at=at, env=env, is_refused=True, detail=why)
    return what_is_told(standing, at=at)


def _is_identifier(new: str, account: Account, env: Environment) -> bool:
    """The identifier is kept as a digest alone: a password is compared with it in the same way."""
    return env.keyring.lookup_digest(accounts.identifier_text(normal_identifier(new))) == account.identifier


def _change(
    session: LivingSession, account: Account, password_hash: str, env: Environment
) -> PasswordChanged | NobodyHere:
    with within(account.history):
        at = env.clock.now()
        held = accounts.hold(account.id)
        is_as_it_was = held is not None and held.password_hash == account.password_hash
        if not is_as_it_was or not web_sessions.end(session.digest, at=at):
            return NobodyHere()  # the password was changed, or the session ended, while this one was being hashed
        accounts.set_password(account.id, password_hash, at=at)
        sign_ins.end_attempts(account.id)
        web_sessions.end_all_of(account.id, at=at)
        trace_own(
            account,
            SecurityAct.PASSWORD_CHANGE,
            at=at,
            env=env,
            detail="first" if account.must_change_password else "",
        )
        if not account.must_change_password:
            tell_account(account, "password-changed", at=at, env=env)
        visit = Visit(
            own_actor(account), account.record, account.id, session.previous_visit_at, session.whence, session.proved_at
        )
        return PasswordChanged(begin_session(visit, env=env))
