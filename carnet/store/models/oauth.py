"""The software that may ask for tokens, and the tokens they hold. No token and no assertion stands here in clear."""

from django.db import models
from django.db.models import Q

from carnet.store.models.fields import Row


class ClientRow(Row):
    """A piece of software, acting for a named professional, a structure, the insurer or its patient."""

    client_id = models.TextField(primary_key=True)
    kind = models.TextField()
    practitioner = models.TextField(default="")
    organization = models.TextField(default="")
    jwks = models.JSONField()
    is_active = models.BooleanField()

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
    """A token, by its SHA-256, and the actor that it speaks for."""

    digest = models.BinaryField(primary_key=True)
    client_id = models.TextField(db_index=True)
    actor = models.JSONField()
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    revoked_at = models.DateTimeField(null=True)

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
