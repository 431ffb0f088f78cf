"""What the person arranges for the day when they cannot answer: who is trusted, which allergies stay visible."""

from django.db import models

from carnet.store.models.fields import Row, RowOfRecord


class TrustedPersonRow(Row):
    """The trusted person whom a record names, until another is named or nobody any more.

    ``account`` is opaque: their name stands in ``close_one``.
    """

    pk = models.CompositePrimaryKey("record_id", "account")
    record_id = models.UUIDField()
    account = models.TextField()
    named_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        """Its table."""

        db_table = "trusted_person"


class KeptAllergyRow(RowOfRecord):
    """Allergies of a masked document that the person keeps visible in emergencies: their words, sealed.

    ``document_id``: where they come from, which no professional is told.
    """

    document_id = models.UUIDField()
    kept_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    sealed = models.BinaryField()

    class Meta:
        """Its table."""

        db_table = "kept_allergy"
