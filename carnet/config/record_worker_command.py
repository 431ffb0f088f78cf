"""`carnet record-worker`: the background work that reads within records, as the app for the database."""

import click

from carnet.config.working import work_on
from carnet.ports.jobs import APP_QUEUE


@click.command()
def record_worker() -> None:
    """Faire les tâches qui lisent dans les dossiers (copies, téléchargements, abonnements), jusqu’à Ctrl-C."""
    work_on(APP_QUEUE)
