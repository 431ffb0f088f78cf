"""`carnet copies`: the background work that reads within records, in a process that the database knows as the app."""

import click

from carnet.config.checks import refuse_unsafe_start
from carnet.ports.jobs import APP_QUEUE


@click.command()
def copies() -> None:
    """Composer les copies sur papier et les remettre à l’imprimeur, jusqu’à Ctrl-C."""
    refuse_unsafe_start()
    from procrastinate.contrib.django import app  # needs Django to be ready

    connector = app.connector.get_worker_connector()  # type: ignore[attr-defined]  # Django's connector has it
    with app.replace_connector(connector) as ready:
        ready.run_worker(queues=[APP_QUEUE], shutdown_graceful_timeout=5)
