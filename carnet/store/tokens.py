"""Software and the tokens it holds. What is kept of a token or of an assertion is a digest, which opens nothing."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any

import orjson

from carnet.core.access.actors import Actor
from carnet.core.identifiers import OrganizationId, PractitionerId
from carnet.store import statement
from carnet.store.actors import actor_from_json, actor_to_json
from carnet.store.models import AccessTokenRow, ClientAssertionRow, ClientRow

_LIVING = """
    select t.actor::text, t.client_id, t.expires_at
    from access_token t
    join oauth_client c on c.client_id = t.client_id and c.is_active
    where t.digest = %(digest)s and t.revoked_at is null and t.issued_at <= %(at)s and %(at)s < t.expires_at
"""
_REMEMBER = """
    insert into client_assertion (digest, expires_at) values (%(digest)s, %(expires_at)s)
    on conflict do nothing returning true
"""


class ClientKind(Enum):
    """For whom a piece of software acts."""

    PROFESSIONAL = "professional"
    STRUCTURE = "structure"
    INSURER = "insurer"
    PATIENT = "patient"


@dataclass(frozen=True, slots=True)
class Client:
    """A piece of software. ``jwks``: the public keys that sign its assertions, as a JSON Web Key Set.

    A professional's names them, and their structure when they have one; a structure's or the insurer's names only it;
    an application of patients names nobody: each of its tokens does.
    """

    client_id: str
    kind: ClientKind
    practitioner: PractitionerId | None
    organization: OrganizationId | None
    jwks: dict[str, Any]
    is_active: bool = True


@dataclass(frozen=True, slots=True)
class LivingToken:
    """A token that was issued, has not expired, was not revoked, and whose software is still active."""

    actor: Actor
    client_id: str
    expires_at: datetime


def save_client(client: Client) -> None:
    """Register a piece of software, or replace what was known of it."""
    ClientRow.objects.bulk_create(
        [
            ClientRow(
                client_id=client.client_id,
                kind=client.kind.value,
                practitioner=client.practitioner.value if client.practitioner is not None else "",
                organization=client.organization.value if client.organization is not None else "",
                jwks=client.jwks,
                is_active=client.is_active,
            )
        ],
        update_conflicts=True,
        unique_fields=["client_id"],
        update_fields=["kind", "practitioner", "organization", "jwks", "is_active"],
    )


def find_client(client_id: str) -> Client | None:
    """Look a piece of software up, active or not; None when it was never registered."""
    row = ClientRow.objects.filter(client_id=client_id).first()
    if row is None:
        return None
    return Client(
        row.client_id,
        ClientKind(row.kind),
        PractitionerId(row.practitioner) if row.practitioner else None,
        OrganizationId(row.organization) if row.organization else None,
        row.jwks,
        row.is_active,
    )


def issue(digest: bytes, *, client_id: str, actor: Actor, issued_at: datetime, expires_at: datetime) -> None:
    """Keep a token that is being handed over. ``digest``: SHA-256 of its 256 random bits, never the token itself."""
    AccessTokenRow.objects.create(
        digest=digest, client_id=client_id, actor=actor_to_json(actor), issued_at=issued_at, expires_at=expires_at
    )


def living(digest: bytes, *, at: datetime) -> LivingToken | None:
    """Say for whom a token speaks at an instant, in one statement.

    None alike for a token that never was, has expired or was revoked, and when its software was switched off
    (revocation is immediate: product.md, « What must be true », 5).
    """
    rows = statement.run(_LIVING, {"digest": digest, "at": at})
    if not rows:
        return None
    actor, client_id, expires_at = rows[0]
    return LivingToken(actor_from_json(orjson.loads(actor)), client_id, expires_at)


def revoke(digest: bytes, *, at: datetime) -> bool:
    """End a token; false when it was none, or had been revoked already."""
    return AccessTokenRow.objects.filter(digest=digest, revoked_at=None).update(revoked_at=at) == 1


def revoke_all_of(client_id: str, *, at: datetime) -> int:
    """End every token of a piece of software; give how many there were."""
    return AccessTokenRow.objects.filter(client_id=client_id, revoked_at=None).update(revoked_at=at)


def revoke_all_for(actor: Actor, *, at: datetime) -> int:
    """End every token that speaks for somebody; give how many there were."""
    return AccessTokenRow.objects.filter(actor=actor_to_json(actor), revoked_at=None).update(revoked_at=at)


def remember_assertion(digest: bytes, *, expires_at: datetime) -> bool:
    """Remember a client assertion until it expires by itself; false when it has been used already (RFC 7523 3, jti).

    ``digest``: of its issuer and identifier together. Of two uses at once, one is told true.
    """
    return bool(statement.run(_REMEMBER, {"digest": digest, "expires_at": expires_at}))


def forget_expired(*, at: datetime) -> None:
    """Remove tokens and assertions that time has ended. For the worker."""
    AccessTokenRow.objects.filter(expires_at__lte=at).delete()
    ClientAssertionRow.objects.filter(expires_at__lte=at).delete()
