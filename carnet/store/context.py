"""Inside one record: the transaction, the context of row-level security, and the record's lock."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import connection, transaction

from carnet.core.identifiers import RecordId


def lock_number(record: RecordId) -> int:
    """Give the number of a record's advisory lock: 64 signed bits folded from its 128 random ones."""
    number = UUID(int=record.int).int
    folded = (number >> 64) ^ (number & 0xFFFF_FFFF_FFFF_FFFF)
    return folded - (1 << 64) if folded >= 1 << 63 else folded


@contextmanager
def within(record: RecordId, *, exclusive: bool = False) -> Iterator[None]:
    """Open a transaction in which the rows of this record, and of no other, can be seen and written.

    Whoever reads or feeds takes the record's lock shared; whoever grants, blocks, masks or closes takes it
    ``exclusive``: they wait for the readers who decided on the former facts, and the readers that follow gather
    after they have committed (stack.md, « revocation »; READ COMMITTED alone leaves a window).

    Raises ``RuntimeError`` inside another transaction: the context would outlive the block. The setting is written
    with literals, which Citus passes on to its workers, unlike ``set_config`` (stack.md, « second wall »).
    """
    lock = "pg_advisory_xact_lock" if exclusive else "pg_advisory_xact_lock_shared"
    # Built from a UUID alone, never from text that somebody sent.
    literal = str(UUID(int=record.int))
    with transaction.atomic(durable=True):
        with connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL carnet.record = '{literal}'; SELECT {lock}({lock_number(record)})")
        yield
