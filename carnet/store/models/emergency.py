"""Emergency accesses, and the case that a reviewer must close for each."""

from django.db import models
from django.db.models import F, Q

from carnet.core.emergency.access import EmergencyMode
from carnet.store.models.fields import RowOfRecord


class EmergencyAccessRow(RowOfRecord):
    """One opening in an emergency. ``justification``: what was typed, sealed under the record's key."""

    practitioner = models.TextField()
    mode = models.TextField()
    opened_at = models.DateTimeField()
    until = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    justification = models.BinaryField()

    class Meta:
        """Its table and what it refuses."""

        db_table = "emergency_access"
        constraints = (
            models.CheckConstraint(
                name="emergency_has_a_mode", condition=Q(mode__in=[mode.value for mode in EmergencyMode])
            ),
            models.CheckConstraint(name="emergency_ends_after_start", condition=Q(until__gt=F("opened_at"))),
        )


class ReviewCaseRow(RowOfRecord):
    """The case of one emergency access: closed by a named reviewer, or not yet."""

    emergency_id = models.UUIDField()
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    reviewer = models.TextField(default="")

    class Meta:
        """Its table and what it refuses."""

        db_table = "review_case"
        constraints = (
            models.UniqueConstraint(name="review_case_one_for_each_emergency", fields=("record_id", "emergency_id")),
            models.CheckConstraint(
                name="review_case_closed_by_somebody",
                condition=Q(closed_at__isnull=True, reviewer="") | Q(closed_at__isnull=False) & ~Q(reviewer=""),
            ),
        )
