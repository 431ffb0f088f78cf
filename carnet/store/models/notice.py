"""What is owed to people: a notice, due from an instant on, sent or not yet."""

from django.db import models
from django.db.models import F, Q

from carnet.store.models.fields import RowOfRecord


class NoticeRow(RowOfRecord):
    """One notice. ``kind`` says which sentence; nothing medical and no name stands here."""

    kind = models.TextField()
    created_at = models.DateTimeField()
    due_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    class Meta:
        """Its table and what it refuses."""

        db_table = "notice"
        constraints = (
            models.CheckConstraint(name="notice_due_after_creation", condition=Q(due_at__gte=F("created_at"))),
        )
        indexes = (models.Index(name="notice_still_owed", fields=("due_at",), condition=Q(sent_at__isnull=True)),)
