"""Those close to the person beyond their representatives: carers, acts that two parents agree on, secret visits."""

from django.db import models
from django.db.models import F, Q

from carnet.store.models.fields import Row, RowOfRecord


class CarerRow(Row):
    """A carer of the person: invited, then accepted for a year at a time, or ended. ``account`` is opaque."""

    pk = models.CompositePrimaryKey("record_id", "account")
    record_id = models.UUIDField()
    account = models.TextField()
    invited_at = models.DateTimeField()
    invitation_ends_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    until = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        """Its table and what it refuses."""

        db_table = "carer"
        constraints = (
            models.CheckConstraint(name="carer_invitation_ends", condition=Q(invitation_ends_at__gt=F("invited_at"))),
            models.CheckConstraint(
                name="carer_accepted_for_a_time",
                condition=Q(accepted_at__isnull=True, until__isnull=True)
                | Q(accepted_at__isnull=False, until__isnull=False, until__gt=F("accepted_at")),
            ),
        )


class PersonOfCarerRow(Row):
    """For whom somebody cares: found by the carer's account before any record is known, and counted (five at most).

    A copy of what ``carer`` says, so that no wall has to open: it names neither the person nor the carer.
    """

    pk = models.CompositePrimaryKey("account", "record_id")
    account = models.TextField()
    record_id = models.UUIDField()
    until = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        """Its table."""

        db_table = "person_of_carer"


class JointAgreementRow(Row):
    """That one parent asked for an act that needs both, and when; ``used_at``: once the act was done."""

    pk = models.CompositePrimaryKey("record_id", "action", "account")
    record_id = models.UUIDField()
    action = models.TextField()
    account = models.TextField()
    at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        """Its table."""

        db_table = "joint_agreement"


class SecretVisitRow(RowOfRecord):
    """A minor's secret visit to a professional: an authorisation, and the period in which what follows is held.

    ``until``: the end of the authorisation. ``period_until``: the end of the period.
    """

    practitioner = models.TextField()
    opened_at = models.DateTimeField()
    until = models.DateTimeField()
    period_until = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        """Its table and what it refuses."""

        db_table = "secret_visit"
        constraints = (
            models.CheckConstraint(
                name="secret_visit_ends_after_start",
                condition=Q(until__gt=F("opened_at")) & Q(period_until__gt=F("opened_at")),
            ),
        )
