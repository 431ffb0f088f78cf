"""The schedule, handed to the queue: procrastinate imports this module when Django is ready."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from carnet.config.export_jobs import EXPORT_JOBS
from carnet.config.wiring import environment
from carnet.core.audit.events import Door
from carnet.doors.timer.schedule import SCHEDULE, Job
from carnet.ports.jobs import APP_QUEUE, QUEUE

AGAIN = RetryStrategy(max_attempts=8, exponential_wait=4)
"""After 4 s, 16 s, … 18 h: a gateway that is down for a night is not lost."""


def _register(job: Job) -> None:
    def run(timestamp: int | None = None, **arguments: str) -> None:  # noqa: ARG001  procrastinate tells periodic jobs when
        job.run(environment(Door.TIMER), arguments)

    queue = APP_QUEUE if job.by_the_app else QUEUE
    # What comes back within minutes needs no other try; waiting for one, it would hold back the turns that follow.
    retry = AGAIN if not job.comes_back_soon else False
    task = app.task(name=job.name, queue=queue, retry=retry, queueing_lock=job.name if job.cron else None)(run)
    if job.cron:
        app.periodic(cron=job.cron, periodic_id=job.name)(task)


for _job in (*SCHEDULE, *EXPORT_JOBS):
    _register(_job)
