"""Prove again who one is, in an open session: before anything that opens the account changes."""

from dataclasses import dataclass

from carnet.core.access.actors import Carer, Representative
from carnet.core.accounts.lockout import MayTry
from carnet.core.audit.events import SecurityAct
from carnet.formats.passkeys import Site, claim_of
from carnet.ports.environment import Environment
from carnet.store import accounts, sign_ins, web_sessions
from carnet.store.context import within
from carnet.store.passkeys import Purpose
from carnet.usecases.account.begin_session import OpenRecord, Visit, begin_session
from carnet.usecases.account.counted_try import Blocked, IncorrectCredentials, Try, count_in_advance, what_is_told
from carnet.usecases.account.holder import own_actor
from carnet.usecases.account.password_work import is_password
from carnet.usecases.account.sign_in_with_passkey import PasskeyRefused
from carnet.usecases.account.trace_account import trace_own
from carnet.usecases.account.verify_passkey import verify_passkey
from carnet.usecases.account.who_is_here import Here, NobodyHere, who_is_here


@dataclass(frozen=True, slots=True, repr=False)
class ProvedAgain:
    """The proof counts for a few minutes. ``session``: the token of a session that takes the former one's place."""

    session: str

    def __repr__(self) -> str:
        """Hide the token."""
        return "ProvedAgain(…)"


def prove_by_password(
    token: str, password: str, *, env: Environment
) -> ProvedAgain | IncorrectCredentials | Blocked | NobodyHere:
    """Take the password of the person whose session this is, again (OWASP ASVS 7.5.1).

    Wrong ones are counted for this session, three and no more: it shuts nobody out elsewhere.
    """
    here = who_is_here(token, env=env)
    if isinstance(here, NobodyHere):
        return here
    at = env.clock.now()
    one = Try(here.account.identifier, here.session.digest, at)
    standing = count_in_advance(one)
    if isinstance(standing, MayTry) and is_password(password, here.account.password_hash):
        sign_ins.forget_failures(here.account.identifier, here.session.digest)
        with within(here.account.history):
            held = accounts.hold(here.account.id)
            if held is None or held.password_hash != here.account.password_hash:
                return NobodyHere()  # the password was changed while this one was being verified
            return _renew(here, "password", env)
    why = "wrong-password" if isinstance(standing, MayTry) else "closed"
    with within(here.account.history):
        _trace(here, why, env, is_refused=True)
    return what_is_told(standing, at=at)


def prove_by_passkey(
    token: str, answer: str, *, site: Site, env: Environment
) -> ProvedAgain | PasskeyRefused | NobodyHere:
    """Take the answer of a passkey of the person whose session this is. ``answer``: the browser's JSON."""
    here = who_is_here(token, env=env)
    if isinstance(here, NobodyHere):
        return here
    claim = claim_of(answer)
    with within(here.account.history):
        at = env.clock.now()
        verified = (
            verify_passkey(answer, claim, purpose=Purpose.PROOF, account=here.account.id, site=site, at=at)
            if claim is not None
            else None
        )
        if verified is None:
            _trace(here, "passkey", env, is_refused=True)
            return PasskeyRefused()
        return _renew(here, "passkey", env)


def _renew(here: Here, by: str, env: Environment) -> ProvedAgain | NobodyHere:
    """Give the session another token with the proof (OWASP ASVS 7.2.4); whoever has the old one has nothing."""
    at = env.clock.now()
    if not web_sessions.end(here.session.digest, at=at):
        return NobodyHere()
    _trace(here, by, env)
    account, session = here.account, here.session
    visit = Visit(
        own_actor(account),
        account.record,
        account.id,
        session.previous_visit_at,
        session.whence,
        proved_at=at,
    )
    opens = None
    if session.record is not None and isinstance(session.actor, Representative | Carer):
        opens = OpenRecord(session.actor, session.record, session.record_name)
    return ProvedAgain(begin_session(visit, opens=opens, signed_in_at=session.opened_at, env=env))


def _trace(here: Here, detail: str, env: Environment, *, is_refused: bool = False) -> None:
    at = env.clock.now()
    trace_own(here.account, SecurityAct.PROOF_AGAIN, at=at, env=env, is_refused=is_refused, detail=detail)
