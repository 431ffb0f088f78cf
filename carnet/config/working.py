"""Background work until somebody stops it, shared by the commands that do some of it under different roles."""

from carnet.config.checks import refuse_unsafe_start

GRACE = 5
"""Seconds that a job under way has to end once the process is told to stop."""


def work_on(queue: str) -> None:
    """Do the jobs of a queue, one after the other, until Ctrl-C. The role of the database was chosen before."""
    refuse_unsafe_start()
    from procrastinate.contrib.django import app  # needs Django to be ready

    connector = app.connector.get_worker_connector()  # type: ignore[attr-defined]  # Django's connector has it
    with app.replace_connector(connector) as ready:
        ready.run_worker(queues=[queue], shutdown_graceful_timeout=GRACE)
