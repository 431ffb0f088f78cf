"""The software that may ask for tokens, what people let it do, and the tokens it holds: none of them in clear.

None of these belongs to one record: a token is looked up before any record is known.
"""

from django.db import models
from django.db.models import Q

from carnet.store.models.fields import Row, RowUsedOnce


class ClientRow(Row):
    """A piece of software, acting for a named professional, a structure, the insurer or its patient.

    ``described``: what its maker registered of it (``carnet.store.tokens.Description``).
    """

    client_id = models.TextField(primary_key=True)
    kind = models.TextField()
    practitioner = models.TextField(default="")
    organization = models.TextField(default="")
    jwks = models.JSONField()
    is_active = models.BooleanField()
    described = models.JSONField(default=dict, db_default={})

    class Meta:
        """Its table and what it refuses."""

        db_table = "oauth_client"
        constraints = (
            models.CheckConstraint(
                name="oauth_client_acts_for_somebody",
                condition=Q(kind="professional") & ~Q(practitioner="")
                | Q(kind__in=("structure", "insurer"), practitioner="") & ~Q(organization="")
                | Q(kind="patient", practitioner="", organization=""),
            ),
        )


class AccessTokenRow(Row):
    """A token, by its SHA-256, and the actor that it speaks for.

    ``scope``: its bounds, empty when it has none; ``grant_id``: by which yes of a person it came; ``bound_to``: the key
    or certificate without which it opens nothing, empty when it is a bearer's.
    """

    digest = models.BinaryField(primary_key=True)
    client_id = models.TextField(db_index=True)
    actor = models.JSONField()
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    revoked_at = models.DateTimeField(null=True)
    scope = models.TextField(db_default="")
    grant_id = models.UUIDField(null=True, db_index=True)
    bound_to = models.TextField(db_default="")

    class Meta:
        """Its table and what it refuses."""

        db_table = "access_token"
        constraints = (
            models.CheckConstraint(
                name="access_token_expires_after_issue", condition=Q(expires_at__gt=models.F("issued_at"))
            ),
        )


class ClientAssertionRow(Row):
    """A client assertion already used, by the digest of its issuer and identifier, until it expires by itself."""

    digest = models.BinaryField(primary_key=True)
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        """Its table."""

        db_table = "client_assertion"


class AppGrantRow(Row):
    """What somebody lets an application do in one record, until when. ``account_id``: whose yes it is.

    ``begun_at``: when the application came for its first token; before, nothing was let in. ``ended_at``: when somebody
    or something stopped it.
    """

    id = models.UUIDField(primary_key=True)
    client_id = models.TextField()
    account_id = models.UUIDField(db_index=True)
    record_id = models.UUIDField(db_index=True)
    scope = models.TextField()
    given_at = models.DateTimeField()
    ends_at = models.DateTimeField(db_index=True)
    begun_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        """Its table and what it refuses."""

        db_table = "app_grant"
        constraints = (
            models.CheckConstraint(name="app_grant_ends_after_start", condition=Q(ends_at__gt=models.F("given_at"))),
        )


class AuthorizationCodeRow(RowUsedOnce):
    """A code that an application exchanges once for its first token, by its SHA-256."""

    digest = models.BinaryField(primary_key=True)
    grant_id = models.UUIDField()
    client_id = models.TextField()
    redirect_uri = models.TextField()
    code_challenge = models.TextField()
    bound_to = models.TextField()

    class Meta:
        """Its table."""

        db_table = "authorization_code"


class RefreshTokenRow(RowUsedOnce):
    """A token that is exchanged once for the next ones, by its SHA-256."""

    digest = models.BinaryField(primary_key=True)
    grant_id = models.UUIDField(db_index=True)
    bound_to = models.TextField()
    issued_at = models.DateTimeField()

    class Meta:
        """Its table."""

        db_table = "refresh_token"
