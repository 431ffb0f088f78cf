"""To which key or certificate a token is bound: every one that can be is (OWASP ASVS 10.4.14)."""

from carnet.ports.environment import Environment
from carnet.store.tokens import Client
from carnet.usecases.access.check_possession import NotTheirs, certificate_of, check_key
from carnet.usecases.access.prove_client import ClientProof, TokenRefused, refuse


def bind(client: Client, proof: ClientProof, *, env: Environment) -> str | TokenRefused:
    """Say what the next token of this client is bound to; empty for a bearer's.

    A key that is proved (DPoP) comes first, then the certificate of the connection, when it is one of the client's.
    ``TokenRefused``: the proof does not hold, or the client is registered as one whose tokens are always bound.
    """
    key = check_key(proof.shown, env=env)
    if isinstance(key, NotTheirs):
        return refuse("invalid_dpop_proof", key.problem, client.client_id, env)
    if key:
        return key
    if proof.shown.certificate in client.described.certificates:
        return certificate_of(proof.shown)
    if client.described.binds_tokens:
        problem = "The tokens of this client are bound: send a DPoP proof, or come with the registered certificate."
        return refuse("invalid_dpop_proof", problem, client.client_id, env)
    return ""
