"""A sign-in at an identity provider: what one needs, where the browser goes, and for whom its code stands."""

import base64
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from carnet.core.audit.events import Party, SecurityAct
from carnet.core.identifiers import NOBODYS_RECORD
from carnet.ports.environment import Environment
from carnet.ports.identity_provider import (
    AgentIdentity,
    IdentityProvider,
    IdentityProviderUnavailableError,
    IdentityRefused,
    ProfessionalIdentity,
)
from carnet.store.context import within
from carnet.usecases.account.trace_account import UNIDENTIFIED, trace_account

_Known = TypeVar("_Known", ProfessionalIdentity, AgentIdentity)
SECRET_SIZE = 32
"""256 random bits for each of state, nonce and verifier (RFC 7636 7.1 asks for as much)."""


@dataclass(frozen=True, slots=True, repr=False)
class SignInBegun:
    """Where the browser goes now, and what it must keep meanwhile: ``state``, ``nonce`` and ``code_verifier``."""

    url: str
    state: str
    nonce: str
    code_verifier: str

    def __repr__(self) -> str:
        """Hide the secrets."""
        return "SignInBegun(…)"


def begin_openid_sign_in(provider: IdentityProvider, *, redirect_uri: str, env: Environment) -> SignInBegun:
    """Make what one sign-in needs, and the address of the provider that goes with it (RFC 7636; RFC 9700).

    Nothing is written down: nobody has said who they are. Raises ``IdentityProviderUnavailableError``.
    """
    state, nonce, verifier = (_text(env.chance.secret(SECRET_SIZE)) for _ in range(3))
    challenge = _text(hashlib.sha256(verifier.encode("ascii")).digest())
    url = provider.authorization_url(state=state, nonce=nonce, code_challenge=challenge, redirect_uri=redirect_uri)
    return SignInBegun(url, state, nonce, verifier)


def ask_provider(exchange: Callable[[], _Known | IdentityRefused], *, env: Environment) -> _Known | IdentityRefused:
    """Ask a provider for whom a code stands; a refusal is traced, and so is a provider that does not answer.

    ``exchange``: asks it. Raises ``IdentityProviderUnavailableError`` after its trace.
    """
    try:
        answer = exchange()
    except IdentityProviderUnavailableError:
        trace_refused_sign_in("provider-unavailable", env=env)
        raise
    if isinstance(answer, IdentityRefused):
        trace_refused_sign_in(answer.reason.value, env=env)
    return answer


def trace_refused_sign_in(why: str, *, env: Environment, by: Party = UNIDENTIFIED) -> None:
    """Write down that somebody did not get in at the site of this door. ``why``: a code (OWASP ASVS 16.3.1)."""
    at = env.clock.now()
    with within(NOBODYS_RECORD):
        trace_account(NOBODYS_RECORD, SecurityAct.SIGN_IN, at=at, env=env, by=by, is_refused=True, detail=why)


def _text(random: bytes) -> str:
    return base64.urlsafe_b64encode(random).decode("ascii").rstrip("=")
