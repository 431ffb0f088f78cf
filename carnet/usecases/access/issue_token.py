"""Software gets a token by proving which it is (client credentials, RFC 6749 4.4; SMART Backend Services)."""

import base64
import hashlib
from dataclasses import dataclass
from datetime import timedelta

from carnet.core.access.actors import Actor, InsurerFeed, Professional, StructureSoftware
from carnet.core.access.scopes import Context, asked_for, scope_of
from carnet.core.identifiers import OrganizationId, PractitionerId, RecordId
from carnet.formats.assertion import Assertion
from carnet.ports.environment import Environment
from carnet.store import directory, tokens
from carnet.store.tokens import UNBOUND, Bounds, Client, ClientKind
from carnet.usecases.access.binding import bind
from carnet.usecases.access.prove_client import ClientProof, TokenRefused, prove_client, refuse
from carnet.usecases.access.trace_token import trace_token

TOKEN_SIZE = 32
"""256 random bits; only their SHA-256 is kept."""

TOKEN_LASTS = timedelta(minutes=15)


@dataclass(frozen=True, slots=True, repr=False)
class IssuedToken:
    """A token, shown once, and for how long it lives.

    ``scope``: its bounds, empty when it has none; ``bound_to``: the key or certificate it opens nothing without;
    ``refresh``: what is exchanged for the next one, or empty; ``record``: whose record a person let the application
    into, None for software of care; ``is_exchanged``: whether it came of a token of the identity provider.
    """

    token: str
    lasts: timedelta
    scope: str = ""
    bound_to: str = ""
    refresh: str = ""
    record: RecordId | None = None
    is_exchanged: bool = False

    def __repr__(self) -> str:
        """Hide the tokens."""
        return "IssuedToken(…)"


def issue_token(proof: ClientProof, *, audience: str, scope: str = "", env: Environment) -> IssuedToken | TokenRefused:
    """Issue a token to the software that proves which it is.

    ``audience``: the URL of the token endpoint. A professional's software speaks for that professional. A structure's
    speaks for the structure, and may deposit only; when its assertion names a professional of the structure
    (``extensions.carnet.practitioner``, the national identifier), the token speaks for that professional, in it.
    ``scope``: the bounds that the software asks for (``user/…`` for a professional, ``system/…`` for itself); without
    any, the token does what its bearer may do. Each attempt is traced.
    """
    proved = prove_client(proof, audience=audience, env=env)
    if isinstance(proved, TokenRefused):
        return proved
    client = proved.client
    actor = _actor(client, proved.assertion)
    if isinstance(actor, TokenRefused):
        return refuse(actor.error, actor.description, client.client_id, env)
    context = Context.USER if isinstance(actor, Professional) else Context.SYSTEM
    granted = " ".join(scope_of(context, one) for one in asked_for(scope, context))
    if scope.strip() and not granted:
        problem = f"No scope is known among those asked for; {context.value}/DocumentReference.c is one."
        return refuse("invalid_scope", problem, client.client_id, env)
    bound_to = bind(client, proof, env=env)
    if isinstance(bound_to, TokenRefused):
        return bound_to
    return hand_over(actor, client_id=client.client_id, bounds=Bounds(granted, bound_to), env=env)


def hand_over(actor: Actor, *, client_id: str, bounds: Bounds = UNBOUND, env: Environment) -> IssuedToken:
    """Make a token that speaks for an actor, keep its digest, and give it once."""
    made = make_token(actor, client_id=client_id, bounds=bounds, lasts=TOKEN_LASTS, env=env)
    trace_token("token-issued", client_id, is_refused=False, env=env)
    return made


def make_token(actor: Actor, *, client_id: str, bounds: Bounds, lasts: timedelta, env: Environment) -> IssuedToken:
    """Make a token and keep its digest; the one who asked for it traces it."""
    token = random_text(env)
    at = env.clock.now()
    tokens.issue(
        digest_of(token),
        client_id=client_id,
        actor=actor,
        issued_at=at,
        expires_at=at + lasts,
        bounds=bounds,
    )
    return IssuedToken(token, lasts, bounds.scope, bounds.bound_to)


def random_text(env: Environment) -> str:
    """Make what nobody can guess: 256 random bits, in letters and figures."""
    return base64.urlsafe_b64encode(env.chance.secret(TOKEN_SIZE)).decode("ascii").rstrip("=")


def digest_of(secret: str) -> bytes:
    """Give the digest by which a token, a code or a refresh token is found."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).digest()


def _actor(client: Client, assertion: Assertion | None) -> Actor | TokenRefused:
    wanted = _named(assertion) if assertion is not None else None
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
            return professional_in(client.practitioner, client.organization)
        case ClientKind.STRUCTURE if client.organization is not None and wanted is not None:
            return professional_in(wanted, client.organization)
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


def professional_in(identifier: PractitionerId, organization: OrganizationId | None) -> Actor | TokenRefused:
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
