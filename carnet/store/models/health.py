"""What people write of their own health: one table for every kind, where only the dates are readable."""

from django.db import models

from carnet.store.models.fields import RowOfRecord


class HealthEntryRow(RowOfRecord):
    """One thing that somebody wrote of the person's health: its kind, its words and its author, sealed together.

    ``replaces``: the entry that this one puts right. ``ended_at``: since when it counts no more; it stays.
    """

    written_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    replaces = models.UUIDField(null=True)
    sealed = models.BinaryField()

    class Meta:
        """Its table."""

        db_table = "health_entry"
