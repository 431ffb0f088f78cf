"""What the person wants: who is let in, who is shut out, who is the treating physician."""

from django.db import models
from django.db.models import Q

from carnet.core.access.facts import BlockedBy
from carnet.store.models.fields import Row, RowOfRecord, code_ends

GRANTEES = Q(grantee_kind__in=("person", "structure"))


class AuthorizationRow(Row):
    """The yes to a professional or to an establishment; the last one given, and how it ended.

    ``end_is_chosen``: whether the person chose that end, or that there be none, themselves.
    """

    pk = models.CompositePrimaryKey("record_id", "grantee_kind", "grantee")
    record_id = models.UUIDField()
    grantee_kind = models.TextField()
    grantee = models.TextField()
    given_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    declared_by = models.TextField(default="")
    withdrawn_at = models.DateTimeField(null=True)
    end_is_chosen = models.BooleanField(default=False)

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


class RecordLetIntoRow(Row):
    """Into which record a professional or an establishment was let: found before any record is known.

    A copy of what ``access_authorization`` says, so that no wall has to open: it names nobody, and opens nothing.
    ``ends_at``: of the withdrawal, where it came first.
    """

    pk = models.CompositePrimaryKey("grantee_kind", "grantee", "record_id")
    grantee_kind = models.TextField()
    grantee = models.TextField()
    record_id = models.UUIDField()
    given_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)

    class Meta:
        """Its table and what it refuses."""

        db_table = "record_let_into"
        indexes = (
            models.Index(name="record_let_into_newest", fields=("grantee_kind", "grantee", "-given_at", "-record_id")),
        )
        constraints = (models.CheckConstraint(name="record_let_into_person_or_structure", condition=GRANTEES),)


class BlockRow(Row):
    """Somebody shut out, since when, by whom, and until when if the block was lifted.

    ``refuses_deposits``: whether the person wants nothing more from them either.
    """

    pk = models.CompositePrimaryKey("record_id", "grantee_kind", "grantee")
    record_id = models.UUIDField()
    grantee_kind = models.TextField()
    grantee = models.TextField()
    blocked_at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True)
    set_by = models.TextField(default=BlockedBy.HOLDER.value)
    refuses_deposits = models.BooleanField(default=False)

    class Meta:
        """Its table and what it refuses."""

        db_table = "block"
        constraints = (
            models.CheckConstraint(name="block_of_person_or_structure", condition=GRANTEES),
            models.CheckConstraint(
                name="block_set_by_somebody", condition=Q(set_by__in=[one.value for one in BlockedBy])
            ),
        )


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


class AgreementRequestRow(RowOfRecord):
    """That the person is asked, by a code, whether they agree that their treating physician names another.

    ``code``: the keyed digest of the code that left, or nothing while none has. ``used_at``: once it was told.
    """

    practitioner = models.TextField()
    successor = models.TextField()
    channel = models.TextField()
    asked_at = models.DateTimeField()
    tries = models.SmallIntegerField(default=0)
    code = models.BinaryField(null=True)
    code_expires_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)

    class Meta:
        """Its table and what it refuses."""

        db_table = "agreement_request"
        constraints = (
            models.CheckConstraint(name="agreement_request_has_a_channel", condition=Q(channel__in=("mail", "sms"))),
            code_ends("agreement_request_code_expires"),
        )
