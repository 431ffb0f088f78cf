"""« Montrer mon dossier »: what is shown for some minutes, to whom it has opened, and the codes that open it."""

import django.contrib.postgres.fields
from django.db import models
from django.db.models import F, Q

from carnet.store.models.fields import Row, RowOfRecord


class ShowingRow(RowOfRecord):
    """One showing. ``shown_by``: the account of the representative who shows, or nothing for the holder.

    ``documents``: those chosen one by one; null for the whole record. ``code``: sealed under the record's key, for the
    page that shows it again.
    """

    shown_by = models.TextField(default="")
    documents = django.contrib.postgres.fields.ArrayField(models.UUIDField(), null=True)
    opened_at = models.DateTimeField()
    until = models.DateTimeField()
    stopped_at = models.DateTimeField(null=True)
    code = models.BinaryField()

    class Meta:
        """Its table and what it refuses."""

        db_table = "showing"
        constraints = (
            models.CheckConstraint(name="showing_ends_after_start", condition=Q(until__gt=F("opened_at"))),
            models.CheckConstraint(
                name="showing_of_something", condition=Q(documents__isnull=True) | ~Q(documents__len=0)
            ),
        )


class ShowingOpenedRow(Row):
    """That a professional has opened what was shown, once. ``ended_at``: a block ends it for them alone."""

    pk = models.CompositePrimaryKey("record_id", "showing_id", "practitioner")
    record_id = models.UUIDField()
    showing_id = models.UUIDField()
    practitioner = models.TextField()
    opened_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        """Its table."""

        db_table = "showing_opened"


class ShowingCodeRow(Row):
    """Which showing a code opens, by the keyed digest of the code: looked up before any record is known.

    ``shown_by``: as in the showing: whoever has their access closed stops all that they show, in whatever record.
    """

    digest = models.BinaryField(primary_key=True)
    record_id = models.UUIDField(db_index=True)
    showing_id = models.UUIDField(db_index=True)
    shown_by = models.TextField(default="", db_index=True)
    ends_at = models.DateTimeField()

    class Meta:
        """Its table."""

        db_table = "showing_code"
