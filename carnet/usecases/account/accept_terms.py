"""Accept the terms of use that have changed, at the sign-in that follows, or refuse them and leave."""

from dataclasses import dataclass

from carnet.core.audit.events import SecurityAct
from carnet.core.identifiers import NOBODYS_RECORD
from carnet.core.record.terms_of_use import AcceptanceWay, read_terms, version_at
from carnet.ports.environment import Environment
from carnet.store import accounts, terms, web_sessions
from carnet.store.context import within
from carnet.usecases.account.trace_account import trace_account


@dataclass(frozen=True, slots=True)
class TermsAccepted:
    """The holder goes on where they wanted to go."""


@dataclass(frozen=True, slots=True)
class TermsRefused:
    """The session is over. The record is as it was; the other ways to it stay open."""


@dataclass(frozen=True, slots=True)
class NobodyToAsk:
    """No holder is here by this token: the session has ended."""


def accept_terms(token: str, *, language: str, env: Environment) -> TermsAccepted | NobodyToAsk:
    """Write down that the holder of this session accepts the terms in force.

    FAQ dmp.fr 2018: « d’accepter les nouvelles conditions générales d’utilisation ». ``language``: of the text that
    they read, « fr » or « en ». Kept with the digest of that text, and traced in their history; accepting twice what
    was accepted changes nothing.
    """
    at = env.clock.now()
    session = web_sessions.living(token, door=env.door, at=at)
    account = accounts.of_id(session.account) if session is not None and session.account is not None else None
    if account is None or account.record == NOBODYS_RECORD:
        return NobodyToAsk()
    text = read_terms(version_at(at), language)
    with within(account.record, exclusive=True):
        if terms.latest(account.record) < text.version:
            acceptance = env.chance.identifier()
            terms.keep_acceptance(account.record, acceptance, text, way=AcceptanceWay.SIGN_IN, at=at)
            trace_account(account.record, SecurityAct.TERMS, at=at, env=env, detail=text.version)
        terms.mark_accepted(account.id, text.version)
    return TermsAccepted()


def refuse_terms(token: str, *, env: Environment) -> TermsRefused | NobodyToAsk:
    """Write down that the holder refuses the terms in force, and end their session: nothing else changes."""
    at = env.clock.now()
    session = web_sessions.living(token, door=env.door, at=at)
    account = accounts.of_id(session.account) if session is not None and session.account is not None else None
    if session is None or account is None or account.record == NOBODYS_RECORD:
        return NobodyToAsk()
    with within(account.record):
        web_sessions.end(session.digest, at=at)
        trace_account(account.record, SecurityAct.TERMS, at=at, env=env, is_refused=True, detail=version_at(at))
    return TermsRefused()
