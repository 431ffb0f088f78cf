"""Which software asks: proved by what it signed, by its certificate, or merely named when it can keep no secret."""

import hashlib
from dataclasses import dataclass
from datetime import timedelta

from carnet.formats.assertion import Assertion, AssertionFault, claimed_client, read_assertion
from carnet.ports.environment import Environment
from carnet.store import tokens
from carnet.store.tokens import Client, ClientKind
from carnet.usecases.access.check_possession import NOTHING_SHOWN, Possession
from carnet.usecases.access.trace_token import trace_token


@dataclass(frozen=True, slots=True, repr=False)
class ClientProof:
    """What software says of itself. ``assertion``: a JWT that it signed; ``client_id``: its name, without one.

    ``shown``: the certificate of its connection, and the proof of a key of its own.
    """

    assertion: str = ""
    client_id: str = ""
    shown: Possession = NOTHING_SHOWN

    def __repr__(self) -> str:
        """Hide the assertion."""
        return "ClientProof(…)"


@dataclass(frozen=True, slots=True)
class TokenRefused:
    """Why no token was issued: an OAuth error code and a sentence for an integrator."""

    error: str
    description: str


@dataclass(frozen=True, slots=True)
class Proved:
    """A registered, active piece of software. ``assertion``: what it signed, if it did."""

    client: Client
    assertion: Assertion | None = None


def prove_client(proof: ClientProof, *, audience: str, env: Environment) -> Proved | TokenRefused:
    """Find which software asks (RFC 7523 private_key_jwt; RFC 8705 2, mutual TLS; RFC 6749 2.1, public).

    ``audience``: the URL at which it asks. No shared secret exists (OWASP ASVS 10.4.16). An assertion is good once.
    A refusal is traced.
    """
    named = (claimed_client(proof.assertion) if proof.assertion else proof.client_id) or ""
    client = tokens.find_client(named) if named else None
    if client is None or not client.is_active or (proof.client_id and proof.client_id != named):
        return refuse("invalid_client", "No active client of that client_id is registered here.", "unknown", env)
    if proof.assertion:
        return _by_assertion(client, proof.assertion, audience, env)
    if proof.shown.certificate and proof.shown.certificate in client.described.certificates:
        return Proved(client)
    if client.kind is ClientKind.PATIENT and not client.can_prove_itself:
        return Proved(client)
    problem = "This client proves itself by a signed assertion (private_key_jwt) or by its registered certificate."
    return refuse("invalid_client", problem, client.client_id, env)


def _by_assertion(client: Client, assertion: str, audience: str, env: Environment) -> Proved | TokenRefused:
    read = read_assertion(assertion, client.jwks, audience=audience, at=env.clock.now())
    if isinstance(read, AssertionFault):
        return refuse("invalid_client", read.problem, client.client_id, env)
    once = hashlib.sha256(f"{read.client_id}\n{read.jti}".encode()).digest()
    if not tokens.remember_assertion(once, expires_at=read.expires_at + timedelta(minutes=1)):
        problem = "This assertion was used already: sign a new one, with a new jti, for each token."
        return refuse("invalid_client", problem, client.client_id, env)
    return Proved(client, read)


def refuse(error: str, description: str, client_id: str, env: Environment) -> TokenRefused:
    """Refuse a token, and trace it in nobody's record."""
    trace_token("token-refused", client_id, is_refused=True, env=env)
    return TokenRefused(error, description)
