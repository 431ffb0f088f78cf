"""Copies of records on paper: asked for, ordered by the desk, handed to the print house, sent."""

from django.db import models
from django.db.models import F, Q

from carnet.core.record.paper_copy import CopyFor, HeirPurpose
from carnet.store.models.fields import Row


class PaperCopyRow(Row):
    """One copy. ``sealed``: whom it goes to, under a key of its own, wiped once it was handed over or stopped.

    ``request_id``: the desk's request that it answers. ``ordered_by``: the agent or the doctor who let it be composed.
    ``broken_at``: when it last could not be composed.
    """

    id = models.UUIDField(primary_key=True)
    record_id = models.UUIDField(db_index=True)
    request_id = models.UUIDField(unique=True)
    made_for = models.TextField()
    account = models.TextField(default="")
    purpose = models.TextField(default="")
    asked_at = models.DateTimeField()
    ordered_at = models.DateTimeField(null=True)
    ordered_by = models.TextField(default="")
    handed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    stopped_at = models.DateTimeField(null=True)
    broken_at = models.DateTimeField(null=True)
    wrapped_key = models.BinaryField()
    sealed = models.BinaryField()

    class Meta:
        """Its table and what it refuses."""

        db_table = "paper_copy"
        constraints = (
            models.CheckConstraint(
                name="paper_copy_made_for_somebody", condition=Q(made_for__in=[one.value for one in CopyFor])
            ),
            models.CheckConstraint(
                name="paper_copy_of_one_representative",
                condition=Q(made_for=CopyFor.REPRESENTATIVE.value) & ~Q(account="")
                | ~Q(made_for=CopyFor.REPRESENTATIVE.value) & Q(account=""),
            ),
            models.CheckConstraint(
                name="paper_copy_heirs_say_why",
                condition=Q(made_for=CopyFor.HEIRS.value, purpose__in=[one.value for one in HeirPurpose])
                | ~Q(made_for=CopyFor.HEIRS.value) & Q(purpose=""),
            ),
            models.CheckConstraint(
                name="paper_copy_ordered_by_somebody",
                condition=Q(ordered_at__isnull=True, ordered_by="") | Q(ordered_at__isnull=False) & ~Q(ordered_by=""),
            ),
            models.CheckConstraint(
                name="paper_copy_handed_once_ordered",
                condition=Q(handed_at__isnull=True) | Q(ordered_at__isnull=False, handed_at__gte=F("ordered_at")),
            ),
            models.CheckConstraint(
                name="paper_copy_sent_once_handed",
                condition=Q(sent_at__isnull=True) | Q(handed_at__isnull=False, sent_at__gte=F("handed_at")),
            ),
            models.CheckConstraint(
                name="paper_copy_stopped_before_it_is_handed",
                condition=Q(stopped_at__isnull=True) | Q(handed_at__isnull=True),
            ),
            models.CheckConstraint(
                name="paper_copy_wiped_once_over",
                condition=Q(handed_at__isnull=True, stopped_at__isnull=True) | Q(sealed=b"", wrapped_key=b""),
            ),
        )
        indexes = (
            models.Index(
                name="paper_copy_to_compose",
                fields=("ordered_at",),
                condition=Q(ordered_at__isnull=False, handed_at__isnull=True, stopped_at__isnull=True),
            ),
            models.Index(
                name="paper_copy_on_its_way",
                fields=("handed_at",),
                condition=Q(handed_at__isnull=False, sent_at__isnull=True),
            ),
        )
