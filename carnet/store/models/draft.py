"""Files that somebody is adding to a record, before they are documents."""

from django.db import models
from django.db.models import F, Q

from carnet.store.models.fields import Row, RowOfRecord


class DocumentDraftRow(RowOfRecord):
    """One of them. ``by``: in whose name it comes in, as ``Depositor.structure``; the only one who sees it.

    ``size``, ``received``: bytes announced, and come so far; ``is_ready``: all of it came, was examined and may be
    looked at before it is added. ``sealed``: its name, its type and its digest.
    """

    by = models.TextField()
    began_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    size = models.IntegerField()
    received = models.IntegerField(default=0)
    is_ready = models.BooleanField(default=False)
    sealed = models.BinaryField()

    class Meta:
        """Its table and what it refuses."""

        db_table = "document_draft"
        constraints = (
            models.CheckConstraint(name="document_draft_ends", condition=Q(expires_at__gt=F("began_at"))),
            models.CheckConstraint(
                name="document_draft_counts", condition=Q(size__gt=0, received__gte=0, received__lte=F("size"))
            ),
            models.CheckConstraint(
                name="document_draft_ready_is_whole", condition=Q(is_ready=False) | Q(received=F("size"))
            ),
        )


class DocumentDraftPieceRow(Row):
    """A piece of it, sealed. ``begins``: how many bytes come before it."""

    pk = models.CompositePrimaryKey("record_id", "draft_id", "begins")
    record_id = models.UUIDField()
    draft_id = models.UUIDField()
    begins = models.IntegerField()
    sealed = models.BinaryField()

    class Meta:
        """Its table and what it refuses."""

        db_table = "document_draft_piece"
        constraints = (models.CheckConstraint(name="document_draft_piece_begins", condition=Q(begins__gte=0)),)
