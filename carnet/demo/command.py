"""`carnet demo`: the world of the demonstration, its people, its messages, its tokens and its clock."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import timedelta

import click
from django.conf import settings
from django.db import OperationalError, ProgrammingError

from carnet.config.wiring import Places, demo_clock, demo_outbox, environment
from carnet.core.audit.events import Door
from carnet.demo.accounts import accounts, is_of_the_samples, table
from carnet.demo.bearer import NobodyToSpeakFor, token_for
from carnet.demo.identity_provider.serve import serve
from carnet.demo.print_house import printed_copies
from carnet.demo.world import WorldHalfBuiltError, is_built
from carnet.demo.world import build as build_world
from carnet.formats.cda.html import day
from carnet.formats.cda.timestamps import PARIS

_SHIFT = re.compile(r"([+-])([0-9]{1,6})([smhd])", re.ASCII)
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}

as_json = click.option("--json", "as_json", is_flag=True, help="En JSON, pour un programme.")


@click.group()
def demo() -> None:
    """La démonstration : son monde, ses personnes, ses messages, ses jetons, son horloge.

    Tout y est inventé. Ces commandes n’existent pas là où de vraies personnes ont un dossier.
    """
    if not settings.CARNET_DEMO:
        raise click.ClickException("Ces réglages interdisent la démonstration.")


@demo.command()
def build() -> None:
    """Construire le monde de la démonstration, s’il n’est pas déjà là."""
    with _database():
        try:
            is_new = build_world(environment(Door.COMMAND_LINE))
        except WorldHalfBuiltError as error:
            raise click.ClickException(
                "La construction de la démonstration avait été interrompue. "
                "Effacez ce qu’elle a laissé par `carnet database erase`, puis recommencez."
            ) from error
    click.echo("Le monde de la démonstration est prêt." if is_new else "Le monde de la démonstration est déjà là.")


@demo.command()
@as_json
def people(as_json: bool) -> None:
    """Donner les personnes et les logiciels : noms courts, identifiants, mots de passe, INS, dossiers.

    Les signataires des documents d’essai officiels ne sont donnés qu’en JSON.
    """
    with _database():
        everybody = accounts(home=settings.HOME, env=environment(Door.COMMAND_LINE))
    if as_json:
        click.echo(json.dumps([asdict(one) for one in everybody], ensure_ascii=False, indent=2))
        return
    click.echo(table(tuple(one for one in everybody if not is_of_the_samples(one))))


@demo.command()
@as_json
@click.option("--last", type=click.IntRange(min=1), help="Les N derniers seulement.", metavar="N")
def outbox(as_json: bool, last: int | None) -> None:
    """Lire les courriels et les SMS que la démonstration a envoyés, du plus ancien au plus récent."""
    sent = demo_outbox()[-last:] if last is not None else demo_outbox()
    if as_json:
        rows = [
            {
                "channel": one.message.channel.value,
                "address": one.message.address,
                "subject": one.message.subject,
                "body": one.message.body,
                "sent_at": one.sent_at.isoformat(),
            }
            for one in sent
        ]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    if not sent:
        click.echo("Aucun message n’est parti.")
    for one in sent:
        when = day(one.sent_at.astimezone(PARIS), with_hour=True)
        click.echo(f"{when} – {one.message.channel.value} – {one.message.address}")
        click.echo("\n".join(f"    {line}" for line in (one.message.subject, one.message.body) if line) + "\n")


@demo.command()
def printed() -> None:
    """Donner les copies sur papier que l’imprimeur de la démonstration a imprimées, en PDF."""
    found = printed_copies(Places(settings.HOME).print_house)
    click.echo("\n".join(map(str, found)) if found else "Aucune copie n’est sortie.")


@demo.command()
@click.argument("person", metavar="NOM")
@click.option("--for", "speaking_for", metavar="NOM", help="Pour qui : le professionnel nommé, ou l’enfant représenté.")
@as_json
def token(person: str, speaking_for: str | None, as_json: bool) -> None:
    """Obtenir un jeton pour la porte FHIR, au nom de quelqu’un.

    NOM : un nom court (keller, haddad, hugo, camille…) ; un logiciel par son client_id ; « software », celui du CHU,
    qui parle en son propre nom, ou pour le professionnel que --for nomme.
    """
    audience = f"{settings.CARNET_PUBLIC_URL}/oauth/token"
    with _database():
        if not is_built():
            raise click.ClickException("Le monde n’est pas construit : `carnet demo build` s’en charge.")
        answer = token_for(
            person,
            speaking_for=speaking_for,
            audience=audience,
            home=settings.HOME,
            env=environment(Door.COMMAND_LINE),
        )
    if isinstance(answer, NobodyToSpeakFor):
        raise click.ClickException(answer.sentence)
    if not as_json:
        click.echo(answer.token.token)
        return
    shown = {
        "access_token": answer.token.token,
        "token_type": "Bearer",
        "expires_in": int(answer.token.lasts.total_seconds()),
        "client_id": answer.client_id,
        "speaks_for": answer.speaks_for,
    }
    click.echo(json.dumps(shown, ensure_ascii=False, indent=2))


# « -1h » is no option; « -h » would be found in it.
@demo.command(context_settings={"ignore_unknown_options": True, "help_option_names": ["--help"]})
@click.argument("shift", required=False, metavar="[+25h|+3d|-1h]")
@click.option("--reset", is_flag=True, help="Revenir à l’heure réelle.")
def clock(shift: str | None, reset: bool) -> None:
    """Donner l’heure de la démonstration, ou l’avancer : s secondes, m minutes, h heures, d jours."""
    shifted = demo_clock()
    if reset and shift is not None:
        raise click.UsageError("--reset ne prend pas de décalage.")
    if reset:
        shifted.shift(-shifted.offset())
    elif shift is not None:
        shifted.shift(_duration(shift))
    now = day(shifted.now().astimezone(PARIS), with_hour=True)
    click.echo(f"Pour la démonstration, il est : {now} (Paris). {_said(shifted.offset())}")


@demo.command()
@click.option("--port", type=click.IntRange(1, 65535), required=True, help="Son port, sur cette machine.", metavar="N")
def identity_provider(port: int) -> None:
    """Tenir la place de Pro Santé Connect : chacun y choisit le professionnel inventé qu’il est. Jusqu’à Ctrl-C."""
    try:
        serve(port, environment(Door.COMMAND_LINE))
    except OSError as error:
        raise click.ClickException(f"Le port {port} ne peut pas être pris sur cette machine.") from error


def _duration(written: str) -> timedelta:
    match = _SHIFT.fullmatch(written)
    if match is None:
        raise click.UsageError("Un décalage s’écrit +25h, +3d, -1h : un signe, un nombre, une unité (s, m, h, d).")
    sign = 1 if match[1] == "+" else -1
    return timedelta(**{_UNITS[match[3]]: sign * int(match[2])})


def _said(offset: timedelta) -> str:
    if not offset:
        return "C’est l’heure réelle."
    minutes, seconds = divmod(int(abs(offset).total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    parts = [(days, "j"), (hours, "h"), (minutes, "min"), (seconds, "s")]
    written = " ".join(f"{number} {unit}" for number, unit in parts if number)
    return f"{written} {'d’avance' if offset > timedelta() else 'de retard'} sur l’heure réelle."


@contextmanager
def _database() -> Iterator[None]:
    """Say what to do when there is no database, or one without its schema."""
    said = "La base de données ne répond pas, ou n’est pas prête : `carnet run` la démarre et la prépare."
    if settings.DATABASES["default"]["ENGINE"] == "django.db.backends.dummy":
        raise click.ClickException(said)
    try:
        yield
    except (OperationalError, ProgrammingError) as error:
        raise click.ClickException(said) from error
