"""`carnet copies`: the background work that reads within records, in a process that the database knows as the app."""

import click

from carnet.config.working import work_on
from carnet.ports.jobs import APP_QUEUE


@click.command()
def copies() -> None:
    """Composer les copies sur papier et les remettre à l’imprimeur, jusqu’à Ctrl-C."""
    work_on(APP_QUEUE)
