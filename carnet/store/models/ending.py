"""What a person asked to have put right, what a reviewer must close, what is to be erased, and what was destroyed."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from carnet.core.claims.claim import ClaimKind
from carnet.core.record.ending import WhyDestroyed
from carnet.store.models.fields import Row, RowOfRecord

REVIEWED = ("emergency", *(kind.value for kind in ClaimKind))
"""What may wait for a reviewer."""


class ClaimRow(RowOfRecord):
    """One request of the person. ``sealed``: all of it, under the record's key; what stands in clear names nobody.

    ``subject``: the document, or the line of the history, that it is about.
    """

    kind = models.TextField()
    subject = models.UUIDField()
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    sealed = models.BinaryField()

    class Meta:
        """Its table and what it refuses."""

        db_table = "claim"
        constraints = (
            models.CheckConstraint(name="claim_has_a_kind", condition=Q(kind__in=[kind.value for kind in ClaimKind])),
            models.UniqueConstraint(
                name="claim_one_at_a_time",
                fields=("record_id", "kind", "subject"),
                condition=Q(answered_at__isnull=True),
            ),
        )


class ReviewItemRow(Row):
    """What waits for a reviewer, of all records: a number, a kind and dates, which the desk may see; nothing else.

    ``id``: that of the request or of the case of an emergency. ``from_at``: since when, or from when, it is the
    reviewer's. ``told_late_at``: when the person was told that it goes further.
    """

    id = models.UUIDField(primary_key=True)
    record_id = models.UUIDField(db_index=True)
    kind = models.TextField()
    asked_at = models.DateTimeField()
    from_at = models.DateTimeField()
    due_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    reviewer = models.TextField(default="")
    outcome = models.TextField(default="")
    told_late_at = models.DateTimeField(null=True)

    class Meta:
        """Its table and what it refuses."""

        db_table = "review_item"
        indexes = (models.Index(name="review_item_waiting", fields=("from_at",), condition=Q(closed_at__isnull=True)),)
        constraints = (
            models.CheckConstraint(name="review_item_has_a_kind", condition=Q(kind__in=REVIEWED)),
            models.CheckConstraint(name="review_item_due_after_it_comes", condition=Q(due_at__gte=F("asked_at"))),
            models.CheckConstraint(
                name="review_item_closed_with_an_outcome",
                condition=Q(closed_at__isnull=True, outcome="", reviewer="")
                | Q(closed_at__isnull=False) & ~Q(outcome=""),
            ),
        )


class ErasureRow(Row):
    """That the erasure of a closed record was asked for, when it will be done, and since when it no longer is."""

    record_id = models.UUIDField(primary_key=True)
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        """Its table and what it refuses."""

        db_table = "erasure"
        constraints = (models.CheckConstraint(name="erasure_leaves_time", condition=Q(due_at__gt=F("asked_at"))),)


class DeathRow(Row):
    """That a record is closed because the person died, and how it was before: a false death is undone."""

    record_id = models.UUIDField(primary_key=True)
    at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    closing_reason = models.TextField(default="")
    closed_by = models.TextField(default="")
    undone_at = models.DateTimeField(null=True)

    class Meta:
        """Its table."""

        db_table = "death"


class DestructionRow(Row):
    """What was destroyed, when and why: what a certificate says. It outlives the record and names nobody.

    ``event``: the line of nobody's history that proves it. ``addresses``: where bytes still lie, until they are gone.
    """

    id = models.UUIDField(primary_key=True)
    record_id = models.UUIDField(unique=True)
    why = models.TextField()
    closed_at = models.DateTimeField()
    destroyed_at = models.DateTimeField()
    event = models.UUIDField()
    documents = models.IntegerField()
    rows = models.IntegerField()
    addresses = ArrayField(models.TextField(), default=list)
    bytes_gone_at = models.DateTimeField(null=True)

    class Meta:
        """Its table and what it refuses."""

        db_table = "destruction"
        constraints = (
            models.CheckConstraint(
                name="destruction_has_a_reason", condition=Q(why__in=[why.value for why in WhyDestroyed])
            ),
        )
