"""Software and the tokens it holds. What is kept of a token or of an assertion is a digest, which opens nothing."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import Enum
from typing import Any
from uuid import UUID

import orjson

from carnet.core.access.actors import Actor
from carnet.core.identifiers import OrganizationId, PractitionerId, RecordId
from carnet.store import statement
from carnet.store.actors import actor_from_json, actor_to_json
from carnet.store.models import AccessTokenRow, ClientAssertionRow, ClientRow

# What came of a person's yes lives no longer than that yes.
_LIVING = """
    select t.actor::text, t.client_id, t.expires_at, t.scope, t.bound_to, t.issued_at, g.id, g.record_id, g.used_at
    from access_token t
    join oauth_client c on c.client_id = t.client_id and c.is_active
    left join app_grant g on g.id = t.grant_id
    where t.digest = %(digest)s and t.revoked_at is null and t.issued_at <= %(at)s and %(at)s < t.expires_at
    and (t.grant_id is null or (g.begun_at is not null and g.ended_at is null and %(at)s < g.ends_at))
"""
_ORIGIN = """
    select true from oauth_client where is_active and described->'origins' ? %(origin)s::text limit 1
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
class Description:
    """What the maker of an application registered of it, and the operator looked at.

    ``name``, ``purpose``, ``purpose_en``: shown to people; ``redirect_uris``: where their answer goes, exact;
    ``origins``: from where its pages call us; ``certificates``: the SHA-256 of those by which it proves itself
    (``x5t#S256``, RFC 8705); ``binds_tokens``: whether each of its tokens must be bound to a key of its own (RFC 9449
    5.2); ``introspects``: whether it answers for resources, and may ask what any token is; ``provider_client``: its
    name at the identity provider, whose tokens it may exchange for ours (RFC 8693), or empty.
    """

    name: str = ""
    purpose: str = ""
    purpose_en: str = ""
    redirect_uris: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    certificates: tuple[str, ...] = ()
    binds_tokens: bool = False
    introspects: bool = False
    provider_client: str = ""


UNDESCRIBED = Description()


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
    described: Description = UNDESCRIBED

    @property
    def can_prove_itself(self) -> bool:
        """Whether it has a key or a certificate; an application without any is public (RFC 6749 2.1)."""
        return bool(self.jwks.get("keys")) or bool(self.described.certificates)


@dataclass(frozen=True, slots=True)
class LivingToken:
    """A token that was issued, has not expired, was not revoked, and whose software is still active.

    ``scope``: its bounds, empty when it has none; ``bound_to``: the key or certificate without which it opens nothing
    (``formats.dpop``, ``formats.client_certificate``), or nothing. ``grant``, ``record``: the yes of a person from
    which it came, and for which record; ``used_at``: when that yes was last used, to within a minute.
    """

    actor: Actor
    client_id: str
    expires_at: datetime
    scope: str = ""
    bound_to: str = ""
    issued_at: datetime | None = None
    grant: UUID | None = None
    record: RecordId | None = None
    used_at: datetime | None = None


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
                described=asdict(client.described),
            )
        ],
        update_conflicts=True,
        unique_fields=["client_id"],
        update_fields=["kind", "practitioner", "organization", "jwks", "is_active", "described"],
    )


def find_client(client_id: str) -> Client | None:
    """Look a piece of software up, active or not; None when it was never registered."""
    row = ClientRow.objects.filter(client_id=client_id).first()
    return _client(row) if row is not None else None


def clients() -> list[Client]:
    """List every piece of software that was registered, by its name."""
    return [_client(row) for row in ClientRow.objects.order_by("client_id")]


def client_names(client_ids: Iterable[str]) -> dict[str, str]:
    """Give the names under which people know these; who was never described is named by its identifier."""
    rows = ClientRow.objects.filter(client_id__in=sorted(set(client_ids))).values_list("client_id", "described")
    return {client_id: described.get("name") or client_id for client_id, described in rows}


def is_origin(origin: str) -> bool:
    """Whether pages of a registered, active application come from there."""
    return bool(statement.run(_ORIGIN, {"origin": origin}))


def _client(row: ClientRow) -> Client:
    return Client(
        row.client_id,
        ClientKind(row.kind),
        PractitionerId(row.practitioner) if row.practitioner else None,
        OrganizationId(row.organization) if row.organization else None,
        row.jwks,
        row.is_active,
        _description(row.described),
    )


def _description(kept: dict[str, Any]) -> Description:
    if not kept:
        return UNDESCRIBED  # registered before anything was described, or never shown to anybody
    return Description(
        name=kept["name"],
        purpose=kept["purpose"],
        purpose_en=kept["purpose_en"],
        redirect_uris=tuple(kept["redirect_uris"]),
        origins=tuple(kept["origins"]),
        certificates=tuple(kept["certificates"]),
        binds_tokens=kept["binds_tokens"],
        introspects=kept["introspects"],
        provider_client=kept.get("provider_client", ""),  # registered before tokens could be exchanged
    )


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a token is held to, as ``LivingToken`` explains it."""

    scope: str = ""
    bound_to: str = ""
    grant: UUID | None = None


UNBOUND = Bounds()


def issue(
    digest: bytes,
    *,
    client_id: str,
    actor: Actor,
    issued_at: datetime,
    expires_at: datetime,
    bounds: Bounds = UNBOUND,
) -> None:
    """Keep a token that is being handed over. ``digest``: SHA-256 of its 256 random bits, never the token itself.

    ``actor``: whom it speaks for, without any application: its bounds stand beside.
    """
    AccessTokenRow.objects.create(
        digest=digest,
        client_id=client_id,
        actor=actor_to_json(actor),
        issued_at=issued_at,
        expires_at=expires_at,
        scope=bounds.scope,
        bound_to=bounds.bound_to,
        grant_id=bounds.grant,
    )


def living(digest: bytes, *, at: datetime) -> LivingToken | None:
    """Say for whom a token speaks at an instant, in one statement.

    None alike for a token that never was, has expired or was revoked, and when its software was switched off
    (revocation is immediate: product.md, « What must be true », 5).
    """
    rows = statement.run(_LIVING, {"digest": digest, "at": at})
    if not rows:
        return None
    actor, client_id, expires_at, scope, bound_to, issued_at, grant, record, used_at = rows[0]
    return LivingToken(
        actor_from_json(orjson.loads(actor)),
        client_id,
        expires_at,
        scope,
        bound_to,
        issued_at,
        grant,
        RecordId(record) if record is not None else None,
        used_at,
    )


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
