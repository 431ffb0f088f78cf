"""`carnet sandbox`: the demonstration for an integrator, with software that is registered and everything it needs."""

import os
import sys
from pathlib import Path

import click
from django.conf import settings

from carnet.config.home import home
from carnet.config.launch import erase as erasing
from carnet.config.launch.postgres import free_port, is_free
from carnet.config.launch.run import LAST_PORT, Plan, run
from carnet.config.wiring import environment
from carnet.core.audit.events import Door
from carnet.demo.sandbox import front as fronts
from carnet.demo.sandbox.folder import SETTINGS, Addresses, folder_of, write_folder

PAGE = "/bac-a-sable/"


@click.group(invoke_without_command=True)
@click.option("--port", envvar="PORT", default=8000, show_default=True, help="Le port du site, sur cette machine.")
@click.option("--reset", is_flag=True, help="Tout recommencer : effacer le monde, les clés et les certificats.")
@click.option("--yes", is_flag=True, help="Avec --reset, ne pas demander de confirmation.")
@click.pass_context
def sandbox(ctx: click.Context, port: int, *, reset: bool, yes: bool) -> None:
    """Démarrer le bac à sable d’un intégrateur : la démonstration, des logiciels inscrits, leurs clés. Ctrl-C l’arrête.

    Il écrit un dossier (clés, certificats, petits programmes, README) et une page, /bac-a-sable/, qui montre chaque
    transaction avec des requêtes à copier. Recommencer garde ce qui est là. Tout y est inventé.
    """
    if not settings.CARNET_DEMO:
        raise click.ClickException("Ces réglages interdisent la démonstration, et le bac à sable avec elle.")
    if ctx.invoked_subcommand is not None:
        return
    if reset:
        _erase(yes=yes)
    beside = port + 2
    secure = beside if beside <= LAST_PORT and is_free(beside) else free_port()
    os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS
    os.environ["CARNET_SANDBOX_SECURE_URL"] = f"https://localhost:{secure}"
    plan = Plan(
        home=home(),
        port=port,
        database_url=os.environ.get("DATABASE_URL"),
        preparations=(("Préparation du bac à sable", ("sandbox", "prepare")),),
        beside=(("La façade TLS", ("sandbox", "front", "--port", str(secure), "--site", str(port))),),
    )
    sys.exit(run(plan))


@sandbox.command()
def prepare() -> None:
    """Inscrire les logiciels et écrire le dossier ; le monde de la démonstration est déjà là."""
    addresses = Addresses(settings.CARNET_PUBLIC_URL, settings.CARNET_SANDBOX_SECURE_URL)
    folder = write_folder(Path(settings.HOME), addresses, environment(Door.COMMAND_LINE))
    click.echo(
        "Le bac à sable :\n\n"
        f"  La base FHIR :          {addresses.site}/fhir (TLS mutuel : {addresses.secure}/fhir)\n"
        f"  La page :               {addresses.site}{PAGE}\n"
        f"  Le dossier :            {folder} (commencez par README.md)\n"
        f"  Les contrôles :         .venv/bin/carnet conformance --sandbox {folder}\n"
    )


@sandbox.command()
@click.option("--port", type=click.IntRange(1, LAST_PORT), required=True, help="Son port, sur cette machine.")
@click.option("--site", type=click.IntRange(1, LAST_PORT), required=True, help="Le port du site.")
def front(port: int, site: int) -> None:
    """Parler TLS devant le site, et lui remettre le certificat du logiciel qui appelle. Jusqu’à Ctrl-C."""
    try:
        fronts.serve(port, site=site, folder=folder_of(Path(settings.HOME)))
    except OSError as error:
        raise click.ClickException(f"Le port {port} ne peut pas être pris sur cette machine.") from error


def _erase(*, yes: bool) -> None:
    if not erasing.what_is_there(home()):
        return
    if not yes:
        click.confirm(f"Effacer tout ce qui est dans {home()} ?", abort=True)
    try:
        erasing.erase(home())
    except erasing.StillRunningError as error:
        raise click.ClickException(str(error)) from error
