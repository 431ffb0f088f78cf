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


class TransactionNumberField(AnyField):
    """The 64-bit number of the transaction that wrote a row (``xid8``); PostgreSQL fills it in.

    Identity columns commit out of order; a transaction number, compared with ``pg_snapshot_xmin``, tells which rows
    can no longer be preceded by others (stack.md, « audit »).
    """

    def db_type(self, connection: BaseDatabaseWrapper) -> str:  # noqa: ARG002  the signature is Django's
        """Name the type in PostgreSQL."""
        return "xid8"
