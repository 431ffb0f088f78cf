"""What is to be posted: a letter, owed, printed in a batch, posted, perhaps returned."""

from django.db import models
from django.db.models import F, Q

from carnet.store.models.fields import Row


class LetterRow(Row):
    """One letter. ``kind`` says which words; address and values are sealed under a key of its own, wiped once posted.

    ``record_id``: the record that it is about, or nobody's. ``batch``: the print run that holds it, or the sheet of a
    counter. ``has_address``: false where it can only be handed over at a counter.
    """

    id = models.UUIDField(primary_key=True)
    record_id = models.UUIDField()
    kind = models.TextField()
    created_at = models.DateTimeField()
    post_by = models.DateTimeField(db_index=True)
    wrapped_key = models.BinaryField()
    sealed = models.BinaryField()
    has_address = models.BooleanField(default=True)
    batch = models.UUIDField(null=True, db_index=True)
    printed_at = models.DateTimeField(null=True)
    posted_at = models.DateTimeField(null=True)
    returned_at = models.DateTimeField(null=True)

    class Meta:
        """Its table and what it refuses."""

        db_table = "letter"
        constraints = (
            models.CheckConstraint(name="letter_post_by_after_creation", condition=Q(post_by__gte=F("created_at"))),
            models.CheckConstraint(
                name="letter_printed_in_a_batch",
                condition=Q(batch__isnull=True, printed_at__isnull=True)
                | Q(batch__isnull=False, printed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="letter_posted_after_printing", condition=Q(posted_at__isnull=True) | Q(printed_at__isnull=False)
            ),
            models.CheckConstraint(
                name="letter_wiped_once_posted",
                condition=Q(posted_at__isnull=True) | Q(sealed=b"", wrapped_key=b""),
            ),
            models.CheckConstraint(
                name="letter_returned_after_posting",
                condition=Q(returned_at__isnull=True) | Q(posted_at__isnull=False),
            ),
        )
