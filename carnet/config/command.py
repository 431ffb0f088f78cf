"""`carnet`: the one command. Starts the demonstration, works in the background, prepares the database."""

import importlib
import os
import sys
from dataclasses import dataclass

import click
import django
import psycopg
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import OperationalError

from carnet.config.database_address import NO_ENGINE, NoDatabaseAddressError, database_url
from carnet.config.home import home
from carnet.config.launch import erase as erasing
from carnet.config.launch.roles import prepare
from carnet.config.launch.run import Plan, run
from carnet.config.working import work_on
from carnet.ports.jobs import QUEUE

DEFAULT_SETTINGS = "carnet.config.settings.development"
NO_DATABASE = "La base de données ne répond pas : démarrez-la par `make run`, ou donnez CARNET_DATABASE_URL."


@dataclass(frozen=True, slots=True)
class Extension:
    """A group or command that another module brings, imported when it is used.

    ``target`` is ``module:attribute``; ``summary`` the French line of `carnet --help`; ``demo`` whether it belongs to
    the demonstration, and does not exist where the demonstration may not run; ``role`` whom the database knows it by.
    """

    name: str
    target: str
    summary: str
    demo: bool = False
    role: str = "app"


EXTENSIONS: tuple[Extension, ...] = (
    Extension(
        "demo", "carnet.demo.command:demo", "Les gens de la démonstration, leurs jetons, leur courrier.", demo=True
    ),
    Extension("sandbox", "carnet.demo.sandbox.command:sandbox", "Le bac à sable d’un éditeur de logiciel.", demo=True),
    Extension(
        "conformance", "carnet.config.conformance.command:conformance", "Contrôler un serveur FHIR, comme son client."
    ),
    Extension(
        "record-worker",
        "carnet.config.record_worker_command:record_worker",
        "Faire les tâches qui lisent dans les dossiers (copies, téléchargements, abonnements), jusqu’à Ctrl-C.",
    ),
    Extension("app", "carnet.config.app_command:app", "Inscrire et arrêter les applications des patients."),
    Extension("audit", "carnet.config.audit_command:audit", "Sceller et vérifier le journal des accès.", role="worker"),
    Extension(
        "policy", "carnet.config.policy_command:policy", "Lister, montrer et comparer les profils datés de la loi."
    ),
    Extension("explain", "carnet.config.explain_command:explain", "Dire pourquoi un accès est permis ou refusé."),
    Extension("rulebook", "carnet.config.rulebook:rulebook", "Écrire le livre des règles et les pages tirées du code."),
)
"""tests/launch/test_command.py imports each one: a name without its module is a bug."""


