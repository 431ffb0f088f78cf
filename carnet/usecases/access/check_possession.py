"""Whoever asks for a token, or shows one, may prove that a key or a certificate is theirs: tokens are bound to it."""

import hashlib
from dataclasses import dataclass

from carnet.formats.client_certificate import bound_by_certificate
from carnet.formats.dpop import ProofFault, read_proof
from carnet.ports.environment import Environment
from carnet.store import tokens


@dataclass(frozen=True, slots=True, repr=False)
class Possession:
    """What came with a request.

    ``method``, ``url``: of the request; ``proof``: its DPoP header, or empty; ``certificate``: the SHA-256 of the
    certificate by which the connection was opened, or empty.
    """

    method: str = ""
    url: str = ""
    proof: str = ""
    certificate: str = ""

    def __repr__(self) -> str:
        """Hide the proof."""
        return f"Possession({self.method})"


NOTHING_SHOWN = Possession()


@dataclass(frozen=True, slots=True)
class NotTheirs:
    """What was shown proves nothing, in words for the one who sent it."""

    problem: str


def check_key(shown: Possession, *, access_token: str | None = None, env: Environment) -> str | NotTheirs:
    """Verify a DPoP proof and give the key that a token is bound to; empty when none was sent.

    ``access_token``: the one that the request shows, or None where one is asked for. A proof is good once (RFC 9449
    11.1).
    """
    if not shown.proof:
        return ""
    at = env.clock.now()
    read = read_proof(shown.proof, method=shown.method, url=shown.url, access_token=access_token, at=at)
    if isinstance(read, ProofFault):
        return NotTheirs(read.problem)
    once = hashlib.sha256(f"dpop\n{read.key}\n{read.jti}".encode()).digest()
    if not tokens.remember_assertion(once, expires_at=read.expires_at):
        return NotTheirs("This proof was used already: make a new one, with a new jti, for each request.")
    return read.key


def certificate_of(shown: Possession) -> str:
    """Say to which certificate a token would be bound; empty when none was shown."""
    return bound_by_certificate(shown.certificate) if shown.certificate else ""
