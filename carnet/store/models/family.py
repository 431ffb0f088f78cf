"""Accounts of people who have no record here, and what is kept of those who act for somebody: names, invitations."""

from django.db import models
from django.db.models import F, Q

from carnet.store.models.fields import Row


class AccountPersonRow(Row):
    """Who an account without a record belongs to, and how to reach them, sealed under a key of its own.

    ``record_key``: that key, wrapped, bound to the number of the account: without the row, nothing opens.
    """

    account_id = models.UUIDField(primary_key=True)
    record_key = models.BinaryField()
    sealed = models.BinaryField()

    class Meta:
        """Its table."""

        db_table = "account_person"


class PersonOfRepresentativeRow(Row):
    """Whom somebody represents: found by the representative's account before any record is known.

    A copy of what ``representative`` says, so that no wall has to open: it names nobody, and opens nothing.
    """

    pk = models.CompositePrimaryKey("account", "record_id")
    account = models.TextField()
    record_id = models.UUIDField()
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    suspended_at = models.DateTimeField(null=True)

    class Meta:
        """Its table."""

        db_table = "person_of_representative"


class CloseOneRow(Row):
    """The name under which somebody acts for the person of a record, sealed under the record's key.

    The history says who they were long after their account has gone.
    """

    pk = models.CompositePrimaryKey("record_id", "account")
    record_id = models.UUIDField()
    account = models.TextField()
    sealed = models.BinaryField()

    class Meta:
        """Its table."""

        db_table = "close_one"


class CarerInvitationRow(Row):
    """A code by which a carer who was invited answers. It stands here by its keyed digest, and opens nothing else.

    ``invited``: the name under which the carer's place waits in the record. ``channel`` and ``address``: where the
    code was sent, the address sealed under the code itself; both empty when it was handed over on paper.
    """

    digest = models.BinaryField(primary_key=True)
    record_id = models.UUIDField()
    invited = models.TextField()
    channel = models.TextField(default="")
    address = models.BinaryField(default=b"")
    invited_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)

    class Meta:
        """Its table and what it refuses."""

        db_table = "carer_invitation"
        constraints = (
            models.CheckConstraint(name="carer_invitation_has_an_end", condition=Q(ends_at__gt=F("invited_at"))),
            models.CheckConstraint(name="carer_invitation_sent_or_not", condition=Q(channel__in=("", "mail", "sms"))),
        )


class AwaitedAccountRow(Row):
    """Under which number somebody acts for a child whose own account is not opened yet.

    ``digest``: keyed, of the number of the card that was theirs. It opens nothing, and names nobody.
    """

    digest = models.BinaryField(primary_key=True)
    account_id = models.UUIDField()
    since = models.DateTimeField()

    class Meta:
        """Its table and what it refuses."""

        db_table = "awaited_account"
        constraints = (models.UniqueConstraint(name="awaited_account_of_one_person", fields=("account_id",)),)