class Root(click.Group):
    """Adds the extensions to the commands of this module; Django is ready before any of them is imported."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every name, in alphabetical order."""
        return sorted([*super().list_commands(ctx), *(one.name for one in _present())])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, or None."""
        if ours := super().get_command(ctx, cmd_name):
            return ours  # before any setting is read: some of ours choose the database's role first
        for one in EXTENSIONS:
            if one.name == cmd_name:
                os.environ["CARNET_DATABASE_ROLE"] = one.role  # the settings are read by the next line
                if one not in _present():
                    return None
                django.setup()
                module, attribute = one.target.split(":")
                command: click.Command = getattr(importlib.import_module(module), attribute)
                return command
        return None

    def invoke(self, ctx: click.Context) -> object:
        """Run what was typed; a database that is not there is said in a sentence, not in a trace."""
        try:
            return super().invoke(ctx)
        except OperationalError as error:
            raise click.ClickException(NO_DATABASE) from error
        except ImproperlyConfigured as error:
            if settings.DATABASES["default"]["ENGINE"] != NO_ENGINE:
                raise
            raise click.ClickException(NO_DATABASE) from error

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002  click’s contract
        """List the commands without importing those of other modules."""
        rows = {name: command.get_short_help_str(100) for name, command in self.commands.items()}
        rows |= {one.name: one.summary for one in _present()}
        with formatter.section("Commandes"):
            formatter.write_dl(sorted(rows.items()))


def _present() -> list[Extension]:
    """The extensions that exist here. Settings that cannot be read allow no demonstration."""
    try:
        demo_allowed = bool(settings.CARNET_DEMO)
    except ImproperlyConfigured:
        demo_allowed = False
    return [one for one in EXTENSIONS if demo_allowed or not one.demo]


def _become(role: str) -> None:
    """Make Django ready as this role of the database."""
    if settings.configured:
        raise RuntimeError("the settings were read before the role was chosen")
    os.environ["CARNET_DATABASE_ROLE"] = role
    django.setup()


@click.group(cls=Root, context_settings={"help_option_names": ["-h", "--help"]})
def carnet() -> None:
    """Carnet – mon dossier médical partagé.

    CARNET_HOME dit où sont les données (var/ par défaut), DATABASE_URL où est un serveur PostgreSQL déjà là,
    DJANGO_SETTINGS_MODULE quels réglages valent (ceux de la démonstration par défaut).
    """


@carnet.command(name="run")
@click.option("--port", envvar="PORT", default=8000, show_default=True, help="Le port du site, sur cette machine.")
@click.option("--access-log", is_flag=True, help="Écrire une ligne par requête, sans ses paramètres.")
def start(port: int, access_log: bool) -> None:
    """Démarrer la démonstration : base, site, tâches de fond. Ctrl-C arrête tout."""
    if not settings.CARNET_DEMO:
        raise click.ClickException("`carnet run` démarre la démonstration, que ces réglages interdisent.")
    admin_url = os.environ.get("DATABASE_URL")
    sys.exit(run(Plan(home=home(), port=port, database_url=admin_url, access_log=access_log)))


@carnet.command()
def worker() -> None:
    """Faire les tâches de fond (messages, relances, scellement du journal), jusqu’à Ctrl-C."""
    _become("worker")
    work_on(QUEUE)


@carnet.group()
def database() -> None:
    """Préparer la base de données, la mettre à jour, en donner l’adresse, l’effacer."""


@database.command(name="prepare")
@click.option("--admin-url", envvar="DATABASE_URL", required=True, help="L’adresse du serveur, pour un administrateur.")
def prepare_database(admin_url: str) -> None:
    """Créer la base et ses trois rôles sur un serveur qui existe ; les adresses vont dans CARNET_HOME."""
    home().mkdir(parents=True, exist_ok=True)
    try:
        prepare(admin_url, home=home())
    except psycopg.Error as error:
        raise click.ClickException(f"Le serveur refuse : {str(error).strip()}") from error
    click.echo(f"La base est prête ; ses adresses sont dans {home() / 'database.json'}.")


@database.command()
def migrate() -> None:
    """Mettre le schéma à jour, au nom de celui qui le possède."""
    _become("owner")
    call_command("migrate", interactive=False)


@database.command()
@click.option("--role", type=click.Choice(["app", "worker", "owner"]), default="app", show_default=True)
def address(role: str) -> None:
    """Écrire l’adresse de la base, mot de passe compris, pour un autre programme."""
    os.environ["CARNET_DATABASE_ROLE"] = role
    try:
        click.echo(database_url())
    except NoDatabaseAddressError as error:
        raise click.ClickException("Aucune base n’est connue ici : démarrez-en une par `make run`.") from error


@database.command()
@click.option("--yes", is_flag=True, help="Ne pas demander de confirmation.")
def erase(yes: bool) -> None:
    """Effacer la base de cette installation et tout son dossier. Rien ne revient."""
    if not settings.CARNET_DEMO:
        raise click.ClickException("Seule une démonstration s’efface ainsi.")
    places = erasing.what_is_there(home())
    if not places:
        click.echo(f"Il n’y a rien à effacer dans {home()}.")
        return
    click.echo("\n".join(map(str, places)))
    if not yes:
        click.confirm("Effacer tout cela ?", abort=True)
    try:
        erasing.erase(home())
    except erasing.StillRunningError as error:
        raise click.ClickException(str(error)) from error


def main() -> None:
    """The entry point: settings first, since every part reads them."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", DEFAULT_SETTINGS)
    carnet(prog_name="carnet")


if __name__ == "__main__":
    main()
