"""Sign somebody of the support desk in: its identity provider says who they are, by which means, and in which role."""

from dataclasses import dataclass
from typing import TypeAlias

from carnet.core.audit.events import Party
from carnet.core.support.desk_sign_in import NotAtTheDesk, who_is_at_the_desk
from carnet.ports.environment import Environment
from carnet.ports.identity_provider import IdentityRefused
from carnet.usecases.account.begin_openid_sign_in import (
    SignInBegun,
    ask_provider,
    begin_openid_sign_in,
    trace_refused_sign_in,
)
from carnet.usecases.account.open_provider_session import open_provider_session


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
    exchange = env.desk_identity_provider.exchange_agent
    answer = ask_provider(
        lambda: exchange(code, code_verifier=code_verifier, redirect_uri=redirect_uri, nonce=nonce), env=env
    )
    if isinstance(answer, IdentityRefused):
        return answer
    who = who_is_at_the_desk(answer.agent, roles=answer.roles, amr=answer.amr)
    if isinstance(who, NotAtTheDesk):
        trace_refused_sign_in(who.value, env=env, by=Party("support", answer.agent))
        return AgentRefused(who, answer.id_token)
    return AgentSignedIn(open_provider_session(who, shown_name=answer.shown_name, id_token=answer.id_token, env=env))
