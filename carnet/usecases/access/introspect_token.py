"""What a token is, told to the software that holds it or answers for resources (RFC 7662)."""

from dataclasses import dataclass
from datetime import datetime

from carnet.core.identifiers import RecordId
from carnet.ports.environment import Environment
from carnet.store import tokens
from carnet.usecases.access.issue_token import digest_of
from carnet.usecases.access.prove_client import ClientProof, TokenRefused, prove_client, refuse
from carnet.usecases.access.recognize_bearer import still_works_there
from carnet.usecases.access.trace_token import trace_token


@dataclass(frozen=True, slots=True)
class ActiveToken:
    """A token that holds. ``bound_to``, ``record``: as ``LivingToken`` explains them."""

    client_id: str
    scope: str
    issued_at: datetime | None
    expires_at: datetime
    bound_to: str
    record: RecordId | None


@dataclass(frozen=True, slots=True)
class InactiveToken:
    """It never was, does not hold any more, or is not for the one who asks to know: the answer is the same."""


def introspect_token(
    token: str, *, proof: ClientProof, audience: str, env: Environment
) -> ActiveToken | InactiveToken | TokenRefused:
    """Tell what a token is, to software that proves itself: of its own tokens, or of any when it answers for resources.

    Each question is traced.
    """
    proved = prove_client(proof, audience=audience, env=env)
    if isinstance(proved, TokenRefused):
        return proved
    client = proved.client
    if not client.can_prove_itself:
        return refuse("invalid_client", "Only a client that proves itself may ask.", client.client_id, env)
    found = tokens.living(digest_of(token), at=env.clock.now())
    holds = found is not None and still_works_there(found.actor)
    is_told = found is not None and holds and (found.client_id == client.client_id or client.described.introspects)
    trace_token("token-looked-at", client.client_id, is_refused=not is_told, env=env)
    if found is None or not is_told:
        return InactiveToken()
    return ActiveToken(found.client_id, found.scope, found.issued_at, found.expires_at, found.bound_to, found.record)
