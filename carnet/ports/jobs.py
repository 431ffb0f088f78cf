"""Work to do later, promised within the transaction that makes it necessary."""

from typing import Protocol


class Jobs(Protocol):
    """Enqueues. Called inside a transaction, the job exists if and only if that transaction commits."""

    def enqueue(self, job: str, **arguments: str) -> None:
        """Promise a job by its name in the schedule, with opaque identifiers for arguments: no name, no INS."""
        ...
