"""What finding needs: the documents that somebody keeps at hand, and the records whose words are still to be kept."""

from django.db import models

from carnet.store.models.fields import Row


class SelectedDocumentRow(Row):
    """A document that somebody keeps at hand: the holder (``account`` empty), or one who acts for them."""

    pk = models.CompositePrimaryKey("record_id", "account", "document_id")
    record_id = models.UUIDField()
    account = models.TextField(default="")
    document_id = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        """Its table."""

        db_table = "selected_document"


class WordsTurnRow(Row):
    """When a record is looked at, whose documents came in before their words were kept."""

    record_id = models.UUIDField(primary_key=True)
    due_at = models.DateTimeField(db_index=True)

    class Meta:
        """Its table."""

        db_table = "words_turn"
