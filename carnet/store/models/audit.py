"""The trace: insert-only, tied to no other row; and the leaves and roots under which it is sealed."""

from django.db import models
from django.db.models import Func

from carnet.store.models.fields import Row, RowOfRecord, TransactionNumberField


class AuditEventRow(RowOfRecord):
    """One line. ``body`` is sealed under the record's key; ``leaf`` is SHA-256 over salt and body."""

    at = models.DateTimeField()
    salt = models.BinaryField()
    body = models.BinaryField()
    leaf = models.BinaryField()
    xid = TransactionNumberField(db_default=Func(function="pg_current_xact_id", output_field=TransactionNumberField()))

    class Meta:
        """Its table."""

        db_table = "audit_event"
        indexes = (
            models.Index(name="audit_event_history", fields=("record_id", "at")),
            models.Index(name="audit_event_sealing", fields=("xid",)),
        )


class AuditLeafRow(Row):
    """A leaf at its place in the tree, from 0 on, without a gap."""

    position = models.BigIntegerField(primary_key=True)
    leaf = models.BinaryField(unique=True)

    class Meta:
        """Its table."""

        db_table = "audit_leaf"


class AuditSealRow(Row):
    """A root over the ``size`` first leaves, with its signed checkpoint.

    ``horizon``: every transaction of a lower number had ended when it was made, and its events are under the root.
    ``frontier``: all that must be kept to go on adding leaves (core/audit/transparency.py).
    """

    size = models.BigIntegerField(primary_key=True)
    root = models.BinaryField()
    at = models.DateTimeField()
    checkpoint = models.TextField()
    horizon = TransactionNumberField()
    frontier = models.BinaryField()

    class Meta:
        """Its table."""

        db_table = "audit_seal"
