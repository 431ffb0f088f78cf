"""Work to do later, promised within the transaction that makes it necessary."""

from typing import Protocol

QUEUE = "carnet"
"""What `carnet worker` does, as ``carnet_worker``."""
APP_QUEUE = "carnet-app"
"""What is done within records as ``carnet_app``: `carnet record-worker` takes it, whose rights the worker has not."""


class Jobs(Protocol):
    """Enqueues. Called inside a transaction, the job exists if and only if that transaction commits."""

    def enqueue(self, job: str, **arguments: str) -> None:
        """Promise a job by its name in the schedule, with opaque identifiers for arguments: no name, no INS."""
        ...
