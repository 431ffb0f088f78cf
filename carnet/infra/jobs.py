"""The queue on PostgreSQL: a job is promised in the transaction of the act, by procrastinate."""

from procrastinate.contrib.django import app

from carnet.ports.jobs import QUEUE


class QueuedJobs:
    """Enqueues on the connection that Django uses, so that the job commits with the act or not at all."""

    def enqueue(self, job: str, **arguments: str) -> None:
        """Promise a job by the name that ``carnet.doors.timer.schedule`` gives it."""
        app.configure_task(job, queue=QUEUE).defer(**arguments)
