"""What people let applications do in a record, and the codes and tokens by which an application goes on.

What is kept of a code or of a token is its SHA-256, which opens nothing. No wall stands here, as around tokens.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from carnet.core.identifiers import RecordId
from carnet.store import statement
from carnet.store.models import AppGrantRow, AuthorizationCodeRow, RefreshTokenRow

# Of two uses at once, one takes the row, and the other finds it taken.
_USE_CODE = """
    update authorization_code set used_at = %(at)s where digest = %(digest)s and used_at is null
    returning grant_id, client_id, redirect_uri, code_challenge, bound_to, expires_at
"""
_USE_REFRESH = """
    update refresh_token set used_at = %(at)s where digest = %(digest)s and used_at is null
    returning grant_id, bound_to, expires_at
"""


@dataclass(frozen=True, slots=True)
class AppGrant:
    """What an application was let do in a record. ``account``: whose yes it is; ``scope``: names between spaces.

    ``begun_at``: when the application came for its first token; ``used_at``: when it last used one.
    """

    id: UUID
    client_id: str
    account: UUID
    record: RecordId
    scope: str
    given_at: datetime
    ends_at: datetime
    begun_at: datetime | None = None
    used_at: datetime | None = None
    ended_at: datetime | None = None

    def lives(self, *, at: datetime) -> bool:
        """Whether nothing has ended it yet."""
        return self.ended_at is None and at < self.ends_at


@dataclass(frozen=True, slots=True)
class Code:
    """A code on its way to an application. ``code_challenge``: of PKCE; ``bound_to``: the key to come back with."""

    grant: UUID
    client_id: str
    redirect_uri: str
    code_challenge: str
    bound_to: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Refresh:
    """A token that is exchanged for the next ones."""

    grant: UUID
    bound_to: str
    expires_at: datetime


def give(grant: AppGrant) -> None:
    """Keep a yes."""
    AppGrantRow.objects.create(
        id=grant.id,
        client_id=grant.client_id,
        account_id=grant.account,
        record_id=grant.record,
        scope=grant.scope,
        given_at=grant.given_at,
        ends_at=grant.ends_at,
    )


def find(grant: UUID) -> AppGrant | None:
    """Read a yes, whatever became of it; None when there never was."""
    row = AppGrantRow.objects.filter(id=grant).first()
    return _grant(row) if row is not None else None


def living_on(record: RecordId, *, at: datetime) -> Sequence[AppGrant]:
    """List the applications that were let into a record and came, the latest first."""
    rows = AppGrantRow.objects.filter(record_id=record, ended_at=None, ends_at__gt=at, begun_at__isnull=False)
    return [_grant(row) for row in rows.order_by("-given_at", "id")]


def count_of(account: UUID, *, at: datetime) -> int:
    """Count the yeses of an account that nothing has ended, among them those whose application never came."""
    return AppGrantRow.objects.filter(account_id=account, ended_at=None, ends_at__gt=at).count()


def begin(grant: UUID, *, at: datetime) -> None:
    """Write down that the application came for its first token."""
    AppGrantRow.objects.filter(id=grant, begun_at=None).update(begun_at=at, used_at=at)


def touch(grant: UUID, *, at: datetime) -> None:
    """Write down that the application is here."""
    AppGrantRow.objects.filter(id=grant).update(used_at=at)


def end(grant: UUID, *, at: datetime) -> bool:
    """End a yes, and with it every token that came of it; false when it had ended already."""
    return AppGrantRow.objects.filter(id=grant, ended_at=None).update(ended_at=at) == 1


def end_all_of(account: UUID, *, at: datetime) -> int:
    """End every yes of an account, whatever the record: its access is shut. Give how many there were."""
    return AppGrantRow.objects.filter(account_id=account, ended_at=None).update(ended_at=at)


def end_all_on(record: RecordId, *, at: datetime, account: UUID | None = None) -> int:
    """End every yes on a record; give how many there were. ``account``: of one person only."""
    grants = AppGrantRow.objects.filter(record_id=record, ended_at=None)
    if account is not None:
        grants = grants.filter(account_id=account)
    return grants.update(ended_at=at)


def keep_code(digest: bytes, code: Code) -> None:
    """Keep a code that is being handed over. ``digest``: its SHA-256."""
    AuthorizationCodeRow.objects.create(
        digest=digest,
        grant_id=code.grant,
        client_id=code.client_id,
        redirect_uri=code.redirect_uri,
        code_challenge=code.code_challenge,
        bound_to=code.bound_to,
        expires_at=code.expires_at,
    )


def use_code(digest: bytes, *, at: datetime) -> Code | None:
    """Take a code, expired or not; None when it never was, and when it was taken before (``grant_of_code``)."""
    rows = statement.run(_USE_CODE, {"digest": digest, "at": at})
    return Code(*rows[0]) if rows else None


def grant_of_code(digest: bytes) -> UUID | None:
    """Tell which yes a code stood for, taken or not."""
    return AuthorizationCodeRow.objects.filter(digest=digest).values_list("grant_id", flat=True).first()


def keep_refresh(digest: bytes, refresh: Refresh, *, at: datetime) -> None:
    """Keep a refresh token that is being handed over. ``digest``: its SHA-256."""
    RefreshTokenRow.objects.create(
        digest=digest,
        grant_id=refresh.grant,
        bound_to=refresh.bound_to,
        issued_at=at,
        expires_at=refresh.expires_at,
    )


def find_refresh(digest: bytes) -> Refresh | None:
    """Read a refresh token, taken or not; None when it never was."""
    row = RefreshTokenRow.objects.filter(digest=digest).first()
    return Refresh(row.grant_id, row.bound_to, row.expires_at) if row is not None else None


def use_refresh(digest: bytes, *, at: datetime) -> Refresh | None:
    """Take a refresh token, expired or not; None when it never was, and when it was taken before."""
    rows = statement.run(_USE_REFRESH, {"digest": digest, "at": at})
    return Refresh(*rows[0]) if rows else None


def forget_expired(*, at: datetime) -> None:
    """Remove what time has ended. For the worker."""
    AuthorizationCodeRow.objects.filter(expires_at__lte=at).delete()
    RefreshTokenRow.objects.filter(expires_at__lte=at).delete()
    AppGrantRow.objects.filter(ends_at__lte=at).delete()


def _grant(row: AppGrantRow) -> AppGrant:
    return AppGrant(
        row.id,
        row.client_id,
        row.account_id,
        RecordId(row.record_id),
        row.scope,
        row.given_at,
        row.ends_at,
        row.begun_at,
        row.used_at,
        row.ended_at,
    )
