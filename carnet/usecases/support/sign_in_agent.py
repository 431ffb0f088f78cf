"""Sign somebody of the support desk in: its identity provider says who they are, by which means, and in which role."""

from dataclasses import dataclass
from typing import TypeAlias

from carnet.core.accounts.session import ends_at
from carnet.core.audit.events import Door, Party, SecurityAct, party
from carnet.core.identifiers import NOBODYS_RECORD
from carnet.core.support.desk_sign_in import Desk, NotAtTheDesk, who_is_at_the_desk
from carnet.formats.sealing import VALUE_NONCE_SIZE
from carnet.ports.environment import Environment
from carnet.ports.identity_provider import AgentIdentity, IdentityProviderUnavailableError, IdentityRefused
from carnet.store import web_sessions
from carnet.store.context import within
from carnet.store.web_sessions import TOKEN_SIZE, NewSession, token_text
from carnet.usecases.account.begin_openid_sign_in import SignInBegun, begin_openid_sign_in, trace_refused_sign_in
from carnet.usecases.account.trace_account import trace_account


@dataclass(frozen=True, slots=True, repr=False)
class AgentSignedIn:
    """A session of the desk is open. ``token``: to be kept by the browser, given once."""

    token: str

    def __repr__(self) -> str:
        """Hide the token."""
        return "AgentSignedIn(…)"


@dataclass(frozen=True, slots=True, repr=False)
class AgentRefused:
    """The provider knows them, the desk does not let them in. ``id_token``: with which they leave the provider."""

    why: NotAtTheDesk
    id_token: str

    def __repr__(self) -> str:
        """Hide the token."""
        return f"AgentRefused({self.why})"


AgentAnswer: TypeAlias = AgentSignedIn | AgentRefused | IdentityRefused


def begin_agent_sign_in(*, redirect_uri: str, env: Environment) -> SignInBegun:
    """Make what one sign-in at the desk needs, and the address of its provider.

    Raises ``IdentityProviderUnavailableError``.
    """
    return begin_openid_sign_in(env.desk_identity_provider, redirect_uri=redirect_uri, env=env)


def sign_in_agent(code: str, *, code_verifier: str, nonce: str, redirect_uri: str, env: Environment) -> AgentAnswer:
    """Open a session of the desk for whom a code stands (product.md, « Sign-in », Support).

    Two means of authentication of two kinds and exactly one role of the desk are needed: the core decides. Every end
    is traced. Raises ``IdentityProviderUnavailableError`` after its trace.
    """
    try:
        answer = env.desk_identity_provider.exchange_agent(
            code, code_verifier=code_verifier, redirect_uri=redirect_uri, nonce=nonce
        )
    except IdentityProviderUnavailableError:
        trace_refused_sign_in("provider-unavailable", env=env)
        raise
    if isinstance(answer, IdentityRefused):
        trace_refused_sign_in(answer.reason.value, env=env)
        return answer
    who = who_is_at_the_desk(answer.agent, roles=answer.roles, amr=answer.amr)
    if isinstance(who, NotAtTheDesk):
        trace_refused_sign_in(who.value, env=env, by=Party("support", answer.agent))
        return AgentRefused(who, answer.id_token)
    return AgentSignedIn(open_desk_session(who, answer, env=env))


def open_desk_session(who: Desk, identity: AgentIdentity, *, env: Environment) -> str:
    """Keep a session of the desk and give its token, once; the sign-in is traced."""
    at = env.clock.now()
    token = token_text(env.chance.secret(TOKEN_SIZE))
    with within(NOBODYS_RECORD):
        trace_account(NOBODYS_RECORD, SecurityAct.SIGN_IN, at=at, env=env, by=party(who))
        web_sessions.open_session(
            NewSession(
                token=token,
                door=Door.SUPPORT_DESK,
                actor=who,
                account=None,
                shown_name=identity.shown_name,
                opened_at=at,
                ends_at=ends_at(Door.SUPPORT_DESK, opened_at=at, seen_at=at),
                previous_visit_at=None,
                nonces=(env.chance.secret(VALUE_NONCE_SIZE), env.chance.secret(VALUE_NONCE_SIZE)),
                id_token=identity.id_token,
            )
        )
    return token
