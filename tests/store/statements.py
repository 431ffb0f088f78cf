"""How many statements something takes, and what they are."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.test.utils import CaptureQueriesContext

ENDS = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")


@contextmanager
def counted() -> Iterator[list[str]]:
    """Give a list that holds, once the block has ended, its statements but those that begin or end transactions."""
    found: list[str] = []
    with CaptureQueriesContext(connection) as captured:
        yield found
    found += [sql for query in captured.captured_queries if not (sql := query["sql"].strip()).startswith(ENDS)]
