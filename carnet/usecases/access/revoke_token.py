"""Software gives a token back (RFC 7009)."""

from dataclasses import dataclass

from carnet.core.audit.events import SecurityAct
from carnet.ports.environment import Environment
from carnet.store import app_grants, tokens
from carnet.store.context import within
from carnet.store.tokens import LivingToken
from carnet.usecases.access.issue_token import digest_of
from carnet.usecases.access.prove_client import ClientProof, TokenRefused, prove_client
from carnet.usecases.access.trace_token import trace_app, trace_token


@dataclass(frozen=True, slots=True)
class Revoked:
    """The token opens nothing, or never did: the answer is the same (RFC 7009 2.2)."""


def revoke_token(token: str, *, proof: ClientProof, audience: str, env: Environment) -> Revoked | TokenRefused:
    """End a token of the software that asks; another's stays as it is.

    A refresh token ends all that the person gave (RFC 7009 2.1): the application is gone from their list at once.
    """
    proved = prove_client(proof, audience=audience, env=env)
    if isinstance(proved, TokenRefused):
        return proved
    client_id = proved.client.client_id
    digest, at = digest_of(token), env.clock.now()
    refresh = app_grants.find_refresh(digest)
    grant = app_grants.find(refresh.grant) if refresh is not None else None
    if grant is not None and grant.client_id == client_id:
        with within(grant.record, exclusive=True):
            if app_grants.end(grant.id, at=at):
                trace_app(grant.record, SecurityAct.SOFTWARE_ACCESS, "given-back", client_id, env=env)
    living = tokens.living(digest, at=at)
    if living is not None and living.client_id == client_id and tokens.revoke(digest, at=at):
        _trace(living, env)
    return Revoked()


def _trace(living: LivingToken, env: Environment) -> None:
    if living.record is None:
        trace_token("token-revoked", living.client_id, is_refused=False, env=env)
        return
    with within(living.record):
        trace_app(living.record, SecurityAct.SOFTWARE_ACCESS, "token-revoked", living.client_id, env=env)
