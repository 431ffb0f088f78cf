"""The base of all rows, and the one column type that Django does not have."""

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

if TYPE_CHECKING:
    AnyField = models.Field[Any, Any]
else:
    AnyField = models.Field  # generic for the type checker only


class Row(models.Model):
    """The base of every row. Rows never leave the store, and never say what they hold."""

    class Meta:
        """No table of its own."""

        abstract = True

    def __str__(self) -> str:
        """Name the table only: what a row holds stands in no log and in no exception."""
        return self._meta.db_table


class RowOfRecord(Row):
    """The base of what stands in a record under a number of its own: walls and keys go by ``record_id``."""

    pk = models.CompositePrimaryKey("record_id", "id")
    record_id = models.UUIDField()
    id = models.UUIDField()

    class Meta:
        """No table of its own."""

        abstract = True


class RowWithCode(Row):
    """The base of what waits for a code that somebody types: its digest, until when it counts, how often it was tried.

    Each table adds ``code_ends(its name)`` to what it refuses: Django hands no constraint down.
    """

    tries = models.SmallIntegerField(default=0)
    code = models.BinaryField(null=True)
    code_expires_at = models.DateTimeField(null=True)

    class Meta:
        """No table of its own."""

        abstract = True


class RowWithSentCode(RowWithCode):
    """The base of what a code is sent for: ``sent``, how many have left; ``failed_at``, when a gateway refused one."""

    sent = models.SmallIntegerField(default=0)
    failed_at = models.DateTimeField(null=True)

    class Meta:
        """No table of its own."""

        abstract = True


class RowUsedOnce(Row):
    """The base of what is taken once, before it ends: until when it counts, and when it was taken."""

    expires_at = models.DateTimeField(db_index=True)
    used_at = models.DateTimeField(null=True)

    class Meta:
        """No table of its own."""

        abstract = True


def code_ends(name: str) -> models.CheckConstraint:
    """Refuse a code that would count for ever, and an end without a code."""
    return models.CheckConstraint(
        name=name,
        condition=models.Q(code__isnull=True, code_expires_at__isnull=True)
        | models.Q(code__isnull=False, code_expires_at__isnull=False),
    )


class TransactionNumberField(AnyField):
    """The 64-bit number of the transaction that wrote a row (``xid8``); PostgreSQL fills it in.

    Identity columns commit out of order; a transaction number, compared with ``pg_snapshot_xmin``, tells which rows
    can no longer be preceded by others (stack.md, « audit »).
    """

    def db_type(self, connection: BaseDatabaseWrapper) -> str:  # noqa: ARG002  the signature is Django's
        """Name the type in PostgreSQL."""
        return "xid8"
