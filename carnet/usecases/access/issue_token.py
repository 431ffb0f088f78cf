"""Software gets a token by signing for itself (client credentials, private_key_jwt)."""

import base64
import hashlib
from dataclasses import dataclass
from datetime import timedelta

from carnet.core.access.actors import Actor, InsurerFeed, Professional, StructureSoftware
from carnet.core.identifiers import OrganizationId, PractitionerId
from carnet.formats.assertion import Assertion, AssertionFault, claimed_client, read_assertion
from carnet.ports.environment import Environment
from carnet.store import directory, tokens
from carnet.store.tokens import Client, ClientKind
from carnet.usecases.access.trace_token import trace_token

TOKEN_SIZE = 32
"""256 random bits; only their SHA-256 is kept."""

TOKEN_LASTS = timedelta(minutes=15)


@dataclass(frozen=True, slots=True, repr=False)
class IssuedToken:
    """A token, shown once, and for how long it lives."""

    token: str
    lasts: timedelta

    def __repr__(self) -> str:
        """Hide the token."""
        return "IssuedToken(…)"


@dataclass(frozen=True, slots=True)
class TokenRefused:
    """Why no token was issued: an OAuth error code and a sentence for an integrator."""

    error: str
    description: str


def issue_token(assertion: str, *, audience: str, env: Environment) -> IssuedToken | TokenRefused:
    """Issue a token to the software that signed this assertion (RFC 7523; SMART Backend Services).

    ``audience``: the URL of the token endpoint. A professional's software speaks for that professional. A structure's
    speaks for the structure, and may deposit only; when its assertion names a professional of the structure
    (``extensions.carnet.practitioner``, the national identifier), the token speaks for that professional, in it.
    Each attempt is traced. An assertion is good once.
    """
    client_id = claimed_client(assertion)
    client = tokens.find_client(client_id) if client_id else None
    if client is None or not client.is_active:
        return _refuse("invalid_client", "No active client of that client_id is registered here.", "unknown", env)
    at = env.clock.now()
    read = read_assertion(assertion, client.jwks, audience=audience, at=at)
    if isinstance(read, AssertionFault):
        return _refuse("invalid_client", read.problem, client.client_id, env)
    once = hashlib.sha256(f"{read.client_id}\n{read.jti}".encode()).digest()
    if not tokens.remember_assertion(once, expires_at=read.expires_at + timedelta(minutes=1)):
        problem = "This assertion was used already: sign a new one, with a new jti, for each token."
        return _refuse("invalid_client", problem, client.client_id, env)
    actor = _actor(client, read)
    if isinstance(actor, TokenRefused):
        return _refuse(actor.error, actor.description, client.client_id, env)
    return hand_over(actor, client_id=client.client_id, env=env)


def hand_over(actor: Actor, *, client_id: str, env: Environment) -> IssuedToken:
    """Make a token that speaks for an actor, keep its digest, and give it once."""
    token = base64.urlsafe_b64encode(env.chance.secret(TOKEN_SIZE)).decode("ascii").rstrip("=")
    at = env.clock.now()
    tokens.issue(
        hashlib.sha256(token.encode("ascii")).digest(),
        client_id=client_id,
        actor=actor,
        issued_at=at,
        expires_at=at + TOKEN_LASTS,
    )
    trace_token("token-issued", client_id, is_refused=False, env=env)
    return IssuedToken(token, TOKEN_LASTS)


def _refuse(error: str, description: str, client_id: str, env: Environment) -> TokenRefused:
    trace_token("token-refused", client_id, is_refused=True, env=env)
    return TokenRefused(error, description)


def _actor(client: Client, assertion: Assertion) -> Actor | TokenRefused:
    wanted = _named(assertion)
    if isinstance(wanted, TokenRefused):
        return wanted
    if wanted is not None and client.kind is not ClientKind.STRUCTURE and wanted != client.practitioner:
        return TokenRefused("invalid_request", "Only the software of a structure may name a professional.")
    match client.kind:
        case ClientKind.PATIENT:
            return TokenRefused("unauthorized_client", "This software gets its tokens from the patient site only.")
        case ClientKind.INSURER if client.organization is not None:
            return InsurerFeed(client.organization)
        case ClientKind.PROFESSIONAL if client.practitioner is not None:
            return _professional(client.practitioner, client.organization)
        case ClientKind.STRUCTURE if client.organization is not None and wanted is not None:
            return _professional(wanted, client.organization)
        case ClientKind.STRUCTURE if client.organization is not None:
            structure = directory.find_organization(client.organization)
            if structure is not None:
                return StructureSoftware(structure.identifier, structure.kind)
    return TokenRefused("invalid_client", "The structure of this client is not in the directory.")


def _named(assertion: Assertion) -> PractitionerId | TokenRefused | None:
    """Read whom an assertion names. What cannot be read is refused: it must not pass for one that names nobody."""
    ours = assertion.extensions.get("carnet")
    if ours is None:
        return None
    wanted = ours.get("practitioner") if isinstance(ours, dict) else None
    if not isinstance(wanted, str) or not wanted.isascii() or not wanted.isalnum():
        problem = "extensions.carnet.practitioner must be the national identifier of a professional, as a string."
        return TokenRefused("invalid_request", problem)
    return PractitionerId(wanted)


def _professional(identifier: PractitionerId, organization: OrganizationId | None) -> Actor | TokenRefused:
    """Name a professional in their structure, as the directory knows both: profession and role are not the client's."""
    practitioner = directory.find_practitioner(identifier)
    structure = directory.find_organization(organization) if organization is not None else None
    role = directory.role_of(identifier, organization) if organization is not None else None
    if practitioner is None or structure is None or role is None:
        return TokenRefused("invalid_request", "This professional does not work in the structure of this client.")
    return Professional(
        identifier=identifier,
        profession=practitioner.profession,
        specialty=practitioner.specialty,
        role=role,
        organization=structure.identifier,
        structure_kind=structure.kind,
    )
