"""What the person wants: who is let in, who is shut out, who is the treating physician."""

from django.db import models
from django.db.models import Q

from carnet.store.models.fields import Row

GRANTEES = Q(grantee_kind__in=("person", "structure"))


class AuthorizationRow(Row):
    """The yes to a professional or to an establishment; the last one given, and how it ended."""

    pk = models.CompositePrimaryKey("record_id", "grantee_kind", "grantee")
    record_id = models.UUIDField()
    grantee_kind = models.TextField()
    grantee = models.TextField()
    given_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    declared_by = models.TextField(default="")
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        """Its table and what it refuses."""

        db_table = "access_authorization"  # AUTHORIZATION is a reserved word of SQL
        constraints = (
            models.CheckConstraint(name="authorization_to_person_or_structure", condition=GRANTEES),
            models.CheckConstraint(
                name="authorization_ends_after_start",
                condition=Q(ends_at__isnull=True) | Q(ends_at__gt=models.F("given_at")),
            ),
        )


class BlockRow(Row):
    """Somebody shut out, since when, and until when if the block was lifted."""

    pk = models.CompositePrimaryKey("record_id", "grantee_kind", "grantee")
    record_id = models.UUIDField()
    grantee_kind = models.TextField()
    grantee = models.TextField()
    blocked_at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        """Its table and what it refuses."""

        db_table = "block"
        constraints = (models.CheckConstraint(name="block_of_person_or_structure", condition=GRANTEES),)


class TreatingPhysicianRow(Row):
    """A doctor named « médecin traitant DMP », until the status ends."""

    pk = models.CompositePrimaryKey("record_id", "practitioner")
    record_id = models.UUIDField()
    practitioner = models.TextField()
    named_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        """Its table."""

        db_table = "treating_physician"


class FirstAccessRow(Row):
    """That a professional has consulted the record, and since when: the first time is told to the person."""

    pk = models.CompositePrimaryKey("record_id", "practitioner")
    record_id = models.UUIDField()
    practitioner = models.TextField()
    at = models.DateTimeField()

    class Meta:
        """Its table."""

        db_table = "first_access"
